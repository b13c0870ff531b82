import { beforeEach, describe, expect, it } from 'vitest'
import { CeilingAlarms } from '../../electron/desktop/ceiling-alarm.ts'
import type { RunView } from '../../shared/contract.ts'
import { ManualClock } from '../engine/journal/fakes.ts'
import { systemdKills, viewIn } from './fake-snapshot.ts'

let clock = new ManualClock()
let log: string[] = []
let alarms = new CeilingAlarms({ clock, onNear: () => undefined, onOver: () => undefined })
beforeEach(() => {
  clock = new ManualClock()
  log = []
  alarms = new CeilingAlarms({
    clock,
    onNear: ({ run }) => log.push(`near ${run.id} turn ${run.turn}`),
    onOver: (run) => log.push(`over ${run}`),
  })
})

/** systemd's SIGKILL so many seconds from now. */
const killsIn = (seconds: number): ReturnType<typeof systemdKills> => {
  const { mono, wall } = clock.now()
  return systemdKills({ mono: mono + seconds * 1000, wall: wall + seconds * 1000 })
}
const follow = (...views: RunView[]): void => {
  alarms.follow(new Map(views.map((view) => [view.run.id, view])))
}
const waiting = (seconds: number): RunView => viewIn('waiting', { ceilings: [killsIn(seconds)] })

describe('the alarm before somebody else forces', () => {
  it('goes ten seconds before, once', () => {
    const view = waiting(60)
    follow(view)
    clock.advance(49_999)
    expect(log).toEqual([])
    clock.advance(1)
    follow(view)
    clock.advance(60_000)
    expect(log).toEqual(['near run-cron turn 3'])
  })

  it('goes at once where less than that is left, and not where it is past', () => {
    follow(waiting(4))
    clock.advance(0)
    expect(log).toEqual(['near run-cron turn 3'])
    follow()
    follow(viewIn('waiting', { title: 'late', ceilings: [killsIn(-1)] }))
    clock.advance(60_000)
    expect(log).toEqual(['near run-cron turn 3', 'over run-cron'])
  })

  it('moves with the deadline', () => {
    follow(waiting(60))
    clock.advance(40_000)
    follow(waiting(140))
    clock.advance(129_999)
    expect(log).toEqual([])
    clock.advance(1)
    expect(log).toHaveLength(1)
  })

  it('is taken back where the deadline moves after it was told', () => {
    follow(waiting(15))
    clock.advance(5000)
    follow(waiting(130))
    expect(log).toEqual(['near run-cron turn 3', 'over run-cron'])
    clock.advance(120_000)
    expect(log.at(-1)).toBe('near run-cron turn 3')
  })

  it('tells the newest turn of the run, so that its buttons are not refused', () => {
    const ceilings = [killsIn(60)]
    follow(viewIn('waiting', { ceilings }))
    follow(viewIn('held', { ceilings, turn: 8 }))
    clock.advance(50_000)
    expect(log).toEqual(['near run-cron turn 8'])
  })

  it('takes the soonest of several, and of a span its beginning', () => {
    follow(
      viewIn('waiting', {
        ceilings: [killsIn(90), { ...killsIn(70), earliest: killsIn(30).at ?? 0 }],
      }),
    )
    clock.advance(20_000)
    expect(log).toHaveLength(1)
  })

  it.each([
    [
      'the run is gone',
      (): void => {
        follow()
      },
    ],
    [
      'nobody forces any more',
      (): void => {
        follow(viewIn('waiting'))
      },
    ],
    [
      'its processes are gone',
      (): void => {
        follow(viewIn('verifying', { ceilings: [killsIn(60)] }))
      },
    ],
    [
      'our own SIGKILL is on its way',
      (): void => {
        follow(viewIn('forcing', { ceilings: [killsIn(60)] }))
      },
    ],
    [
      'its moment is not known',
      (): void => {
        follow(viewIn('waiting', { ceilings: [{ ...killsIn(60), at: null }] }))
      },
    ],
    [
      'it was sent',
      (): void => {
        follow(viewIn('waiting', { ceilings: [{ ...killsIn(60), source: 'SIGKILL was sent' }] }))
      },
    ],
    [
      'Quiesce ends',
      (): void => {
        alarms.close()
      },
    ],
  ])('is disarmed when %s', (_what, happen) => {
    follow(waiting(60))
    expect(clock.armed).toBe(1)
    happen()
    expect(clock.armed).toBe(0)
    clock.advance(120_000)
    expect(log).toEqual([])
  })
})
