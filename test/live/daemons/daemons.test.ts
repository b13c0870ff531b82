/**
 * Real daemons of Debian, on a host without systemd: each is started by its own init script, found,
 * planned, stopped, made to hang, forced, robbed of its main process, and started again. They live at
 * once, as on a machine, a few of them playing at a time. What came of it is printed as a table.
 */
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest'
import { canRun } from '../../../build/can-run.mjs'
import { missingDaemons } from '../../../build/can-boot.mjs'
import { usePlainHost } from '../../hosts/use-plain-host.ts'
import type { Told } from '../systemd/inside.ts'
import type { SeenWell } from '../diagnosis/healthy.ts'
import type { Daemon, HealthyDaemon } from './daemon.ts'
import { daemons } from './daemons.ts'
import { healthyDaemons } from './healthy-daemons.ts'
import { playLife, type Life } from './life.ts'
import { Onlooker } from './onlooker.ts'
import { printHealthy, printTable } from './table.ts'
import { accused, visit } from './well.ts'

const hostOf = usePlainHost(() => undefined, ['plainHost', 'native'])
const isHere = (daemon: HealthyDaemon): boolean => !missingDaemons().includes(daemon.package)
const atOnce = 6

let onlooker: Onlooker
const lives = new Map<string, Promise<Life>>()
const seenWell = new Map<string, Promise<SeenWell>>()

beforeAll(() => {
  if (!canRun.plainHost.here || !canRun.strace.here) return
  onlooker = new Onlooker(hostOf())
  const waiting: (() => Promise<unknown>)[] = []
  /** Played when its turn comes; whoever wants it may wait for it at once. */
  const inTurn = <T>(play: () => Promise<T>): Promise<T> =>
    new Promise((done, failed) => {
      waiting.push(() => play().then(done, failed))
    })
  for (const daemon of daemons.filter(isHere)) {
    const life = inTurn(() => playLife(hostOf(), onlooker, daemon))
    lives.set(daemon.name, life)
    seenWell.set(
      daemon.name,
      life.then(({ well }) => well),
    )
  }
  for (const daemon of healthyDaemons.filter(isHere)) {
    seenWell.set(
      daemon.name,
      inTurn(() => visit(hostOf(), onlooker, daemon)),
    )
  }
  // Its own tests tell of one that fails.
  for (const one of [...lives.values(), ...seenWell.values()]) one.catch(() => undefined)
  const playNext = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await next()
  }
  for (let n = 0; n < atOnce; n += 1) void playNext()
})

afterAll(async () => {
  console.log(await printTable(daemons, lives))
  console.log(await printHealthy([...daemons, ...healthyDaemons], seenWell))
})

const skipMissing = (daemon: HealthyDaemon, { skip }: TestContext): never => {
  if (!canRun.strace.here) return skip(canRun.strace.missing)
  return skip(`${daemon.name} is not installed. apt install ${daemon.package}`)
}

async function lifeOf(daemon: Daemon, test: TestContext): Promise<Life> {
  // A test that is tried again looks at another life.
  if (lives.has(daemon.name) && (test.task.result?.retryCount ?? 0) > 0) {
    lives.set(daemon.name, playLife(hostOf(), onlooker, daemon))
  }
  return lives.get(daemon.name) ?? skipMissing(daemon, test)
}

const pidsOf = (told: Told, key: string): readonly number[] =>
  (told.result[key] as readonly { pid: number }[]).map(({ pid }) => pid).sort((a, b) => a - b)

const firstStep = (told: Told): string =>
  (told.result.steps as readonly { sentence: string }[])[0]?.sentence ?? ''

/** Until the first of them has lived. */
const timeout = 240_000

/** What does not arise for a daemon is no test of it. */
const onlyIf = (applies: boolean) => (applies ? it : () => undefined)

