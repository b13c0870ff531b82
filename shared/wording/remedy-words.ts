/** What a remedy came to, in words. */
import type { SignalOutcome } from '../run.ts'
import type { SignalName } from '../signals.ts'
import { processName, processNames } from './process-names.ts'

interface Signalled {
  readonly identity: { readonly pid: number }
  readonly name: string
  readonly outcome: SignalOutcome
}

const outcomeWords: Record<SignalOutcome, string> = {
  sent: 'was sent to',
  maybe: 'may have been sent to',
  gone: 'came too late for',
  'no-permission': 'was refused by the kernel for',
  failed: 'could not be sent to',
}

const listed = (all: readonly Signalled[]): string =>
  processNames(all.map(({ identity, name }) => ({ pid: identity.pid, name })))

/** "SIGINT was sent to postgres (4711)."; one sentence for each thing that came of it. */
export function signalSentence(signal: SignalName, results: readonly Signalled[]): string {
  const outcomes = [...new Set(results.map((one) => one.outcome))]
  return outcomes
    .map((outcome) => {
      const who = listed(results.filter((one) => one.outcome === outcome))
      return `SIG${signal} ${outcomeWords[outcome]} ${who}.`
    })
    .join(' ')
}

/** The same for SIGCONT, with whether they go on. */
export function continuedSentence(
  results: readonly (Signalled & { readonly goesOn: boolean })[],
): string {
  const going = results.filter((one) => one.goesOn)
  const still = results.filter((one) => !one.goesOn && one.outcome === 'sent')
  const others = results.filter((one) => one.outcome !== 'sent')
  return [
    going.length === 0 ? '' : `SIGCONT was sent to ${listed(going)}: continued.`,
    still.length === 0 ? '' : `SIGCONT was sent to ${listed(still)}: still stopped.`,
    others.length === 0 ? '' : signalSentence('CONT', others),
  ]
    .filter((part) => part !== '')
    .join(' ')
}

/** A traced process that was gone right after its tracer was ended. */
export const endedWithTracer = (freed: { readonly pid: number; readonly name: string }): string =>
  `${processName(freed)} ended together with its tracer: it was let go and left, or was killed along with it, which nobody can say.`

/** The tracer, as who forced. */
export const tracerForces = (tracer: { readonly pid: number; readonly name: string }): string =>
  `its tracer ${processName(tracer)}`

/** The same, before anybody knows. */
export const mayEndWithTracer = (freed: { readonly pid: number; readonly name: string }): string =>
  `Its tracer is ended: if ${processName(freed)} ends together with it, nobody can say whether that was a kill.`
