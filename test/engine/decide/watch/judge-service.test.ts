import { describe, expect, it } from 'vitest'
import {
  freshMemory,
  judgeAnswer,
  judgeRestarted,
  judgeService,
  type Judgement,
  type WatchedNow,
  type WatchMemory,
  type WatchPolicy,
} from '../../../../electron/engine/decide/watch/judge-service.ts'
import type { ProcessIdentity } from '../../../../shared/process.ts'
import { ms } from '../../../fakes/run.ts'

const main = (pid: number): ProcessIdentity => ({ boot: 'b007', pid, startTicks: pid * 10 })

const restart = { on: 'failure', delay: 5, limit: 2, within: 60 } as const
const probe = { port: 5060, every: 30, timeout: 5, failures: 3 } as const
const policy = (more: Partial<WatchPolicy> = {}): WatchPolicy => ({
  ...{ title: 'Iguana', restart: null, probe: null, runTimeMs: null },
  ...more,
})
const up = (more: Partial<WatchedNow> = {}): WatchedNow => ({
  ...{ up: true, stoppedByQuiesce: false, keptBySystemd: false, unclean: false },
  ...{ main: main(100), startedAt: ms(0).wall },
  ...more,
})
const down = (more: Partial<WatchedNow> = {}): WatchedNow =>
  up({ up: false, main: null, startedAt: null, ...more })
const crashed = down({ unclean: true })

/** Looks one after the other, at these milliseconds. */
function watch(of: WatchPolicy, looks: readonly (readonly [number, WatchedNow])[]): Judgement {
  let judgement: Judgement = { memory: freshMemory, alerts: [], actions: [] }
  for (const [at, seen] of looks) judgement = judgeService(judgement.memory, of, seen, ms(at))
  return judgement
}
const kinds = ({ alerts }: Judgement): string[] => alerts.map(({ kind }) => kind)

describe('a service that ended', () => {
  const cases: readonly (readonly [
    string,
    Partial<WatchPolicy>,
    WatchedNow,
    readonly string[],
    boolean,
  ])[] = [
    ['uncleanly is to be started again on failure', { restart }, crashed, ['ended'], true],
    [
      'and of which nothing tells whether it failed, did',
      { restart },
      down({ unclean: null }),
      ['ended'],
      true,
    ],
    ['cleanly is no failure', { restart }, down(), ['ended'], false],
    [
      'cleanly is to be started again always',
      { restart: { ...restart, on: 'always' } },
      down(),
      ['ended'],
      true,
    ],
    ['is only told of where nothing restarts it', {}, crashed, ['ended'], false],
    [
      'by a run of Quiesce was wanted',
      { restart },
      { ...crashed, stoppedByQuiesce: true },
      [],
      false,
    ],
    [
      'in the hands of systemd is its affair',
      { restart },
      down({ unclean: null, keptBySystemd: true }),
      [],
      false,
    ],
    [
      'that systemd has given up on is told of, and not started by us',
      { restart },
      { ...crashed, keptBySystemd: true },
      ['ended'],
      false,
    ],
  ]
  it.each(cases)('%s', (_, more, seen, alerts, again) => {
    const judged = watch(policy(more), [
      [0, up()],
      [1000, seen],
    ])
    expect([kinds(judged), judged.memory.restartAt !== null]).toEqual([alerts, again])
    expect(judged.actions).toEqual([])
  })

  it('was never seen up, and is not started by a watch', () => {
    const judged = watch(policy({ restart }), [
      [0, crashed],
      [60_000, crashed],
    ])
    expect([kinds(judged), judged.actions]).toEqual([[], []])
  })

  it('is told of once', () => {
    const judged = watch(policy(), [
      [0, up()],
      [1000, crashed],
      [2000, crashed],
    ])
    expect(kinds(judged)).toEqual([])
  })

  it('is started again when its delay is over, and not before', () => {
    const early = watch(policy({ restart }), [
      [0, up()],
      [1000, crashed],
      [5999, crashed],
    ])
    expect(early.actions).toEqual([])
    const due = judgeService(early.memory, policy({ restart }), crashed, ms(6000))
    expect(due.actions).toEqual(['restart'])
    const after = judgeService(due.memory, policy({ restart }), crashed, ms(7000))
    expect(after.actions).toEqual([])
  })

  it('and came back by somebody else is not started again', () => {
    const judged = watch(policy({ restart }), [
      [0, up()],
      [1000, crashed],
      [2000, up({ main: main(200) })],
      [9000, up({ main: main(200) })],
    ])
    expect([judged.actions, judged.memory.restartAt]).toEqual([[], null])
  })

  it('and is being stopped by a person in the meantime is not started again', () => {
    const judged = watch(policy({ restart }), [
      [0, up()],
      [1000, crashed],
      [2000, { ...crashed, stoppedByQuiesce: true }],
      [9000, crashed],
    ])
    expect([judged.actions, judged.memory.restartAt]).toEqual([[], null])
  })
})

/** Ends and is started anew, over and over; the looks at which it was given up. */
function crashLoop(of: WatchPolicy, everyMs: number, times: number): string[] {
  let memory: WatchMemory = freshMemory
  const told: string[] = []
  let at = 0
  const take = (judged: Judgement): Judgement => {
    told.push(...kinds(judged))
    memory = judged.memory
    return judged
  }
  for (let i = 0; i < times; i += 1) {
    take(judgeService(memory, of, up({ main: main(100 + i) }), ms(at)))
    take(judgeService(memory, of, crashed, ms((at += everyMs))))
    const due = take(judgeService(memory, of, crashed, ms((at += 5000))))
    if (!due.actions.includes('restart')) break
    take(judgeRestarted(memory, of, { up: true, sentence: 'It is up.' }))
  }
  return told
}