describe.each(daemons)('$name', { timeout }, (daemon) => {
  it('is started by its script, which says so', async (test) => {
    expect((await lifeOf(daemon, test)).script).toEqual({ start: 0, status: 0 })
  })

  it('is found without configuration', async (test) => {
    const { found } = await lifeOf(daemon, test)
    expect(found).toMatchObject({
      target: `init:${daemon.name}`,
      title: daemon.name,
    })
  })

  it('has the processes that /proc shows', async (test) => {
    const { main, pids, planned, plannedByScript } = await lifeOf(daemon, test)
    expect(pids.length).toBeGreaterThanOrEqual(daemon.atLeast)
    expect(pids).toContain(main)
    expect(pidsOf(planned, 'members')).toEqual(pids)
    expect(pidsOf(plannedByScript, 'members')).toEqual(daemon.scriptRefused ? [] : pids)
  })

  it(`is known, and would be stopped by SIG${daemon.graceful}, or by its script`, async (test) => {
    const { planned, plannedByScript } = await lifeOf(daemon, test)
    expect(planned.result.profile).toMatchObject({ id: daemon.profile })
    expect(firstStep(planned)).toContain(`sends SIG${daemon.graceful} to `)
    if (daemon.scriptRefused) return
    expect(firstStep(plannedByScript)).toContain(`/etc/init.d/${daemon.name} stop`)
  })

  it('stops gracefully, by the signal that was planned and by no other', async (test) => {
    const { stopped } = await lifeOf(daemon, test)
    expect(stopped.told.result.survivors).toEqual([])
    // Kamailio's script kills after 5 s (--retry 5), which a busy machine may need: told as its deed.
    if (stopped.told.result.outcome === 'killed') {
      expect(String(stopped.told.result.by)).toContain('init script')
      expect(stopped.left).toEqual([])
      return
    }
    expect(stopped.told.result.outcome).toBe('stopped')
    expect({ ...stopped, told: stopped.told.status }).toEqual({
      told: 0,
      signals: daemon.waitsForSignals ? [] : [daemon.graceful],
      left: [],
    })
  })

  onlyIf(daemon.scriptRefused !== undefined)(
    'is refused by its script, and never called stopped',
    async (test) => {
      const { plannedByScript, stoppedByScript, restarted } = await lifeOf(daemon, test)
      expect(JSON.stringify(plannedByScript.result.error)).toMatch(daemon.scriptRefused ?? /$^/)
      expect(stoppedByScript.told.result.outcome).toBe('refused')
      expect(stoppedByScript.signals).toEqual([])
      expect(stoppedByScript.left.length).toBeGreaterThanOrEqual(daemon.atLeast)
      expect(restarted.status).toBe(0)
    },
  )

  onlyIf(!daemon.scriptRefused)('stops by its script', async (test) => {
    const { stoppedByScript: stopped } = await lifeOf(daemon, test)
    expect(stopped.told.result).toMatchObject({ outcome: 'stopped', survivors: [] })
    expect({ ...stopped, told: stopped.told.status }).toEqual({
      told: 0,
      signals: daemon.scriptSends,
      left: [],
    })
  })

  onlyIf(daemon.job !== undefined)('leaves its job running, and says so', async (test) => {
    const { jobLives, stopped } = await lifeOf(daemon, test)
    expect(jobLives).toBe(true)
    expect(stopped.told.result.kept).not.toEqual([])
  })

  onlyIf(daemon.hang.kind !== 'never')('is told to hang when it does', async (test) => {
    const { hung } = await lifeOf(daemon, test)
    expect(hung?.told.status).toBe(11)
    expect(hung?.told.result).toMatchObject({ outcome: 'hung' })
    expect(hung?.left).not.toEqual([])
    // Some may have left since it was told.
    expect(hung?.told && pidsOf(hung.told, 'survivors')).toEqual(
      expect.arrayContaining([...(hung?.left ?? [])]),
    )
  })

  onlyIf(daemon.hang.kind !== 'never')('is said why it hangs', async (test) => {
    const { hung } = await lifeOf(daemon, test)
    const [first] = hung?.why.diagnosis.findings ?? []
    const verdict = daemon.hang.kind === 'busy' ? daemon.hang.verdict : /^frozen: /
    expect(`${first?.code}: ${first?.sentence}`).toMatch(verdict)
    expect(first?.evidence).not.toEqual([])
  })

  it('is gone after force, whole', async (test) => {
    const { forced } = await lifeOf(daemon, test)
    expect(forced.told.result).toMatchObject({ outcome: 'killed', survivors: [] })
    expect({ status: forced.told.status, left: forced.left }).toEqual({ status: 0, left: [] })
  })

  it('leaves what it leaves when its main process alone is killed, and Quiesce sees it', async (test) => {
    const { mainKilled } = await lifeOf(daemon, test)
    const { lives: who, ...more } = daemon.afterMainKilled
    expect(mainKilled).toMatchObject(more)
    expect(mainKilled.left).toEqual(who === 'others' ? mainKilled.others : [])
    expect(pidsOf(mainKilled.told, 'survivors')).toEqual(mainKilled.left)
  })

  onlyIf(!daemon.scriptRefused)('starts again', async (test) => {
    const { restarted } = await lifeOf(daemon, test)
    const said = JSON.stringify(restarted.told.result)
    expect({ quiesce: restarted.told.status, script: restarted.status }, said).toEqual({
      quiesce: 0,
      script: 0,
    })
  })
})

describe('a healthy daemon', { timeout }, () => {
  it.for([...daemons, ...healthyDaemons])('$name: is accused of nothing', async (daemon, test) => {
    const seen = seenWell.get(daemon.name) ?? skipMissing(daemon, test)
    expect(accused(daemon, await seen)).toEqual([])
  })

  it('is one of at least twenty of Debian’s', ({ skip }) => {
    if (missingDaemons().length > 0) skip(canRun.daemons.missing)
    expect(seenWell.size).toBeGreaterThanOrEqual(20)
  })
})
