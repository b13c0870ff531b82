/** What a run is doing, in words that every door shares. */
import type { AskReason, Phase, Run } from '../run.ts'
import { isForce } from '../schedule.ts'
import { outcomeWord } from './outcomes.ts'

export const askSentence: Record<AskReason, string> = {
  schedule: 'has not stopped',
  'schedule-ended': 'has not stopped, and the schedule has no further step',
  journal: 'waits: the journal cannot be written, so the next step would leave no record',
  found: 'was being stopped when Quiesce went down; nothing is sent until you decide',
  appeared: 'seemed gone, then another process of it appeared',
  backend: 'could not be stopped by its own stop command',
  permission: 'is still running, and the kernel refused us a signal',
}

/** Why a run asks, after the name of the service. A unit has no stop command: its manager refused. */
export const askWords = (run: Pick<Run, 'unit'>, why: AskReason): string =>
  why === 'backend' && run.unit !== null ? 'could not be stopped through systemd' : askSentence[why]

/** The phase as one or two words, beside its symbol. */
export function phaseWord(phase: Phase): string {
  switch (phase.kind) {
    case 'planned':
      return 'Planned'
    case 'stopping':
    case 'waiting':
      return 'Stopping'
    case 'held':
      return 'Held'
    case 'asking':
      return 'Asks you'
    case 'forcing':
      return 'Forcing'
    case 'verifying':
      return 'Verifying'
    case 'ended':
      return outcomeWord[phase.outcome.kind]
  }
}

/** What comes when the present wait ends: "then it asks you". Empty where it waits for nothing. */
export function whatFollows(run: Run): string {
  const { phase } = run
  if (phase.kind === 'verifying') return 'then it is certain'
  if (phase.kind !== 'waiting' && phase.kind !== 'held' && phase.kind !== 'stopping') return ''
  // A wait without a deadline ends with the last member or with a person, never by itself.
  const endless = phase.kind === 'held' ? phase.leftMs === null : phase.deadline === null
  if (endless && phase.kind !== 'stopping') return 'nothing is sent by itself'
  // A person's extra time at an `ask` ends in the same question.
  if (run.schedule[phase.step]?.kind === 'ask') return 'then it asks you again'
  // A call shares the deadline of the wait behind it; what follows is what follows that wait.
  const waits = phase.kind === 'stopping' && run.schedule[phase.step + 1]?.kind === 'wait'
  const next = run.schedule[phase.step + (waits ? 2 : 1)]
  if (run.forced !== null) return 'then it has outlived SIGKILL'
  if (next === undefined) return run.person ? 'then it asks you' : 'then it gives up'
  if (next.kind === 'ask') return run.person ? 'then it asks you' : 'then it gives up'
  if (isForce(next)) return 'then it sends SIGKILL'
  if (next.kind === 'signal') return `then it sends SIG${next.signal}`
  return next.kind === 'stop' ? 'then it calls the stop again' : 'then it waits'
}
