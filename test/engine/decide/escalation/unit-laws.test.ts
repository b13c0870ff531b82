/** What holds for every run of a unit, whatever systemd, persons and clocks do to it. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isInUnit } from '../../../../electron/engine/decide/escalation/targets.ts'
import type { RunUnit, UnitSettings, UnitState } from '../../../../shared/unit.ts'
import { makeMember, ms, Play } from '../../../fakes/run.ts'
import { makeUnit, makeUnitRun, unitMembers, unitSettings } from '../../../fakes/unit.ts'

const subStates: readonly (readonly [UnitState['activeState'], string])[] = [
  ['active', 'running'],
  ['active', 'exited'],
  ['deactivating', 'stop'],
  ['deactivating', 'stop-sigterm'],
  ['deactivating', 'stop-watchdog'],
  ['deactivating', 'stop-sigkill'],
  ['deactivating', 'stop-post'],
  ['deactivating', 'final-sigterm'],
  ['deactivating', 'final-sigkill'],
  ['activating', 'auto-restart'],
  ['inactive', 'dead'],
  ['failed', 'failed'],
]
const settings: fc.Arbitrary<Partial<UnitSettings>> = fc.record({
  killMode: fc.constantFrom('control-group', 'mixed', 'process', 'none'),
  killSignal: fc.constantFrom(15, 9, 2, 40),
  timeoutStopMs: fc.constantFrom(null, 2000, 30_000, 90_000),
  timeoutFailureMode: fc.constantFrom('terminate', 'abort', 'kill'),
  sendSigkill: fc.boolean(),
  mayExtend: fc.boolean(),
  restart: fc.constantFrom('no', 'always'),
})
const happening = fc.record({
  what: fc.constantFrom(
    'settle',
    'denied',
    'moved',
    'deadline',
    'gone',
    'unit',
    'unit',
    'unit',
    'extend',
    'hold',
    'release',
    'go-on',
    'force',
    'leave',
    'journal-failed',
    'person-left',
    'engine-restarted',
  ),
  n: fc.nat(3),
  sub: fc.constantFrom(...subStates),
  isNew: fc.boolean(),
  waitMs: fc.nat(20_000),
})
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never
const story = fc.record({
  text: fc.constantFrom(
    'stop/30/ask/KILL/5',
    'stop/5/KILL/5',
    'stop/wait',
    'TERM@all/5/stop/30/ask',
  ),
  person: fc.boolean(),
  ticked: fc.boolean(),
  fixed: fc.boolean(),
  settings,
  events: fc.array(happening, { maxLength: 25 }),
})
type Story = typeof story extends fc.Arbitrary<infer T> ? T : never

/** The manager obeys the newest move that it was asked for. */
function obey(play: Play): void {
  const move = play.effects.findLast((e) => e.kind === 'move-deadline')
  const { unit } = play.run
  if (move?.kind !== 'move-deadline' || unit === null) return
  const since = unit.state.since?.mono ?? 0
  const { to } = move
  const timeoutStopMs = to === 'never' ? null : Math.max(0, to.mono - since)
  const movedTo = to === 'never' ? 'never' : to.wall
  play.unit({}, { movedTo, settings: { ...unit.settings, timeoutStopMs } })
}

function happen(play: Play, { what, n, sub, isNew, waitMs }: Happening): void {
  play.now += waitMs
  play.last = []
  const [activeState, subState] = sub
  switch (what) {
    case 'settle':
      return void play.settle()
    case 'denied':
      return void play.failed({ code: 'no-permission', message: 'no', next: 'x' })
    case 'moved': {
      obey(play)
      return
    }
    case 'deadline':
      return void play.deadline()
    case 'gone':
      return void play.gone([100, 101, 200, 999][n] ?? 100)
    case 'unit': {
      const invocation = (isNew ? 'b' : 'a').repeat(32)
      return void play.unit({ activeState, subState, since: ms(play.now), invocation })
    }
    case 'extend':
      return void play.extend(30_000)
    case 'hold':
    case 'release':
    case 'go-on':
    case 'leave':
      return void play.decide(what)
    case 'force':
      return void play.force()
    case 'journal-failed':
      return void play.after(0, { kind: 'journal-failed', call: play.call, why: 'ENOSPC' })
    case 'person-left':
    case 'engine-restarted':
      return void play.after(0, { kind: what })
  }
}

