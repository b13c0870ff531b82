import { beforeEach, describe, expect, it } from 'vitest'
import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import type { ProcessIdentity } from '../../../shared/process.ts'
import type { Claim, ClaimRequest, Locks } from '../../../electron/engine/locks/locks.ts'
import {
  createClaimCheck,
  createSharedLocks,
  type SharedLocks,
} from '../../../electron/engine/privilege/shared-locks.ts'
import { FakeHelpers, type FakeRootLink } from '../../fakes/root-helper.ts'

const busyHere: QuiesceError = { code: 'busy', message: 'here', next: '' }
const identity = (pid: number): ProcessIdentity => ({ boot: 'boot-1', pid, startTicks: pid * 10 })
const request = (...pids: number[]): ClaimRequest => ({
  run: 'run-1',
  target: 'pidfile:/run/iguana.pid',
  title: 'Iguana',
  members: pids.map(identity),
})

let calls: string[]
let ownAnswer: Result<null>
let helpers: FakeHelpers
let locks: SharedLocks

beforeEach(() => {
  calls = []
  ownAnswer = ok(null)
  helpers = new FakeHelpers()
  const own: Locks = {
    listClaims: () => Promise.resolve(ok([])),
    claim: ({ run, members }) => {
      calls.push(`claim ${members.map(({ pid }) => pid).join(' ')}`)
      if (!ownAnswer.ok) return Promise.resolve(ownAnswer)
      return Promise.resolve(
        ok({
          run,
          update: (now) => {
            calls.push(`update ${now.map(({ pid }) => pid).join(' ')}`)
            return Promise.resolve(ownAnswer)
          },
          release: () => {
            calls.push('release')
            return Promise.resolve(ok(null))
          },
        }),
      )
    },
  }
  locks = createSharedLocks({
    own,
    helpers,
    isOthers: ({ pid }) => pid < 200,
    door: 'cli',
    nameOf: (uid) => (uid === 0 ? 'root' : `uid-${uid}`),
  })
})

function willing(): FakeRootLink {
  return helpers
    .grant('signals')
    .answer('claim', { kind: 'done', word: 'claimed' })
    .answer(
      'open',
      { kind: 'opened', handle: 4, inode: '1' },
      { kind: 'opened', handle: 5, inode: '2' },
    )
    .answer('member', { kind: 'done', word: 'added' })
    .answer('release', { kind: 'done', word: 'released' })
    .answer('close', { kind: 'closed' })
}
const claimed = async (...pids: number[]): Promise<Claim> => {
  const claim = await locks.claim(request(...pids))
  if (!claim.ok) throw new Error(claim.error.message)
  return claim.value
}

describe('a claim on other users’ processes', () => {
  it('is made where root’s Quiesce sees it, too, and given back', async () => {
    const link = willing()
    const claim = await claimed(100, 101, 200)
    expect(calls).toEqual(['claim 100 101 200'])
    expect(link.asked).toEqual([
      'claim run-1 cli pidfile:/run/iguana.pid Iguana',
      'open 100 1000',
      'member run-1 4',
      'open 101 1010',
      'member run-1 5',
    ])
    expect(await claim.release()).toEqual(ok(null))
    expect(calls.at(-1)).toBe('release')
    expect(link.asked.slice(5)).toEqual(['release run-1', 'close 4', 'close 5'])
  })

  it('grows by those that appear', async () => {
    const link = willing()
    const claim = await claimed(100)
    expect(await claim.update([100, 101, 201].map(identity))).toEqual(ok(null))
    expect(link.asked.slice(3)).toEqual(['open 101 1010', 'member run-1 5'])
    expect(calls.at(-1)).toBe('update 100 101 201')
  })

  it('is refused as a whole where another Quiesce has it, and names whose', async () => {
    const link = willing().answer('claim', {
      kind: 'busy',
      run: 'run-0',
      uid: 0,
      door: Uint8Array.from(Buffer.from('desktop')),
    })
    expect(await locks.claim(request(100))).toMatchObject({
      error: {
        code: 'busy',
        message: 'Iguana is in the hands of run run-0 (root, desktop).',
        candidates: ['run-0'],
      },
    })
    expect(calls).toEqual(['claim 100', 'release'])
    expect(link.asked.at(-1)).toBe('release run-1')
  })

  it('is refused where another run has one of its members', async () => {
    willing().answer('member', { kind: 'busy', run: 'r', uid: 7, door: new Uint8Array() })
    expect(await locks.claim(request(100))).toMatchObject({
      error: { code: 'busy', message: expect.stringContaining('uid-7') as unknown },
    })
  })

  it('is refused where it cannot be written', async () => {
    willing().answer('claim', { kind: 'failed', errorName: 'ENOSPC' })
    expect(await locks.claim(request(100))).toMatchObject({
      error: { code: 'not-available', cause: 'ENOSPC', place: '/run/quiesce' },
    })
    expect(calls.at(-1)).toBe('release')
  })

  it('passes over who is gone by then', async () => {
    const link = willing().answer('open', { kind: 'refused', reason: 'gone', errorName: null })
    await claimed(100)
    expect(link.asked.some((words) => words.startsWith('member'))).toBe(false)
  })

  it('ends with its helper, and keeps nobody from going on', async () => {
    const link = willing()
    const claim = await claimed(100)
    link.end('it died')
    expect(await claim.update([identity(101)])).toEqual(ok(null))
    expect(await claim.release()).toEqual(ok(null))
  })
})

