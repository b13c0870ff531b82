import { existsSync, readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createLocks,
  type Claim,
  type ClaimRequest,
  type LockOptions,
  type Locks,
} from '../../../electron/engine/locks/locks.ts'
import { claimFileName, writeClaim } from '../../../electron/engine/locks/claim-files.ts'
import type { Result } from '../../../shared/errors.ts'
import type { ProcessIdentity } from '../../../shared/process.ts'

let base: string
let folder: string
let dead: Set<number>
let waits: number[]

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'quiesce-locks-'))
  folder = join(base, 'run')
  dead = new Set()
  waits = []
})
afterEach(async () => {
  await rm(base, { recursive: true, force: true })
})

const process_ = (pid: number, startTicks = pid * 10): ProcessIdentity => ({
  boot: 'boot-1',
  pid,
  startTicks,
})

/** The locks as another Quiesce on this machine would open them. */
function locksOf(pid: number, more: Partial<LockOptions> = {}): Locks {
  return createLocks({
    folder,
    me: { identity: process_(pid), user: `user-${pid}`, door: 'cli' },
    isAlive: (identity) => identity.boot === 'boot-1' && !dead.has(identity.pid),
    wall: () => 1000,
    random: () => 0.5,
    wait: (ms) => {
      waits.push(ms)
      return Promise.resolve()
    },
    ...more,
  })
}

const request = (run: string, target: string, ...pids: number[]): ClaimRequest => ({
  run,
  target,
  title: target,
  members: pids.map((pid) => process_(pid)),
})

