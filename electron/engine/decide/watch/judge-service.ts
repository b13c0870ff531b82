/**
 * What is to be done about a service that nobody stops: started again, asked whether it answers, or
 * told of. Pure; times are milliseconds, waits on the monotonic clock.
 */
import type { Probe, RestartPolicy } from '../../../../shared/configuration.ts'
import { identityKey, type ProcessIdentity } from '../../../../shared/process.ts'
import type { StartReport } from '../../../../shared/reports.ts'
import type { Moment } from '../../../../shared/run.ts'
import type { ServiceAlert } from '../../../../shared/watch.ts'
import { count, duration } from '../../../../shared/wording/numbers.ts'

/** What a configuration asks for. */
export interface WatchPolicy {
  readonly title: string
  readonly restart: RestartPolicy | null
  readonly probe: Probe | null
  readonly runTimeMs: number | null
}

/** What is remembered of it between two looks. */
export interface WatchMemory {
  /** It was seen running, and no run of Quiesce has ended it since. */
  readonly wasUp: boolean
  readonly main: ProcessIdentity | null
  /** systemd kept it when it was last seen up: if it does not run, systemd or a person wants it so. */
  readonly wasKept: boolean
  /** When it is to be started again; null where it is not. */
  readonly restartAt: number | null
  /** When it was started again, monotonic, oldest first. */
  readonly restarts: readonly number[]
  readonly gaveUp: boolean
  readonly probeAt: number | null
  readonly asking: boolean
  readonly failures: number
  /** Wall clock of the first silence; null while it answers or was never asked. */
  readonly silentSince: number | null
  readonly told: 'not-answering' | null
  /** Whose run time was told of. */
  readonly overTold: string | null
}

/** What a look shows. */
export interface WatchedNow {
  readonly up: boolean
  /** A run of some Quiesce is about it, or its last one ended it. */
  readonly stoppedByQuiesce: boolean
  /** Its manager starts it again itself. */
  readonly keptBySystemd: boolean
  /**
   * It left its pid or lock file behind: no clean end; null for what has neither. Of a unit: it is
   * `failed`, so that its manager starts it no more.
   */
  readonly unclean: boolean | null
  readonly main: ProcessIdentity | null
  /** Wall clock, milliseconds. */
  readonly startedAt: number | null
}

export interface Judgement {
  readonly memory: WatchMemory
  readonly alerts: readonly Pick<ServiceAlert, 'kind' | 'sentence'>[]
  readonly actions: readonly ('restart' | 'probe')[]
}

/** `600` is 10 min: a policy is read, not counted down. Seconds. */
export const sayWindow = (seconds: number): string =>
  seconds % 60 === 0 ? `${seconds / 60}\u00a0min` : duration(seconds * 1000)

/** Nothing was seen yet. */
export const freshMemory: WatchMemory = {
  ...{ wasUp: false, main: null, wasKept: false, restartAt: null, restarts: [], gaveUp: false },
  ...{ probeAt: null, asking: false, failures: 0, silentSince: null, told: null, overTold: null },
}

type Step = (judgement: Judgement, of: JudgeOf) => Judgement
interface JudgeOf {
  readonly policy: WatchPolicy
  readonly now: Moment
  readonly seen: WatchedNow
}

const tell = (judgement: Judgement, kind: ServiceAlert['kind'], sentence: string): Judgement => ({
  ...judgement,
  alerts: [...judgement.alerts, { kind, sentence }],
})

const remember = (judgement: Judgement, memory: Partial<WatchMemory>): Judgement => ({
  ...judgement,
  memory: { ...judgement.memory, ...memory },
})

/** What its files say of its end. Without any nobody knows, and it counts as a failure. */
function endWords(unclean: boolean | null): string {
  if (unclean === null) return 'and nothing tells whether it failed'
  return unclean ? 'and left its files behind' : 'and cleared its files away'
}

/** It was up and is gone: told of, and started again where the policy says so. */
const judgeEnd: Step = (judgement, { policy, now, seen }) => {
  const { memory } = judgement
  if (!memory.wasUp || seen.up) return judgement
  const gone = remember(judgement, { wasUp: false })
  if (seen.stoppedByQuiesce) return gone
  if (seen.keptBySystemd && seen.unclean === true) {
    return tell(gone, 'ended', `${policy.title} failed, and systemd does not start it again.`)
  }
  if (seen.keptBySystemd || memory.wasKept) return gone
  const how = endWords(seen.unclean)
  const { restart, title } = policy
  if (restart === null || (restart.on === 'failure' && seen.unclean === false)) {
    return tell(gone, 'ended', `${title} ended by itself ${how}. It is not started again.`)
  }
  const since = now.mono - restart.within * 1000
  const recent = memory.restarts.filter((at) => at > since)
  if (recent.length >= restart.limit) {
    const often = `${count(recent.length, 'time', 'times')} in ${sayWindow(restart.within)}`
    const sentence = `${title} ended again after it was started anew ${often}. Quiesce gives up.`
    return tell(remember(gone, { gaveUp: true }), 'gave-up', sentence)
  }
  const inMs = restart.delay * 1000
  const told = tell(
    gone,
    'ended',
    `${title} ended by itself ${how}. It is started again in ${duration(inMs)}.`,
  )
  return remember(told, { restartAt: now.mono + inMs, restarts: recent })
}

