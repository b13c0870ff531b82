import { beforeEach, describe, expect, it } from 'vitest'
import { AfterWatches } from '../../../electron/engine/after/after-watches.ts'
import type { AfterPorts, BeforeEnd, CameBack } from '../../../electron/engine/after/ports.ts'
import type { AfterWatch } from '../../../shared/after-watch.ts'
import type { JournalEntry } from '../../../shared/journal-entry.ts'
import type { Outcome, Run } from '../../../shared/run.ts'
import type { BringsBack } from '../../../shared/unit.ts'
import { makeRun } from '../../fakes/run.ts'
import { FakeClock, settle } from '../../fakes/world.ts'

const timer: BringsBack = {
  kind: 'timer',
  by: 'iguana.timer',
  when: 'after-a-stop',
  sentence: 'iguana.timer starts it when its time comes',
  stoppable: true,
}
const back: CameBack = {
  how: 'cat (9001) runs with the same executable, user and arguments',
  by: {
    sentence: 'cron (702) started it, as a job.',
    target: 'cron.service',
    title: 'cron.service',
  },
  evidence: [],
}

const next = (at: string) => ({
  sentence: `iguana.timer starts it again at ${at}.`,
  target: 'iguana.timer',
  title: 'iguana.timer',
})

class Desk {
  readonly clock = new FakeClock()
  shown: AfterWatch[] = []
  alerts: string[] = []
  reports: unknown[] = []
  found: CameBack | null = null
  brings: readonly BringsBack[] = []
  expected: AfterWatch['expected'] = []
  restarts: number | null = null
  before: BeforeEnd | null = null
  looks = 0
  fails = false
  unitListener: (() => void) | null = null
  readonly watches = new AfterWatches(this.#ports())

  #ports(): AfterPorts {
    return {
      clock: this.clock,
      remember: () => [],
      restarts: () => this.restarts,
      expects: () => this.expected,
      look: (_run, before) => {
        this.looks += 1
        this.before = before
        if (this.fails) throw new Error('no table')
        return this.found
      },
      bringsBack: () => ({ brings: this.brings, restartMs: 100 }),
      onUnitChange: (_run, listener) => {
        this.unitListener = listener
        return () => {
          this.unitListener = null
        }
      },
      show: (_run, watch) => {
        this.shown.push(watch)
      },
      alert: (_run, sentence) => {
        this.alerts.push(sentence)
      },
      report: (error) => {
        this.reports.push(error)
      },
    }
  }

  push(run: Run, more: object = {}): void {
    const owner = { here: true, pid: 1, user: 'ops', door: 'desktop' }
    const view = { run, plan: null, owner, advice: null, canStart: false, usual: null, ...more }
    this.watches.hear({ name: 'run', payload: view })
  }

  /** A run that lived here, and ended so. */
  async end(outcome: Outcome = { kind: 'stopped' }): Promise<void> {
    const run = makeRun('stop/30')
    this.push(run)
    this.push({ ...run, phase: { kind: 'ended', outcome, at: this.clock.now() } })
    await settle()
  }

  record(what: string, target = 'iguana'): void {
    const entry = { kind: 'intent', what, target } as unknown as JournalEntry
    this.watches.hear({ name: 'journal', payload: entry })
  }
}

let desk: Desk
beforeEach(() => {
  desk = new Desk()
})

