/** A diagnosis in words of the window. Pure. */
import type { Diagnosis, Finding, FindingCode, Remedy } from '../../shared/diagnosis.ts'
import type { StopTimes } from '../../shared/stop-times.ts'
import { duration } from '../../shared/wording/numbers.ts'

/** "looked 10 times in 10 s". */
export const looksWords = ({ looks }: Diagnosis): string =>
  looks.count < 2 ? 'looked once' : `looked ${looks.count} times in ${spanWords(looks.spanMs)}`

/** Tenths below two seconds: two looks are apart so little. */
const spanWords = (ms: number): string =>
  ms < 2000 ? duration(Math.round(ms / 100) * 100) : duration(Math.round(ms / 1000) * 1000)

/** The verdict, and what else was found. */
export const verdictOf = ({ findings }: Diagnosis): Finding | null => findings[0] ?? null
export const othersOf = ({ findings }: Diagnosis): readonly Finding[] => findings.slice(1)

/** What nothing in user space can end, and why. */
const beyondForce: Partial<Record<FindingCode, string>> = {
  zombie: 'is dead already, and only its parent can take it away',
  uninterruptible: 'waits inside the kernel, where no signal reaches it',
  'already-gone': 'does not run any more',
}

/** Why SIGKILL would not help either, where the verdict says so for certain or very likely. */
export function whyForceFails(diagnosis: Diagnosis | null): string | null {
  const verdict = diagnosis === null ? null : verdictOf(diagnosis)
  if (verdict === null || verdict.certainty === 'possible') return null
  const why = beyondForce[verdict.code]
  const who = verdict.subject === null ? 'it' : String(verdict.subject.pid)
  return why === undefined ? null : `kill -9 cannot help: ${who} ${why}.`
}

/** Of these nobody leaves by being waited for. */
const waitInVain: ReadonlySet<FindingCode> = new Set([
  'ignores-signal',
  'blocks-signal',
  'stopped',
  'traced',
  'frozen',
  'zombie',
  'nothing-sent',
  'no-permission',
])

/** Waiting may end it, for all that is known: false only where the verdict is certain of the contrary. */
export function waitMayHelp(diagnosis: Diagnosis | null): boolean {
  const verdict = diagnosis === null ? null : verdictOf(diagnosis)
  return verdict === null || verdict.certainty !== 'certain' || !waitInVain.has(verdict.code)
}

/** What can be pressed, mildest first, each once. */
export const pressable = (remedies: readonly Remedy[]): readonly Remedy[] =>
  remedies.filter(
    ({ id, kind }, at) => kind !== 'by-hand' && remedies.findIndex((one) => one.id === id) === at,
  )

/** What only a person can do: words alone. */
export const byHand = (remedies: readonly Remedy[]): readonly Remedy[] =>
  remedies.filter(({ kind }) => kind === 'by-hand')

/** "Unusual: usually 3 s, longest 41 s, now 1:35."; null while it is not. Milliseconds in. */
export function unusualWords(usual: StopTimes | null, nowMs: number): string | null {
  if (usual === null || usual.count === 0 || nowMs <= usual.unusualMs) return null
  return `Unusual: usually ${duration(usual.usualMs)}, longest ${duration(usual.longestMs)}, now ${duration(Math.floor(nowMs / 1000) * 1000)}.`
}
