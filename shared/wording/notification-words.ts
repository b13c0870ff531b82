/** Words of notifications. They do not tick, so every moment is one of the wall clock. */
import type { RunView } from '../contract.ts'
import type { Order } from '../order.ts'
import type { RebootNews } from '../reboot.ts'
import { livingMembers, type Outcome, type Run } from '../run.ts'
import type { ServiceAlert } from '../watch.ts'
import { ceilingClause } from './ceilings.ts'
import { clock, count, printable } from './numbers.ts'
import { orderSentence } from './order-words.ts'
import { outcomeSentence, outcomeWord } from './outcomes.ts'
import { askWords } from './phases.ts'
import { processNames } from './process-names.ts'
import { rebootNearSentence } from './reboot-words.ts'
import { small } from './small.ts'
import { shortName } from './tray-words.ts'
import { alertWord } from './watch-words.ts'

/** A title and what stands below it. */
export interface NoticeWords {
  readonly title: string
  readonly body: string
}

/** What a notification offers; never force. */
export const noticeLabels = {
  why: 'Show why',
  show: 'Show',
  hold: 'Hold',
  release: 'Release',
  extend: `Extend 2\u00a0min`,
  relaunch: 'Restart…',
  settings: 'Settings…',
  callOff: 'Call it off…',
} as const

function stillThere(run: Run): string {
  const left = livingMembers(run).map(({ identity, name }) => ({ pid: identity.pid, name }))
  if (left.length === 0) return 'No process of it is left.'
  return `${count(left.length, 'process is', 'processes are')} still here: ${processNames(left)}.`
}

/** Who else forces it and when, as a sentence with a blank before it; '' where nobody does. */
function ceilingWords(run: Run): string {
  const clause = ceilingClause(run)
  return clause === '' ? '' : ` ${clause}.`
}

/** A run asks: it hangs, or a crash cut it off. */
export function hungWords({ run }: RunView): NoticeWords {
  const asks = run.phase.kind === 'asking' ? askWords(run, run.phase.why) : 'has not stopped'
  const since = run.phase.kind === 'asking' ? `Since ${clock(run.phase.since.wall)}. ` : ''
  return {
    title: `${shortName(run.title)} ${asks}`,
    body: `${since}${stillThere(run)}${ceilingWords(run)}`,
  }
}

/** Runs that a crash left; nothing was sent since. */
export function foundWords(views: readonly RunView[]): NoticeWords {
  const titles = views.map(({ run }) => shortName(run.title)).join(', ')
  const [one] = views
  return {
    title:
      views.length === 1 && one !== undefined
        ? `The stop of ${shortName(one.run.title)} was cut off`
        : `${views.length} stops were cut off`,
    body: `Quiesce went down in mid-run: ${titles}. Nothing is sent until you decide.`,
  }
}

/** The window was closed. */
export const hiddenWords: NoticeWords = {
  title: 'Quiesce goes on in the tray',
  body: 'Stops that are under way go on, and services are watched. The settings say what closing the window does.',
}

/** A package replaced our own files. */
export const updatedWords: NoticeWords = {
  title: 'Quiesce was updated',
  body: 'This is still the version from before. A restart finishes the update; it asks first while a stop is under way.',
}

/** How a run ended. */
export function endedWords(run: Run, outcome: Outcome): NoticeWords {
  return {
    title: `${shortName(run.title)}: ${small(outcomeWord[outcome.kind])}`,
    body: printable(outcomeSentence(run, outcome)),
  }
}

/** Somebody else forces soon. */
export const ceilingNearWords = (run: Run): NoticeWords => ({
  title: `${shortName(run.title)} will be killed soon`,
  body: `${ceilingClause(run)}, not Quiesce. ${stillThere(run)}`,
})

/** A planned shutdown is about to cut stops off. */
export const rebootNearWords = (news: Extract<RebootNews, { kind: 'near' }>): NoticeWords => ({
  title: `A planned ${printable(news.planned.type)} is about to cut ${count(news.stops.length, 'stop')} off`,
  body: rebootNearSentence(news),
})

/** An order ended, or asks. */
export const orderWords = (order: Order): NoticeWords => ({
  title: orderSentence(order),
  body:
    order.phase.kind === 'asking'
      ? `Nothing more goes on by itself; ${count(order.phase.blocked.length, 'service waits', 'services wait')}.`
      : `${count(order.states.length, 'service was', 'services were')} to be stopped.`,
})

/** What was noticed of a service that nobody stops. */
export const alertWords = ({ kind, title, sentence, at }: ServiceAlert): NoticeWords => ({
  title: `${shortName(title)}: ${small(alertWord[kind])}`,
  body: `${printable(sentence)} (${clock(at)})`,
})
