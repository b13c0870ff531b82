import { describe, expect, it } from 'vitest'
import { fail, ok } from '../../../shared/errors.ts'
import type { HostInfo } from '../../../shared/host.ts'
import type { ProcessRow } from '../../../shared/process.ts'
import { askPermission } from '../../../electron/engine/privilege/ask-permission.ts'
import {
  openPrivilege,
  type PrivilegeOf,
} from '../../../electron/engine/privilege/open-privilege.ts'
import type { Asking } from '../../../electron/engine/privilege/ports.ts'
import { FakeRootLink } from '../../fakes/root-helper.ts'
import { makeMember } from '../../fakes/run.ts'
import { FakeWorld } from '../../fakes/world.ts'

const uids = new Map<number, ProcessRow['uid']>([
  [100, 0],
  [200, 1000],
  [300, { unknown: 'gone' }],
])

function open(uid: number, asking: Asking = 'agent', denied = false) {
  const world = new FakeWorld()
  const records: string[] = []
  const started: string[] = []
  const ports = {
    ...world.ports,
    locks: {
      claim: () => Promise.reject(new Error('unused')),
      listClaims: () => Promise.resolve(ok([])),
    },
    deadlineFiles: { refusal: () => 'needs root' } as never,
    table: {
      ...world.table,
      readOne: (pid: number) => {
        const row = { identity: makeMember(pid).identity, uid: uids.get(pid) }
        return uids.has(pid) ? (row as ProcessRow) : null
      },
    },
  } satisfies PrivilegeOf['ports']
  const privilege = openPrivilege({
    uid,
    boot: 'boot-1',
    door: 'cli',
    asking,
    ports,
    record: (sentence) => records.push(sentence),
    start: (action) => {
      started.push(action)
      if (denied) return Promise.resolve(fail({ kind: 'denied', why: 'no' }))
      return Promise.resolve(ok(new FakeRootLink(action)))
    },
    whyNever: () => null,
  })
  return { privilege, ports, records, started }
}

describe('a plain user’s engine', () => {
  it.each([
    [100, true],
    [200, false],
    [300, false],
    [999, false],
  ])('knows whether process %i is somebody else’s: %s', (pid, isTheirs) => {
    expect(open(1000).privilege.isOthers(makeMember(pid).identity)).toBe(isTheirs)
  })

  it('takes no process for the one that had its pid before', () => {
    const { identity } = makeMember(100)
    const { privilege } = open(1000)
    expect(privilege.isOthers({ ...identity, startTicks: identity.startTicks + 1 })).toBe(false)
  })

  it('starts nothing and asks nobody by being opened', () => {
    const { privilege, started, records } = open(1000)
    expect(privilege.helpers.state()).toMatchObject({ kind: 'can-ask', granted: [] })
    expect(privilege.ports.deadlineFiles.refusal('system')).toBeNull()
    expect(started).toEqual([])
    expect(records).toEqual([])
  })

  it('is what it was where nobody can be asked', async () => {
    const { privilege, started } = open(1000, 'nobody')
    expect(privilege.ports.deadlineFiles.refusal('system')).toBe('needs root')
    expect(await privilege.permits.want(['signals'], true)).toEqual(ok(false))
    expect(started).toEqual([])
  })
})

describe('root’s engine', () => {
  it('keeps its ports as they are, and asks nobody', async () => {
    const { privilege, ports, started } = open(0)
    expect(privilege.ports).toBe(ports)
    expect(privilege.deadlines).toBeNull()
    expect(privilege.isOthers(makeMember(200).identity)).toBe(false)
    expect(await privilege.permits.want(['signals'], true)).toEqual(ok(false))
    expect(started).toEqual([])
  })
})

describe('asking ahead', () => {
  const hostInfo = (): HostInfo => ({ hostName: 'here' }) as HostInfo

  it('answers with the host, once it is granted', async () => {
    const { privilege, started } = open(1000)
    const asked = await askPermission({ privilege, hostInfo }, 'init-scripts')
    expect(asked).toEqual(ok({ hostName: 'here' }))
    expect(started).toEqual(['init-scripts'])
    expect(privilege.helpers.state().granted).toMatchObject([{ action: 'init-scripts' }])
  })

  it('says why not', async () => {
    const { privilege } = open(1000, 'agent', true)
    expect(await askPermission({ privilege, hostInfo }, 'signals')).toMatchObject({
      error: { code: 'no-permission', place: 'signals' },
    })
  })

  it('is refused where nobody is there, and for root', async () => {
    expect(
      await askPermission({ privilege: open(1000, 'nobody').privilege, hostInfo }, 'signals'),
    ).toMatchObject({ error: { code: 'no-permission' } })
    expect(
      await askPermission({ privilege: open(0).privilege, hostInfo }, 'signals'),
    ).toMatchObject({ error: { code: 'not-now' } })
  })
})