async function granted(locks: Locks, asked: ClaimRequest): Promise<Claim> {
  const result = await locks.claim(asked)
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

const isBusy = (result: Result<unknown>): boolean => !result.ok && result.error.code === 'busy'

describe('a claim', () => {
  it('is a file for the owner alone, and goes with its release', async () => {
    const claim = await granted(locksOf(1), request('run-a', 'web', 50))
    expect(readdirSync(folder)).toEqual(['run-a.boot-1.1.10.json'])
    expect(statSync(join(folder, 'run-a.boot-1.1.10.json')).mode & 0o777).toBe(0o600)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(await claim.release()).toEqual({ ok: true, value: null })
    expect(readdirSync(folder)).toEqual([])
  })

  it.each<[string, ClaimRequest, ClaimRequest]>([
    ['one process of several', request('run-a', 'web', 50, 51), request('run-b', 'pid:51', 51, 52)],
    ['the target, while nothing runs', request('run-a', 'web'), request('run-b', 'web')],
    ['the run', request('run-a', 'web', 50), request('run-a', 'mail', 60)],
  ])('excludes another one that shares %s', async (_, first, second) => {
    await granted(locksOf(1), first)
    const refused = await locksOf(2).claim(second)
    expect(isBusy(refused)).toBe(true)
    expect(readdirSync(folder)).toHaveLength(1)
  })

  it('names whose the service is', async () => {
    await granted(locksOf(1), request('run-a', 'web', 50))
    const refused = await locksOf(2).claim(request('run-b', 'pid:50', 50))
    if (refused.ok) throw new Error('granted')
    expect(refused.error.message).toContain('run run-a (user-1, cli, pid 1)')
    expect(refused.error.candidates).toEqual(['run-a'])
    expect(waits).toEqual([])
  })

  it.each<[string, ProcessIdentity]>([
    ['with another start time', process_(50, 999)],
    ['of another boot', { ...process_(50), boot: 'boot-0' }],
  ])('does not exclude the same pid %s', async (_, member) => {
    await granted(locksOf(1), request('run-a', 'web', 50))
    const other = await locksOf(2).claim({ ...request('run-b', 'mail'), members: [member] })
    expect(other.ok).toBe(true)
  })

  it('excludes also within one process', async () => {
    const locks = locksOf(1)
    await granted(locks, request('run-a', 'web', 50))
    expect(isBusy(await locks.claim(request('run-b', 'pid:50', 50)))).toBe(true)
    expect(isBusy(await locks.claim(request('run-a', 'mail', 60)))).toBe(true)
    expect((await locks.claim(request('run-c', 'mail', 60))).ok).toBe(true)
  })

  it('can be had again after its release', async () => {
    const claim = await granted(locksOf(1), request('run-a', 'web', 50))
    await claim.release()
    expect((await locksOf(2).claim(request('run-b', 'web', 50))).ok).toBe(true)
  })

  it('is refused for a run whose name no other Quiesce would recognise', async () => {
    const refused = await locksOf(1).claim(request('Run/1', 'web'))
    expect(refused).toMatchObject({ ok: false, error: { code: 'not-available' } })
    expect(readdirSync(folder)).toEqual([])
  })

  it('is refused in words where the folder cannot be used', async () => {
    writeFileSync(folder, 'a file')
    const refused = await locksOf(1).claim(request('run-a', 'web'))
    expect(refused).toMatchObject({ ok: false, error: { code: 'no-permission' } })
  })
})

describe('two that try at once', () => {
  const rivalFile = (): string => claimFileName('run-b', process_(2))
  const leaveTrying = (): Promise<void> =>
    writeClaim(folder, rivalFile(), {
      v: 1,
      state: 'trying',
      run: 'run-b',
      target: 'web',
      title: 'web',
      owner: { identity: process_(2), user: 'user-2', door: 'desktop' },
      members: [process_(50)],
      at: 0,
    })

  it('give way and try again, and one is granted when the other has left', async () => {
    await locksOf(9).claim(request('run-z', 'other'))
    await leaveTrying()
    const locks = locksOf(1, {
      wait: async (ms) => {
        // While this one waits, its own claim is not in the way of the other.
        expect(existsSync(join(folder, claimFileName('run-a', process_(1))))).toBe(false)
        waits.push(ms)
        if (waits.length === 3) await rm(join(folder, rivalFile()))
      },
    })
    expect((await locks.claim(request('run-a', 'web', 50))).ok).toBe(true)
    expect(waits).toHaveLength(3)
  })

  it('give up after some tries, with growing waits', async () => {
    await locksOf(9).claim(request('run-z', 'other'))
    await leaveTrying()
    expect(isBusy(await locksOf(1).claim(request('run-a', 'web', 50)))).toBe(true)
    expect(waits).toHaveLength(12)
    expect(waits).toEqual([...waits].sort((a, b) => a - b))
    expect(Math.max(...waits)).toBeLessThanOrEqual(405)
    expect(readdirSync(folder)).not.toContain(claimFileName('run-a', process_(1)))
  })

  it('are never both granted, however their steps interleave', async () => {
    for (let round = 0; round < 50; round++) {
      const real = { wait: () => new Promise<void>((resolve) => setImmediate(resolve)) }
      const rivals = [1, 2, 3].map((pid) =>
        locksOf(pid, { ...real, random: Math.random }).claim(request(`run-${pid}`, 'web', 50)),
      )
      const winners = (await Promise.all(rivals)).filter((result) => result.ok)
      expect(winners.length).toBeLessThanOrEqual(1)
      for (const winner of winners) await winner.value.release()
    }
  })
})

describe('a stale claim', () => {
  it('is removed when its owner is proven dead', async () => {
    await granted(locksOf(1), request('run-a', 'web', 50))
    dead.add(1)
    expect((await locksOf(2).claim(request('run-b', 'web', 50))).ok).toBe(true)
    expect(readdirSync(folder)).toEqual(['run-b.boot-1.2.20.json'])
  })

  it('of an earlier boot is removed', async () => {
    await locksOf(1).claim(request('run-a', 'web'))
    writeFileSync(join(folder, 'run-z.boot-0.1.10.json'), '')
    await locksOf(2).listClaims()
    expect(readdirSync(folder)).toEqual(['run-a.boot-1.1.10.json'])
  })

  it('stays where its owner is alive, even if it cannot be read, and excludes everything', async () => {
    await granted(locksOf(1), request('run-a', 'web', 50))
    truncateSync(join(folder, 'run-a.boot-1.1.10.json'), 20)
    const refused = await locksOf(2).claim(request('run-b', 'mail', 60))
    if (refused.ok) throw new Error('granted')
    expect(refused.error).toMatchObject({ code: 'busy' })
    expect(refused.error.message).toContain('pid 1 cannot be read')
    expect(existsSync(join(folder, 'run-a.boot-1.1.10.json'))).toBe(true)
  })

  it('is resumed under the same run by another process', async () => {
    await granted(locksOf(1), request('run-a', 'web', 50))
    dead.add(1)
    const results = await Promise.all(
      [2, 3].map((pid) =>
        locksOf(pid, {
          wait: () => new Promise((resolve) => setImmediate(resolve)),
          random: Math.random,
        }).claim(request('run-a', 'web', 50)),
      ),
    )
    expect(results.filter((result) => result.ok).length).toBeLessThanOrEqual(1)
  })

  it('leaves files alone that are no claims', async () => {
    await locksOf(1).claim(request('run-a', 'web'))
    writeFileSync(join(folder, 'README'), 'mine')
    await locksOf(2).listClaims()
    expect(readdirSync(folder)).toContain('README')
  })
})

describe('update', () => {
  it('makes the claim about other processes', async () => {
    const claim = await granted(locksOf(1), request('run-a', 'web', 50))
    expect(await claim.update([process_(60)])).toEqual({ ok: true, value: null })
    expect((await locksOf(2).claim(request('run-b', 'pid:50', 50))).ok).toBe(true)
    expect(isBusy(await locksOf(3).claim(request('run-c', 'pid:60', 60)))).toBe(true)
  })

  it('is refused for a process of another run, and the list from before stays', async () => {
    const claim = await granted(locksOf(1), request('run-a', 'web', 50))
    await granted(locksOf(2), request('run-b', 'mail', 60))
    expect(isBusy(await claim.update([process_(50), process_(60)]))).toBe(true)
    const claims = await locksOf(3).listClaims()
    expect(claims.ok && claims.value.map((c) => c.members.map((m) => m.pid))).toEqual([[50], [60]])
  })

  it('shortens and lengthens without a trace of what stood there', async () => {
    const claim = await granted(locksOf(1), request('run-a', 'web', 50))
    const many = Array.from({ length: 500 }, (_, n) => process_(1000 + n))
    await claim.update(many)
    await claim.update([process_(50)])
    const claims = await locksOf(2).listClaims()
    expect(claims.ok && claims.value[0]?.members).toEqual([process_(50)])
  })

  it('is done in the order in which it was asked for', async () => {
    const claim = await granted(locksOf(1), request('run-a', 'web', 50))
    await Promise.all([51, 52, 53].map((pid) => claim.update([process_(pid)])))
    const claims = await locksOf(2).listClaims()
    expect(claims.ok && claims.value[0]?.members).toEqual([process_(53)])
  })

  it('is refused after the release', async () => {
    const claim = await granted(locksOf(1), request('run-a', 'web', 50))
    await claim.release()
    expect(await claim.update([])).toMatchObject({ ok: false, error: { code: 'not-now' } })
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('listClaims', () => {
  it("shows everybody's, and which are ours", async () => {
    const locks = locksOf(1)
    await granted(locks, request('run-a', 'web', 50))
    await granted(locksOf(2), request('run-b', 'mail', 60))
    expect(await locks.listClaims()).toEqual({
      ok: true,
      value: [
        {
          run: 'run-a',
          target: 'web',
          title: 'web',
          owner: { identity: process_(1), user: 'user-1', door: 'cli' },
          here: true,
          members: [process_(50)],
          at: 1000,
        },
        expect.objectContaining({ run: 'run-b', here: false }),
      ],
    })
  })

  it('is empty where nobody ever claimed', async () => {
    expect(await locksOf(1).listClaims()).toEqual({ ok: true, value: [] })
    expect(existsSync(folder)).toBe(false)
  })
})
