import { beforeEach, describe, expect, it } from 'vitest'
import type {
  WatchedNow,
  WatchPolicy,
} from '../../../electron/engine/decide/watch/judge-service.ts'
import { Watcher } from '../../../electron/engine/watching/watcher.ts'
import { fail, ok, type Result } from '../../../shared/errors.ts'
import type { StartReport } from '../../../shared/reports.ts'
import type { ServiceAlert } from '../../../shared/watch.ts'
import { FakeClock } from '../../fakes/world.ts'

const up: Omit<WatchedNow, 'stoppedByQuiesce'> = {
  ...{ up: true, keptBySystemd: false, unclean: false, startedAt: null },
  main: { boot: 'b007', pid: 100, startTicks: 1 },
}
const crashed = { ...up, up: false, unclean: true, main: null }
const probe = { port: 5060, every: 10, timeout: 5, failures: 2 }

let clock: FakeClock
let policies: Map<string, WatchPolicy>
let seen: Omit<WatchedNow, 'stoppedByQuiesce'> | null
let busy: Set<string>
let started: string[]
let startAnswer: Result<StartReport>
let asked: number
let silence: string | null
let mayWatch: boolean
let told: ServiceAlert[]
let watcher: Watcher

beforeEach(() => {
  clock = new FakeClock()
  policies = new Map([
    [
      'iguana',
      {
        ...{ title: 'Iguana', probe: null, runTimeMs: null },
        restart: { on: 'failure', delay: 2, limit: 1, within: 600 },
      },
    ],
  ])
  seen = up
  busy = new Set()
  started = []
  startAnswer = ok({ up: true, sentence: 'It is up.' })
  asked = 0
  silence = null
  mayWatch = true
  told = []
  watcher = new Watcher({
    clock,
    policies: () => policies,
    look: () => seen,
    busy: () => Promise.resolve(busy),
    start: (name) => {
      started.push(name)
      if (startAnswer.ok && startAnswer.value.up) seen = up
      return Promise.resolve(startAnswer)
    },
    ask: () => {
      asked += 1
      return Promise.resolve(silence)
    },
    mayWatch: () => Promise.resolve(mayWatch),
    tell: (alert) => {
      told.push(alert)
    },
  })
})
const kinds = (): string[] => told.map(({ kind }) => kind)

describe('a service that systemd kept', () => {
  it('is not started again once its unit is gone: somebody stopped the unit', async () => {
    const iguana = policies.get('iguana')
    if (!iguana) throw new Error('no policy')
    const restart = { on: 'always', delay: 2, limit: 1, within: 600 } as const
    policies.set('iguana', { ...iguana, restart })
    seen = { ...up, keptBySystemd: true }
    watcher.open()
    await clock.advance(1500)
    // `systemctl stop` of a transient unit leaves no unit behind.
    seen = { ...crashed, unclean: false }
    await clock.advance(6000)
    expect([started, kinds()]).toEqual([[], []])
  })
})

describe('the watcher', () => {
  it('starts a service again that failed, tells of both, and numbers what it tells', async () => {
    watcher.open()
    await clock.advance(1500)
    seen = crashed
    await clock.advance(4000)
    expect([started, kinds()]).toEqual([['iguana'], ['ended', 'restarted']])
    expect(told.map(({ id, target, title }) => [id, target, title])).toEqual([
      [1, 'iguana', 'Iguana'],
      [2, 'iguana', 'Iguana'],
    ])
    expect(watcher.alerts).toEqual(told)
  })

  it('gives up one that does not come back', async () => {
    startAnswer = fail({ code: 'no-permission', message: 'It may not.', next: 'Ask.' })
    watcher.open()
    await clock.advance(1500)
    seen = crashed
    await clock.advance(60_000)
    expect([started, kinds()]).toEqual([['iguana'], ['ended', 'restarted', 'gave-up']])
    expect(told[1]?.sentence).toBe('Quiesce tried to start Iguana again. It may not.')
  })

  it('leaves alone what a run of Quiesce stops, and what it has stopped', async () => {
    watcher.open()
    await clock.advance(1500)
    busy = new Set(['iguana'])
    await clock.advance(1000)
    busy = new Set()
    seen = crashed
    await clock.advance(60_000)
    expect([started, told]).toEqual([[], []])
  })

  it('knows of a run that began and ended between two looks', async () => {
    watcher.open()
    await clock.advance(1500)
    watcher.noteRun('iguana')
    watcher.noteRun('somebody-else')
    seen = crashed
    await clock.advance(60_000)
    expect([started, told]).toEqual([[], []])
  })

  it('watches again once it was started by a person', async () => {
    watcher.open()
    await clock.advance(1500)
    watcher.noteRun('iguana')
    seen = crashed
    await clock.advance(2000)
    seen = up
    await clock.advance(2000)
    seen = crashed
    await clock.advance(4000)
    expect(started).toEqual(['iguana'])
  })

  it('looks at nothing while another Quiesce watches, or nothing is to be watched', async () => {
    mayWatch = false
    watcher.open()
    await clock.advance(1500)
    seen = crashed
    await clock.advance(9000)
    expect(told).toEqual([])
    mayWatch = true
    policies = new Map()
    await clock.advance(9000)
    expect(told).toEqual([])
  })

  it('forgets what is watched no more', async () => {
    watcher.open()
    await clock.advance(1500)
    const before = policies
    policies = new Map([['other', { title: 'Other', restart: null, probe: null, runTimeMs: null }]])
    await clock.advance(1500)
    policies = before
    seen = crashed
    await clock.advance(9000)
    expect(told).toEqual([])
  })

  it('does nothing any more once it is closed, and nothing before it is opened', async () => {
    await clock.advance(5000)
    watcher.open()
    await clock.advance(1500)
    watcher.close()
    seen = crashed
    await clock.advance(60_000)
    expect([started, told]).toEqual([[], []])
  })
})

describe('a service as it is watched', () => {
  it('is nothing where nobody asked', () => {
    expect(watcher.watchOf('other', false)).toBeNull()
  })
  it.each([
    [true, 'systemd'],
    [false, 'quiesce'],
  ])('is kept by systemd: %s', (bySystemd, restartBy) => {
    expect(watcher.watchOf('iguana', bySystemd)).toMatchObject({ restartBy, probe: null })
  })
  it('says whether it answers', async () => {
    policies.set('iguana', { title: 'Iguana', restart: null, probe, runTimeMs: null })
    watcher.open()
    expect(watcher.watchOf('iguana', false)?.answer).toEqual({ kind: 'not-asked' })
    await clock.advance(12_000)
    expect([asked, watcher.watchOf('iguana', false)?.answer.kind]).toEqual([1, 'answers'])
    silence = 'port 5060 takes no connection'
    await clock.advance(20_000)
    expect(kinds()).toEqual(['not-answering'])
    expect(watcher.watchOf('iguana', false)?.answer).toMatchObject({
      ...{ kind: 'silent', failures: 2, why: silence },
    })
    silence = null
    await clock.advance(10_000)
    expect(kinds()).toEqual(['not-answering', 'answering-again'])
    expect(watcher.watchOf('iguana', false)?.answer.kind).toBe('answers')
  })
})
