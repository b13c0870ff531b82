/** When a run of this Quiesce is looked at, what is told of it, and what is kept. */
import { beforeEach, describe, expect, it } from 'vitest'
import { makeDiagnosis, makeFinding } from '../../fakes/diagnosis.ts'
import { makeRun, Play } from '../../fakes/run.ts'
import { Desk } from './desk.ts'

let desk: Desk
let play: Play
beforeEach(() => {
  desk = new Desk()
  play = new Play(makeRun('stop/30/ask/KILL/5')).begin().settle()
  desk.show(play.run)
})

describe('a run that hangs', () => {
  it('is not looked at while it takes no longer than usual', async () => {
    await desk.clock.advance(4999)
    expect(desk.read).toEqual([])
  })

  it('is looked at twice when it does, and then every two seconds', async () => {
    await desk.clock.advance(5000 + 500 + 4100)
    expect(desk.read).toEqual(['glance 5000', 'look 5500', 'look 7500', 'look 9500'])
  })

  it('is judged as it is at the last look: meanwhile it may hear that a signal was refused', async () => {
    await desk.clock.advance(5100)
    desk.happen(play, (it) => it.extend(600_000))
    await desk.clock.advance(500)
    expect(desk.read).toEqual(['glance 5000', 'look 5500'])
    expect(desk.judged).toBe(play.run)
  })

  it('is looked at early where its stops are known to be short', async () => {
    const usual = { count: 9, usualMs: 100, longestMs: 300, unusualMs: 2000, proposedMs: 10_000 }
    desk = new Desk()
    desk.usual = usual
    desk.show(play.run)
    await desk.clock.advance(2600)
    expect(desk.read).toEqual(['glance 2000', 'look 2500'])
  })

  it('is looked at less often once it has hung for half a minute', async () => {
    desk.happen(play, (it) => it.extend(600_000))
    await desk.clock.advance(60_000)
    const looks = desk.read.slice(-3).map((line) => Number(line.split(' ')[1]))
    expect(looks.map((at, index) => at - (looks[index - 1] ?? at))).toEqual([0, 5000, 5000])
  })

  it.each<[string, (play: Play) => unknown]>([
    [
      'asks',
      (it) =>
        it.after(0, {
          kind: 'decision',
          decision: { kind: 'go-on' },
          turn: it.run.turn,
          by: 'ops',
        }),
    ],
    ['is held', (it) => it.decide('hold')],
  ])('is looked at at once when it %s', async (_, change) => {
    desk.happen(play, change)
    await desk.clock.advance(600)
    expect(desk.read).toEqual(['glance 0', 'look 500'])
  })

  it('is looked at no more once nobody is left, nor after its end', async () => {
    await desk.clock.advance(6000)
    desk.happen(play, (it) => it.gone(100, 101, 102))
    const { length } = desk.read
    await desk.clock.advance(60_000)
    expect(desk.read).toHaveLength(length)
    desk.happen(play, (it) => it.deadline())
    await desk.clock.advance(60_000)
    expect(desk.read).toHaveLength(length)
  })

  describe('once it is forced', () => {
    const judge = (code: 'unknown' | 'uninterruptible'): void => {
      const findings = [makeFinding({ code })]
      desk.verdict = { diagnosis: makeDiagnosis({ findings }), actions: new Map() }
    }
    const newest = (): string | undefined => desk.diagnoses.newestOf(play.run.id)?.findings[0]?.code

    it.each([
      ['keeps the verdict that knew why, while nobody can say', 'unknown', 'stopped'],
      ['takes one that knows why it lives on', 'uninterruptible', 'uninterruptible'],
    ] as const)('%s', async (_, now, code) => {
      await desk.clock.advance(6000)
      expect(newest()).toBe('stopped')
      judge(now)
      desk.happen(play, (it) => it.force())
      await desk.clock.advance(4000)
      expect(newest()).toBe(code)
      expect(desk.told.at(-1)?.findings[0]?.code).toBe(code)
    })

    it('takes any before that: it may have found out that it knew too much', async () => {
      await desk.clock.advance(6000)
      judge('unknown')
      await desk.clock.advance(4000)
      expect(newest()).toBe('unknown')
    })
  })

  it('of another Quiesce is looked at there', async () => {
    desk = new Desk()
    desk.show(play.run, false)
    await desk.clock.advance(60_000)
    expect(desk.read).toEqual([])
  })
})

describe('what is told of it', () => {
  it('is told when it is known, with how often was looked', async () => {
    await desk.clock.advance(7600)
    expect(desk.told).toHaveLength(1)
    expect(desk.told[0]).toMatchObject({ run: 'run-1', looks: { count: 1 } })
  })

  it('is told again for its spans alone, every five seconds', async () => {
    await desk.clock.advance(5500 + 6000)
    expect(desk.told.map(({ looks }) => looks.count)).toEqual([1, 4])
    expect(desk.told[1]?.looks.spanMs).toBeGreaterThanOrEqual(6000)
  })

  it('is told at once where it reads differently', async () => {
    await desk.clock.advance(5600)
    const findings = [makeFinding({ code: 'traced', sentence: 'gdb holds it.' })]
    desk.verdict = { diagnosis: makeDiagnosis({ findings }), actions: new Map() }
    await desk.clock.advance(2000)
    expect(desk.told.map(({ findings: [first] }) => first?.code)).toEqual(['stopped', 'traced'])
  })

  it('is not told where a rule has a bug, which is reported; the run goes on', async () => {
    desk.bug = new Error('a rule of mine')
    await desk.clock.advance(6000)
    expect(desk.told).toEqual([])
    expect(desk.reported).toEqual([desk.bug])
  })
})

describe('a remedy of its newest diagnosis', () => {
  beforeEach(async () => {
    await desk.clock.advance(5600)
  })

  it('is found by its id, with what is done for it', () => {
    expect(desk.diagnoses.find('run-1', 'continue')).toMatchObject({
      remedy: { label: 'Continue it (SIGCONT)' },
      action: { kind: 'continue' },
    })
  })

  it.each([
    ['run-1', 'thaw'],
    ['run-2', 'continue'],
  ])('is none of another name or run: %s, %s', (run, remedy) => {
    expect(desk.diagnoses.find(run, remedy)).toBeNull()
  })

  it('is taken once, until another look offers it again', async () => {
    expect(desk.diagnoses.take('run-1', 'continue')).not.toBeNull()
    expect(desk.diagnoses.take('run-1', 'continue')).toBeNull()
    expect(desk.diagnoses.find('run-1', 'continue')).toBeNull()
    await desk.clock.advance(2000)
    expect(desk.diagnoses.find('run-1', 'continue')).not.toBeNull()
  })

  it('may be taken again where the run refused it', () => {
    desk.diagnoses.take('run-1', 'continue')
    desk.diagnoses.giveBack('run-1', 'continue')
    expect(desk.diagnoses.take('run-1', 'continue')).not.toBeNull()
  })

  it('is looked after soon', async () => {
    const { length } = desk.read
    desk.diagnoses.take('run-1', 'continue')
    desk.diagnoses.lookSoon('run-1')
    await desk.clock.advance(500)
    expect(desk.read.slice(length)).toEqual(['look 6100'])
  })
})
