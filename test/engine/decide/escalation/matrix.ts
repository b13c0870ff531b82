/** A run in each phase, one sample of each event, and what became of the run in one line. */
import type {
  EventKind,
  UntimedEvent,
} from '../../../../electron/engine/decide/escalation/events.ts'
import type { DecisionKind, PhaseKind, Run } from '../../../../shared/run.ts'
import { identity, makeMember, makeRun, ms, Play } from '../../../fakes/run.ts'
import { makeUnit } from '../../../fakes/unit.ts'

const begun = (): Play => new Play(makeRun('stop/30/ask/KILL/5')).begin()

/** A fresh run of `stop/30/ask/KILL/5` in each phase, reached as a person would reach it. */
export const playIn: Readonly<Record<PhaseKind, () => Play>> = {
  planned: () => new Play(makeRun('stop/30/ask/KILL/5')),
  stopping: begun,
  waiting: () => begun().settle(),
  held: () => begun().settle().decide('hold'),
  asking: () => begun().settle().deadline(),
  forcing: () => begun().settle().deadline().force(),
  verifying: () => begun().settle().gone(100, 101, 102),
  ended: () => begun().settle().gone(100, 101, 102).deadline(),
}

const ceilings = [
  { who: 'systemd', source: 'TimeoutStopSec', what: 'SIGKILL', fixed: null, at: 9000 },
]

const stopping = makeUnit({ activeState: 'deactivating', subState: 'stop-sigterm' })

/** What each event says here; `decision` is to leave. */
const samples: { readonly [K in EventKind]: (play: Play) => UntimedEvent } = {
  begin: () => ({ kind: 'begin' }),
  'call-settled': (play) => ({
    kind: 'call-settled',
    call: Math.max(1, play.call),
    results: [{ identity: identity(100), outcome: 'sent' }],
    failure: null,
    note: null,
  }),
  'command-began': (play) => ({
    kind: 'command-began',
    call: Math.max(1, play.call),
    identity: identity(700),
  }),
  'member-gone': () => ({ kind: 'member-gone', identity: identity(101), how: 'by-itself' }),
  'taken-along': () => ({
    kind: 'taken-along',
    identity: identity(101),
    since: ms(0),
    by: 'its tracer gdb (900)',
  }),
  'member-appeared': () => ({ kind: 'member-appeared', member: makeMember(103) }),
  'copy-appeared': () => ({ kind: 'copy-appeared', evidence: 'pid 500 runs the same program' }),
  deadline: () => ({ kind: 'deadline' }),
  decision: (play) => ({
    kind: 'decision',
    decision: { kind: 'leave' },
    turn: play.run.turn,
    by: 'ops',
  }),
  'ceiling-moved': () => ({ kind: 'ceiling-moved', ceilings }),
  'ceiling-fired': () => ({ kind: 'ceiling-fired', who: 'systemd' }),
  'unit-changed': () => ({ kind: 'unit-changed', unit: stopping }),
  'helper-died': () => ({ kind: 'helper-died', why: 'signal 9' }),
  'journal-failed': (play) => ({ kind: 'journal-failed', call: play.call, why: 'ENOSPC' }),
  'journal-recovered': () => ({ kind: 'journal-recovered' }),
  resumed: () => ({ kind: 'resumed', asleepMs: 60_000 }),
  'person-left': () => ({ kind: 'person-left' }),
  'person-came': () => ({ kind: 'person-came' }),
  'engine-restarted': () => ({ kind: 'engine-restarted' }),
  'machine-rebooted': () => ({ kind: 'machine-rebooted' }),
  interrupted: () => ({ kind: 'interrupted', why: 'SIGTERM' }),
}

const watched = [
  'members',
  'sent',
  'notices',
  'person',
  'ceilings',
  'unit',
  'calledStep',
  'lastCall',
  'forced',
  'forcedByOther',
  'recordInMemory',
] as const satisfies readonly (keyof Run)[]

const word = ({ phase }: Run): string => {
  if (phase.kind === 'ended') return `ended ${phase.outcome.kind}`
  return phase.kind === 'asking' ? `asking ${phase.why}` : phase.kind
}

/**
 * What the newest event did: the phase (`stays` where it is the same kind), the turn where it grew,
 * `[effects]`, and the facts of the run that changed. `nothing` where the very same run came out.
 */
function summarize(before: Run, play: Play): string {
  const { run, last } = play
  if (run === before && last.length === 0) return 'nothing'
  const phase = run.phase.kind === before.phase.kind ? 'stays' : word(run)
  const turn = run.turn === before.turn ? '' : ` +${run.turn - before.turn}`
  const effects = last.map((e) => (e.kind === 'refuse-decision' ? e.error.code : e.kind))
  const changed = watched.filter((key) => JSON.stringify(run[key]) !== JSON.stringify(before[key]))
  return [
    `${phase}${turn}`,
    ...(effects.length > 0 ? [`[${effects.join(' ')}]`] : []),
    ...changed,
  ].join(' ')
}

/** One cell: the run in this phase, and this event when it is due (a deadline at its time). */
export function playCell(phase: PhaseKind, kind: EventKind): string {
  const play = playIn[phase]()
  const before = play.run
  if (kind === 'deadline') play.deadline()
  else play.after(1, samples[kind](play))
  return summarize(before, play)
}

/** One decision in this phase; `stale` is a decision to go on that answers the turn before. */
export function playDecision(phase: PhaseKind, kind: DecisionKind | 'stale'): string {
  const play = playIn[phase]()
  const before = play.run
  if (kind === 'extend') play.extend(1000)
  else if (kind === 'force') play.force()
  else if (kind === 'remedy') play.remedy()
  else if (kind === 'stale') play.decide('go-on', before.turn - 1)
  else play.decide(kind)
  return summarize(before, play)
}