describe('the watch after the end of a run', () => {
  it('is shown at once, with who could start it again, and for how long', async () => {
    desk.brings = [timer]
    desk.expected = [next('03:15:00')]
    await desk.end()
    expect(desk.shown).toEqual([
      {
        until: desk.clock.now().wall + 300_000,
        expected: [next('03:15:00')],
        cameBack: null,
      },
    ])
  })

  it('is shown anew when the timer has moved on or was stopped, and else not', async () => {
    desk.expected = [next('03:15:00')]
    await desk.end()
    await desk.clock.advance(4000)
    expect(desk.shown).toHaveLength(1)
    desk.expected = [next('03:20:00')]
    await desk.clock.advance(2000)
    desk.expected = []
    await desk.clock.advance(2000)
    expect(desk.shown.map(({ expected }) => expected)).toEqual([
      [next('03:15:00')],
      [next('03:20:00')],
      [],
    ])
  })

  it('remembers how often it was started again by the end of the run', async () => {
    desk.restarts = 3
    await desk.end()
    desk.restarts = 4
    await desk.clock.advance(2000)
    expect(desk.before).toEqual({ heads: [], restarts: 3 })
  })

  it('sees a new copy, says who started it, and looks no more', async () => {
    await desk.end({ kind: 'killed', by: 'ops' })
    await desk.clock.advance(2000)
    expect(desk.shown).toHaveLength(1)
    desk.found = back
    await desk.clock.advance(2000)
    const sentence = `${back.how}, 4 s after its end.`
    expect(desk.shown.at(-1)?.cameBack).toMatchObject({ by: back.by })
    expect(desk.shown.at(-1)?.cameBack?.sentence.replaceAll('\u00a0', ' ')).toBe(sentence)
    expect(desk.alerts).toHaveLength(1)
    expect(desk.alerts[0]).toContain('cron (702) started it')
    const { looks } = desk
    await desk.clock.advance(60_000)
    expect([desk.looks, desk.alerts.length]).toEqual([looks, 1])
  })

  it('says it without a name where nobody knows who it was', async () => {
    await desk.end()
    desk.found = { ...back, by: null }
    await desk.clock.advance(2000)
    expect(desk.alerts[0]).toMatch(/after its end\.$/)
  })

  it('looks as soon as the unit changes', async () => {
    await desk.end()
    desk.found = back
    desk.unitListener?.()
    await desk.clock.advance(200)
    expect(desk.alerts).toHaveLength(1)
    expect(desk.unitListener).toBeNull()
  })

  it('is over after its time, and lets go of everything', async () => {
    await desk.end()
    await desk.clock.advance(62_000)
    const { looks } = desk
    desk.found = back
    await desk.clock.advance(60_000)
    expect([desk.looks, desk.alerts]).toEqual([looks, []])
    expect(desk.unitListener).toBeNull()
  })

  it.each([
    ['its time is over', () => desk.clock.advance(61_000)],
    [
      'it came back',
      () => {
        desk.found = back
        return desk.clock.advance(2000)
      },
    ],
    [
      'Quiesce itself starts it',
      () => {
        desk.record('start-unit')
        return desk.clock.advance(1)
      },
    ],
  ])('keeps nothing of a run once %s', async (_, pass) => {
    await desk.end()
    expect(desk.watches.watched).toBe(1)
    await pass()
    expect(desk.watches.watched).toBe(0)
  })

  it('goes on looking after a look that failed, and reports it', async () => {
    await desk.end()
    desk.fails = true
    await desk.clock.advance(2000)
    desk.fails = false
    desk.found = back
    await desk.clock.advance(2000)
    expect([desk.reports.length, desk.alerts.length]).toEqual([1, 1])
  })

  it('says who started it where its run saw it come back, and tells nobody a second time', async () => {
    desk.found = back
    await desk.end({ kind: 'came-back', evidence: 'x', afterMs: 4000 })
    await desk.clock.advance(200)
    const told = desk.shown.at(-1)?.cameBack
    expect(told?.by).toEqual(back.by)
    expect(told?.sentence.replaceAll('\u00a0', ' ')).toBe(`${back.how}, 4 s after its end.`)
    expect([desk.alerts, desk.watches.watched]).toEqual([[], 0])
  })

  it('looks no longer than 10 s for one that came back and went', async () => {
    await desk.end({ kind: 'came-back', evidence: 'x', afterMs: 4000 })
    expect(desk.shown[0]?.until).toBe(desk.clock.now().wall + 10_000)
    await desk.clock.advance(12_000)
    expect([desk.watches.watched, desk.shown.at(-1)?.cameBack]).toEqual([0, null])
  })

  it.each<[string, Outcome]>([
    ['it survived', { kind: 'survived', survivors: [] }],
    ['it was left running', { kind: 'abandoned', by: 'ops' }],
    ['it hangs', { kind: 'hung' }],
  ])('is not opened where %s', async (_, outcome) => {
    await desk.end(outcome)
    expect(desk.shown).toEqual([])
  })

  it.each([['start-command'], ['start-unit']])(
    'ends where some Quiesce starts it itself (%s)',
    async (what) => {
      await desk.end()
      desk.record(what)
      desk.found = back
      await desk.clock.advance(10_000)
      expect(desk.alerts).toEqual([])
      expect(desk.shown.at(-1)).toMatchObject({ cameBack: null })
    },
  )

  it('minds no start of another service, and no other record', async () => {
    await desk.end()
    desk.record('start-unit', 'lizard')
    desk.record('TERM')
    desk.found = back
    await desk.clock.advance(2000)
    expect(desk.alerts).toHaveLength(1)
  })

  it('is not opened for the runs of another Quiesce, nor for those that ended before', async () => {
    const owner = { here: false, pid: 2, user: 'ops', door: 'cli' }
    const run = makeRun('stop/30')
    const phase = { kind: 'ended', outcome: { kind: 'stopped' }, at: desk.clock.now() } as const
    desk.push(run, { owner })
    desk.push({ ...run, phase }, { owner })
    desk.push({ ...run, id: 'run-2', phase })
    await settle()
    expect(desk.shown).toEqual([])
  })

  it('ends with the engine', async () => {
    await desk.end()
    desk.watches.close()
    desk.found = back
    await desk.clock.advance(10_000)
    expect(desk.alerts).toEqual([])
  })
})