/** It is there: a new main process that Quiesce did not start is told of, once. */
const judgeUp: Step = (judgement, { policy, seen }) => {
  if (!seen.up) return judgement
  const { memory } = judgement
  const replaced =
    memory.wasUp &&
    memory.main !== null &&
    seen.main !== null &&
    identityKey(memory.main) !== identityKey(seen.main)
  const { main, keptBySystemd: wasKept } = seen
  const up = remember(judgement, { wasUp: true, main, wasKept, restartAt: null, gaveUp: false })
  if (!replaced || seen.stoppedByQuiesce) return up
  const who = seen.keptBySystemd ? 'systemd' : 'somebody else'
  return tell(up, 'restarted', `${policy.title} was started again by ${who}.`)
}

const judgeRestart: Step = (judgement, { now, seen }) => {
  const { memory } = judgement
  if (memory.restartAt === null) return judgement
  if (seen.up || seen.stoppedByQuiesce) return remember(judgement, { restartAt: null })
  if (now.mono < memory.restartAt) return judgement
  const begun = remember(judgement, { restartAt: null, restarts: [...memory.restarts, now.mono] })
  return { ...begun, actions: [...begun.actions, 'restart'] }
}

const judgeRunTime: Step = (judgement, { policy, now, seen }) => {
  const { runTimeMs, title } = policy
  if (runTimeMs === null || !seen.up || seen.startedAt === null || seen.main === null)
    return judgement
  const key = identityKey(seen.main)
  const ran = now.wall - seen.startedAt
  if (ran < runTimeMs || judgement.memory.overTold === key) return judgement
  const sentence = `${title} has run for ${duration(ran)}, longer than the ${duration(runTimeMs)} that it should.`
  return tell(remember(judgement, { overTold: key }), 'over-run-time', sentence)
}

const judgeProbe: Step = (judgement, { policy, now, seen }) => {
  const { probe } = policy
  if (probe === null) return judgement
  if (!seen.up || seen.stoppedByQuiesce) {
    return remember(judgement, { probeAt: null, failures: 0, silentSince: null, told: null })
  }
  const { probeAt, asking } = judgement.memory
  // Who has just started gets one interval before it has to answer.
  if (probeAt === null) return remember(judgement, { probeAt: now.mono + probe.every * 1000 })
  if (asking || now.mono < probeAt) return judgement
  const begun = remember(judgement, { asking: true, probeAt: now.mono + probe.every * 1000 })
  return { ...begun, actions: [...begun.actions, 'probe'] }
}

/** One look at a watched service. */
export function judgeService(
  memory: WatchMemory,
  policy: WatchPolicy,
  seen: WatchedNow,
  now: Moment,
): Judgement {
  const of = { policy, seen, now }
  const steps = [judgeEnd, judgeUp, judgeRestart, judgeRunTime, judgeProbe]
  return steps.reduce<Judgement>((so, step) => step(so, of), { memory, alerts: [], actions: [] })
}

/** Quiesce started it again, or tried to: whether it stayed, the next look judges. */
export function judgeRestarted(
  memory: WatchMemory,
  { title }: WatchPolicy,
  report: StartReport,
): Judgement {
  const sentence = report.up
    ? `Quiesce started ${title} again. ${report.sentence}`
    : `Quiesce tried to start ${title} again. ${report.sentence}`
  const judgement: Judgement = { memory, alerts: [], actions: [] }
  return tell(remember(judgement, { wasUp: true, main: null }), 'restarted', sentence)
}

/** What an answer, or its absence, means. `why` is null where it answered. */
export function judgeAnswer(
  memory: WatchMemory,
  policy: WatchPolicy,
  why: string | null,
  now: Moment,
): Judgement {
  const { probe, title } = policy
  const judgement: Judgement = { memory: { ...memory, asking: false }, alerts: [], actions: [] }
  if (probe === null) return judgement
  if (why === null) {
    const calm = remember(judgement, { failures: 0, silentSince: null, told: null })
    return memory.told === null ? calm : tell(calm, 'answering-again', `${title} answers again.`)
  }
  const failures = memory.failures + 1
  const silentSince = memory.silentSince ?? now.wall
  const silent = remember(judgement, { failures, silentSince })
  if (failures < probe.failures || memory.told !== null) return silent
  const sentence = `${title} runs and does not answer: ${why}, ${failures} times in a row.`
  return tell(remember(silent, { told: 'not-answering' }), 'not-answering', sentence)
}
