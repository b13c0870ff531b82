/** Runs, members and moments made up for tests. */
import type { Remedy } from '../../shared/diagnosis.ts'
import type { QuiesceError } from '../../shared/errors.ts'
import { parseSchedule } from '../../shared/schedule.ts'
import type { Member, ProcessIdentity } from '../../shared/process.ts'
import type { Moment, Run } from '../../shared/run.ts'
import type { RunUnit, UnitState } from '../../shared/unit.ts'
import type { RemedyAction } from '../../electron/engine/decide/diagnosis/remedy-action.ts'
import type { Effect, UntimedEvent } from '../../electron/engine/decide/escalation/events.ts'
import { transition } from '../../electron/engine/decide/escalation/transition.ts'

export const boot = 'b0070000-0000-4000-8000-000000000000'

/** A moment so many milliseconds after the tests' beginning. */
export const ms = (at: number): Moment => ({ mono: at, wall: 1_700_000_000_000 + at })

export const identity = (pid: number): ProcessIdentity => ({ boot, pid, startTicks: pid * 10 })

export function makeMember(pid: number, more: Partial<Member> = {}): Member {
  return {
    identity: identity(pid),
    name: `daemon-${pid}`,
    args: `/usr/sbin/daemon --number ${pid}`,
    user: 'ops',
    main: false,
    parentPid: 1,
    processGroup: 100,
    reasons: [{ kind: 'picked', how: 'pid' }],
    kept: null,
    residentBytes: 4096,
    startedAt: 0,
    ...more,
  }
}

/** A main process 100 with two children, in one process group. */
export const threeMembers = (): Member[] => [
  makeMember(100, { main: true }),
  makeMember(101, { parentPid: 100 }),
  makeMember(102, { parentPid: 100 }),
]

/** A planned run of this schedule; a person is there unless said otherwise. */
export function makeRun(schedule: string, more: Partial<Run> = {}, members = threeMembers()): Run {
  const parsed = parseSchedule(schedule)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return {
    id: 'run-1',
    target: 'iguana',
    title: 'iguana',
    by: 'ops',
    schedule: parsed.value,
    stopMethod: { kind: 'signal', signal: 'TERM', scope: 'main' },
    startedAt: ms(0),
    phase: { kind: 'planned' },
    turn: 0,
    revision: 0,
    person: true,
    members: members.map((member) => ({ member, gone: null })),
    sent: [],
    ceilings: [],
    unit: null,
    calledStep: -1,
    forced: null,
    forcedByOther: null,
    lastCall: 0,
    recordInMemory: false,
    notices: [],
    ...more,
  }
}

/** SIGCONT to the main process of `threeMembers`. */
export const continueMain: RemedyAction = { kind: 'continue', targets: [identity(100)] }

/** A remedy as a diagnosis offers it, called after what it does. */
export const makeRemedy = (id: string): Remedy => ({
  id,
  kind: 'continue',
  label: `Do it: ${id}`,
  says: 'It helps.',
})

/** Plays events on a run and keeps every effect, as the stop-runner would see them. */
export class Play {
  run: Run
  now = 0
  /** How much the wall clock is ahead: the monotonic one stands still while the machine sleeps. */
  asleepMs = 0
  effects: Effect[] = []
  /** Effects of the newest event alone. */
  last: readonly Effect[] = []
  constructor(run: Run) {
    this.run = run
  }
  /** The event happens so many milliseconds after the one before. */
  after(waitMs: number, event: UntimedEvent): this {
    this.now += waitMs
    const at = { mono: this.now, wall: ms(this.now).wall + this.asleepMs }
    const [run, effects] = transition(this.run, { ...event, at })
    this.run = run
    this.last = effects
    this.effects.push(...effects)
    return this
  }
  begin(): this {
    return this.after(0, { kind: 'begin' })
  }
  /** The call under way is answered: every target got it. */
  settle(outcome: 'sent' | 'gone' | 'no-permission' = 'sent'): this {
    const { call } = this
    const results = this.run.sent.flatMap((s) =>
      s.call === call && s.identity ? [{ identity: s.identity, outcome }] : [],
    )
    return this.after(1, { kind: 'call-settled', call, results, failure: null, note: null })
  }
  /** The call under way could not be made at all. */
  failed(error: QuiesceError): this {
    const { call } = this
    return this.after(1, { kind: 'call-settled', call, results: [], failure: error, note: null })
  }
  /** The manager tells of the unit: so much of it is different now. */
  unit(state: Partial<UnitState>, more: Partial<RunUnit> = {}): this {
    const { unit } = this.run
    if (unit === null) throw new Error('the run is about no unit')
    const changed = { ...unit, ...more, state: { ...unit.state, ...state } }
    return this.after(1, { kind: 'unit-changed', unit: changed })
  }
  gone(...pids: number[]): this {
    for (const pid of pids) {
      this.after(1, { kind: 'member-gone', identity: identity(pid), how: 'by-itself' })
    }
    return this
  }
  /** The armed deadline comes. */
  deadline(): this {
    const { phase } = this.run
    const at =
      phase.kind === 'verifying' ? phase.until : 'deadline' in phase ? phase.deadline : null
    return this.after(at ? Math.max(0, at.mono - this.now) : 0, { kind: 'deadline' })
  }
  /** A person chooses a remedy: `continue`, or the one whose action is given. */
  remedy(action: RemedyAction | null = continueMain, reload?: boolean): this {
    const decision = { kind: 'remedy', remedy: action?.kind ?? 'none' } as const
    const offered = action && { remedy: makeRemedy(action.kind), action }
    const remedy = offered && { remedy: reload === undefined ? offered : { ...offered, reload } }
    const { turn } = this.run
    return this.after(1, { kind: 'decision', decision, turn, by: 'ops', ...remedy })
  }
  decide(kind: 'hold' | 'release' | 'go-on' | 'leave', turn = this.run.turn): this {
    return this.after(1, { kind: 'decision', decision: { kind }, turn, by: 'ops' })
  }
  extend(extendMs: number): this {
    const decision = { kind: 'extend', ms: extendMs } as const
    return this.after(1, { kind: 'decision', decision, turn: this.run.turn, by: 'ops' })
  }
  force(turn = this.run.turn): this {
    const decision = { kind: 'force', scope: 'all' } as const
    return this.after(1, { kind: 'decision', decision, turn, by: 'ops' })
  }
  /** The newest call; waking stopped members is none that anybody waits for. */
  get call(): number {
    const kinds = ['signal', 'force', 'command', 'stop-unit']
    const calls = this.effects.flatMap((e) =>
      'call' in e && kinds.includes(e.kind) ? [e.call] : [],
    )
    return calls.at(-1) ?? 0
  }
  /** Signals that left, in order: `TERM 100`, `force 100 101`. */
  get signals(): string[] {
    return this.effects.flatMap((effect) => {
      if (effect.kind !== 'signal' && effect.kind !== 'force') return []
      const name = effect.kind === 'force' ? 'force' : effect.signal
      return [[name, ...effect.targets.map((t) => t.identity.pid)].join(' ')]
    })
  }
  get outcome(): string | null {
    return this.run.phase.kind === 'ended' ? this.run.phase.outcome.kind : null
  }
  get refusal(): string | null {
    const refused = this.last.find((e) => e.kind === 'refuse-decision')
    return refused?.error.code ?? null
  }
}