describe('a claim whose helper is another one by now', () => {
  const all = ['claim run-1 cli pidfile:/run/iguana.pid Iguana', 'open 100 1000', 'member run-1 4']
  const busy = { kind: 'busy', run: 'run-0', uid: 0, door: new Uint8Array() } as const

  it.each<[string, (claim: Claim) => Promise<unknown>]>([
    ['when the run’s members change', (claim) => claim.update([identity(100)])],
    ['before one of them is signalled', () => locks.renew(identity(100))],
  ])('is made anew %s', async (_what, use) => {
    const first = willing()
    const claim = await claimed(100)
    first.end('it died')
    const second = willing()
    await use(claim)
    await use(claim)
    expect(second.asked).toEqual(all)
    await claim.release()
    expect(second.asked.slice(3)).toEqual(['release run-1', 'close 4'])
  })

  it('is made by a permission that came after the run had begun', async () => {
    await claimed(100)
    const link = willing()
    expect(await locks.renew(identity(100))).toBeNull()
    expect(link.asked).toEqual(all)
  })

  it('is one claim, however many are to be signalled at once', async () => {
    await claimed(100, 101)
    const link = willing()
    await Promise.all([locks.renew(identity(100)), locks.renew(identity(101))])
    expect(link.asked).toEqual([...all, 'open 101 1010', 'member run-1 5'])
  })

  it('forbids signals where another run took it meanwhile, until that has ended', async () => {
    await claimed(100)
    const granted = { kind: 'done', word: 'claimed' } as const
    willing().answer('claim', busy, granted)
    expect(await locks.renew(identity(100))).toMatchObject({
      code: 'busy',
      candidates: ['run-0'],
    })
    expect(await locks.renew(identity(100))).toBeNull()
  })

  it('forbids nothing of what no run is about, nor after its release', async () => {
    const claim = await claimed(100)
    const link = willing().answer('claim', busy)
    expect(await locks.renew(identity(150))).toBeNull()
    await claim.release()
    expect(await locks.renew(identity(100))).toBeNull()
    expect(link.asked).toEqual([])
  })

  it('records why root is not used, once', async () => {
    await claimed(100, 101)
    willing().answer('claim', busy)
    const records: string[] = []
    const isClaimed = createClaimCheck(locks, (sentence) => records.push(sentence))
    expect(await isClaimed(identity(100))).toBe(false)
    expect(await isClaimed(identity(101))).toBe(false)
    expect(await isClaimed(identity(150))).toBe(true)
    expect(records).toEqual([
      'Root was not asked to signal pid 100. Iguana is in the hands of run run-0 (root, ).',
    ])
  })
})

describe('a process that another run has', () => {
  it('is refused each time, and leaves the claim as it was', async () => {
    const link = willing()
    const claim = await claimed(100)
    link.answer('member', { kind: 'busy', run: 'r', uid: 7, door: new Uint8Array() })
    const refusal = { error: { code: 'busy' } }
    expect(await claim.update([100, 101].map(identity))).toMatchObject(refusal)
    expect(calls.slice(-2)).toEqual(['update 100 101', 'update 100'])
    expect(await claim.update([100, 101].map(identity))).toMatchObject(refusal)
    expect(link.asked.filter((words) => words === 'open 101 1010')).toHaveLength(2)
    expect(link.asked).not.toContain('release run-1')
  })
})

describe('only one’s own claim', () => {
  it.each<[string, boolean, number[]]>([
    ['without permission', false, [100]],
    ['for one’s own processes', true, [200, 201]],
  ])('is made %s', async (_what, isGranted, pids) => {
    if (isGranted) willing()
    await claimed(...pids)
    expect(calls).toHaveLength(1)
    expect(helpers.links.get('signals')?.asked ?? []).toEqual([])
  })

  it('refuses before root is asked', async () => {
    const link = willing()
    ownAnswer = fail(busyHere)
    expect(await locks.claim(request(100))).toEqual(fail(busyHere))
    expect(link.asked).toEqual([])
  })
})