/** Tells a story, and looks at the run before and after each of its events. */
function tell(
  told: Story,
  look: (before: Play['run'], play: Play, event: Happening) => void,
): Play {
  const more: Partial<RunUnit> = {
    settings: unitSettings(told.settings),
    fixedDeadline: told.fixed ? 'that takes root' : null,
  }
  const members = [...unitMembers(), ...(told.ticked ? [makeMember(200, { reasons: [] })] : [])]
  const run = makeUnitRun(told.text, makeUnit({}, more), members, { person: told.person })
  const play = new Play(run).begin()
  for (const event of told.events) {
    const before = play.run
    happen(play, event)
    look(before, play, event)
  }
  return play
}
const forAll = (look: (before: Play['run'], play: Play, event: Happening) => void): void => {
  fc.assert(
    fc.property(story, (told) => {
      tell(told, look)
    }),
    { numRuns: 1500 },
  )
}

/** When somebody else may force at the earliest, wall clock; never, where nobody's clock runs. */
const soonest = ({ ceilings }: Play['run']): number =>
  Math.min(...ceilings.flatMap(({ at, earliest }) => (at === null ? [] : [earliest ?? at])))

describe('every run of a unit', () => {
  it('sends a signal only for a step, and none to the unit’s own processes but by name', () => {
    forAll((_, { last, run }) => {
      for (const effect of last) {
        if (effect.kind !== 'signal') continue
        const item = run.schedule[effect.step]
        expect(effect.signal).not.toBe('KILL')
        expect(['stop', 'signal']).toContain(item?.kind)
        // systemd signals its own.
        if (item?.kind === 'stop') expect(effect.targets.some(isInUnit)).toBe(false)
      }
    })
  })

  it('stops the unit once for each time that the schedule says so', () => {
    fc.assert(
      fc.property(story, (told) => {
        const { effects } = tell(told, () => undefined)
        const stops = effects.filter((e) => e.kind === 'stop-unit')
        const retries = told.events.filter((e) => e.what === 'journal-failed').length
        expect(stops.length).toBeLessThanOrEqual(1 + retries)
      }),
    )
  })

  it('moves a deadline only because a person extends or holds', () => {
    forAll((before, { last, run }, event) => {
      if (!last.some((e) => e.kind === 'move-deadline')) return
      expect(['extend', 'hold']).toContain(event.what)
      expect(before.unit?.fixedDeadline).toBeNull()
      expect(run.lastCall).toBe(before.lastCall + 1)
    })
  })

  it('never asks for a deadline that is nearer than the one there is', () => {
    forAll((before, play) => {
      for (const effect of play.last) {
        if (effect.kind !== 'move-deadline' || effect.to === 'never') continue
        expect(effect.to.wall).toBeGreaterThanOrEqual(soonest(before))
        expect(effect.to.wall).toBeGreaterThanOrEqual(ms(play.now).wall)
      }
    })
  })

  it('has no ceiling nearer once the manager did what was asked', () => {
    forAll((before, { run }, event) => {
      if (event.what !== 'moved' || run === before) return
      expect(soonest(run)).toBeGreaterThanOrEqual(soonest(before))
    })
  })

  it('brings no ceiling nearer by any decision: only force forces', () => {
    forAll((before, { run, last }, event) => {
      const decided = ['extend', 'hold', 'release', 'go-on', 'leave', 'force'].includes(event.what)
      if (!decided) return
      expect(run.ceilings).toEqual(before.ceilings)
      if (event.what !== 'force') {
        expect(last.filter((e) => e.kind === 'force' && e.by === 'person')).toEqual([])
      }
    })
  })

  it('has the ceilings of its unit as it is, or no news at all', () => {
    forAll((_, { run }) => {
      const isStopping = run.unit?.state.activeState === 'deactivating'
      if (!isStopping && run.phase.kind !== 'ended') expect(run.ceilings).toEqual([])
    })
  })

  it('ends well only at rest: members gone, the unit inactive or failed', () => {
    forAll((before, { run }) => {
      if (run.phase.kind !== 'ended' || before.phase.kind === 'ended') return
      if (!['stopped', 'killed'].includes(run.phase.outcome.kind)) return
      expect(['inactive', 'failed']).toContain(run.unit?.state.activeState)
      expect(run.members.every((m) => m.gone !== null)).toBe(true)
    })
  })

  it('never moves once it is over, and asks for nothing more', () => {
    forAll((before, { run, last }) => {
      if (before.phase.kind !== 'ended') return
      expect(run.phase).toBe(before.phase)
      expect(run.turn).toBe(before.turn)
      expect(run.unit).toBe(before.unit)
      expect(last.every((e) => e.kind === 'refuse-decision')).toBe(true)
    })
  })

  it('is killed by itself only where force was sent, else names who did it', () => {
    forAll((_, { run, effects }) => {
      if (run.phase.kind !== 'ended' || run.phase.outcome.kind !== 'killed') return
      const { by } = run.phase.outcome
      const forced = effects.some((e) => e.kind === 'force')
      expect(forced ? [run.by, 'the schedule', run.forcedByOther] : [run.forcedByOther]).toContain(
        by,
      )
    })
  })
})
