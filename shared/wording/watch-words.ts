/** Words for services that are watched while nobody stops them. */
import type { ServiceAlert, ServiceWatch } from '../watch.ts'
import { duration } from './numbers.ts'

/** Who starts it again. */
export const restartByWords: Record<NonNullable<ServiceWatch['restartBy']>, string> = {
  systemd: 'systemd does that, by its Restart=',
  quiesce: 'Quiesce does that, and only while it runs',
}

/** The longest it should run, and whether it is over that. Milliseconds in. */
export const runTimeWords = (ms: number, over: boolean): string =>
  over ? `over ${duration(ms)}, the longest it should run` : `at most ${duration(ms)}`

/** An alert in two or three words, beside its symbol. */
export const alertWord: Record<ServiceAlert['kind'], string> = {
  'not-answering': 'Not answering',
  'answering-again': 'Answers again',
  'over-run-time': 'Over its run time',
  ended: 'Ended',
  restarted: 'Started again',
  'gave-up': 'Not started again',
  'came-back': 'Runs again',
}

/** What wants a person; the rest is told and passes. */
export const isTrouble = (kind: ServiceAlert['kind']): boolean => kind !== 'answering-again'