describe('a service that ends again and again', () => {
  it('is given up after its limit', () => {
    expect(crashLoop(policy({ restart }), 1000, 9)).toEqual([
      ...['ended', 'restarted', 'ended', 'restarted'],
      'gave-up',
    ])
  })
  it('is started again for ever where it holds out for longer than its window', () => {
    const told = crashLoop(policy({ restart }), 61_000, 9)
    expect(told).not.toContain('gave-up')
    expect(told.filter((kind) => kind === 'restarted')).toHaveLength(9)
  })
})

describe('a restart by Quiesce', () => {
  it.each([
    [true, 'Quiesce started Iguana again. It is up.'],
    [false, 'Quiesce tried to start Iguana again. It is up.'],
  ])('that came up: %s, is told of in words', (isUp, sentence) => {
    const judged = judgeRestarted(freshMemory, policy(), { up: isUp, sentence: 'It is up.' })
    expect(judged.alerts).toEqual([{ kind: 'restarted', sentence }])
  })
  it('that failed counts as another end', () => {
    const tried = judgeRestarted({ ...freshMemory, restarts: [0] }, policy({ restart }), {
      ...{ up: false, sentence: '' },
    })
    const judged = judgeService(tried.memory, policy({ restart }), crashed, ms(1000))
    expect([kinds(judged), judged.memory.restartAt]).toEqual([['ended'], 6000])
  })
  it('is not mistaken for somebody else’s', () => {
    const began = watch(policy({ restart }), [[0, up()]])
    const tried = judgeRestarted(began.memory, policy(), { up: true, sentence: '' })
    const judged = judgeService(tried.memory, policy(), up({ main: main(200) }), ms(1000))
    expect(kinds(judged)).toEqual([])
  })
})

describe('a service with another main process', () => {
  it.each([
    [up({ main: main(200) }), 'Iguana was started again by somebody else.'],
    [up({ main: main(200), keptBySystemd: true }), 'Iguana was started again by systemd.'],
  ])('was started again between two looks', (seen, sentence) => {
    const judged = watch(policy(), [
      [0, up()],
      [1000, seen],
    ])
    expect(judged.alerts).toEqual([{ kind: 'restarted', sentence }])
  })
  it('by a restart of a person is no news', () => {
    const seen = up({ main: main(200), stoppedByQuiesce: true })
    expect(
      kinds(
        watch(policy(), [
          [0, up()],
          [1000, seen],
        ]),
      ),
    ).toEqual([])
  })
})

describe('a run time', () => {
  const limited = policy({ runTimeMs: 60_000 })
  it('that is over is told of once for each process', () => {
    const looks = [59_999, 60_000, 61_000].map((at) => [at, up()] as const)
    const told = looks.map((_, i) => kinds(watch(limited, looks.slice(0, i + 1))))
    expect(told).toEqual([[], ['over-run-time'], []])
    const again = watch(limited, [...looks, [62_000, up({ main: main(200) })]])
    expect(kinds(again)).toEqual(['restarted', 'over-run-time'])
  })
  it('is not known of what has no known start', () => {
    expect(kinds(watch(limited, [[90_000, up({ startedAt: null })]]))).toEqual([])
  })
})

describe('a probe', () => {
  const asked = policy({ probe })
  it('is first asked one interval after it was seen up, then every interval', () => {
    const times = [0, 29_999, 30_000, 30_001, 60_000]
    const looks = times.map((at) => [at, up()] as const)
    const first = watch(asked, looks.slice(0, 3))
    expect(looks.map((_, i) => watch(asked, looks.slice(0, i + 1)).actions)).toEqual([
      ...[[], [], ['probe'], []],
      // The first answer is still out: nobody asks twice at once.
      [],
    ])
    const answered = judgeAnswer(first.memory, asked, null, ms(30_500))
    expect(judgeService(answered.memory, asked, up(), ms(60_000)).actions).toEqual(['probe'])
  })
  it('is not asked of what is down or being stopped', () => {
    for (const seen of [down(), up({ stoppedByQuiesce: true })]) {
      const judged = watch(asked, [
        [0, up()],
        [1000, seen],
        [40_000, seen],
      ])
      expect([judged.actions, judged.memory.probeAt]).toEqual([[], null])
    }
  })
  it('is a hang after so many silences, told of once, until it answers again', () => {
    let memory = freshMemory
    const answers = ['refused', 'refused', 'refused', 'refused', null, null, 'refused']
    const told = answers.map((why, i) => {
      const judged = judgeAnswer(memory, asked, why, ms(i * 30_000))
      ;({ memory } = judged)
      return judged.alerts
    })
    expect(told.map((alerts) => alerts.map(({ kind }) => kind))).toEqual([
      ...[[], [], ['not-answering'], []],
      ...[['answering-again'], [], []],
    ])
    expect(told[2]?.[0]?.sentence).toBe(
      'Iguana runs and does not answer: refused, 3 times in a row.',
    )
    expect(memory).toMatchObject({ failures: 1, silentSince: ms(180_000).wall })
  })
  it('that answers in between begins to count anew', () => {
    let memory = freshMemory
    for (const why of ['no', 'no', null, 'no', 'no']) {
      const judged = judgeAnswer(memory, asked, why, ms(0))
      expect(judged.alerts).toEqual([])
      ;({ memory } = judged)
    }
  })
})
