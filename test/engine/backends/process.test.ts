import { describe, expect, it } from 'vitest'
import type { Result } from '../../../shared/errors.ts'
import type { Member, ProcessRow } from '../../../shared/process.ts'
import { unknown } from '../../../shared/unknown.ts'
import type { Look, Observed } from '../../../electron/engine/decide/observed.ts'
import { fakeBackends, makeMachine, type FakeMachine } from '../../fakes/backends.ts'
import { makeRow, makeTable, makeWorker } from '../../fakes/rows.ts'

const quiesce = [makeRow({ pid: 50, exe: '/usr/bin/node', startTicks: 5 })]
const nginx = makeRow({ pid: 100, exe: '/usr/sbin/nginx' })
const worker = makeWorker(101, nginx, { uid: 33, user: 'www-data' })

function observe(
  text: string,
  rows: readonly ProcessRow[],
  machine: FakeMachine = makeMachine(),
  known: readonly Member[] = [],
): Result<Observed> {
  const resolved = fakeBackends(machine).resolve(text)
  if (!resolved.ok) return resolved
  const { backend, target } = resolved.value
  return backend.observe(target, makeTable([...quiesce, ...rows]), known)
}

function found(...args: Parameters<typeof observe>): Observed {
  const result = observe(...args)
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

function looked(text: string, rows: readonly ProcessRow[], machine = makeMachine()): Look {
  const resolved = fakeBackends(machine).resolve(text)
  if (!resolved.ok) throw new Error(resolved.error.message)
  const look = resolved.value.backend.look(resolved.value.target, makeTable([...quiesce, ...rows]))
  if (!look.ok) throw new Error(look.error.message)
  return look.value
}

const pids = (members: readonly Member[]): number[] => members.map((m) => m.identity.pid)
const codeOf = (result: Result<unknown>): string | null => (result.ok ? null : result.error.code)

describe('a target by pid', () => {
  it('is that process with all that hangs on it, under its exact name', () => {
    expect(found('pid:100', [nginx, worker])).toMatchObject({
      target: 'pid:100@1000',
      title: 'nginx',
      subtitle: '/usr/sbin/nginx',
      backend: 'process',
      origin: 'discovered',
      main: null,
      members: [{ identity: nginx.identity, main: false }, { identity: worker.identity }],
      stopMethod: { kind: 'signal', signal: 'TERM', scope: 'main' },
      startCommand: null,
      configuration: null,
    })
  })

  it('is refused as changed when its pid belongs to another process, and nothing is found', () => {
    const result = observe('pid:100@999', [nginx])
    expect(result).toMatchObject({ ok: false, error: { code: 'identity-changed' } })
    if (!result.ok) expect(result.error.message).toContain('nginx (100) of root')
  })

  it('has stopped when its exact process is gone', () => {
    expect(found('pid:100@1000', []).members).toEqual([])
  })

  it('is unknown when there is no such pid', () => {
    expect(codeOf(observe('pid:100', []))).toBe('unknown-target')
  })

  it.each([
    ['pid:1', 'protected'],
    ['pid:50', 'protected'],
    ['pid:2', 'kernel-thread'],
    ['pid:60', 'foreign-namespace'],
  ])('%s is refused as %s, and still shown', (text, code) => {
    const rows = [
      makeRow({ pid: 2, kernelThread: true }),
      makeRow({ pid: 60, pidNamespace: 'pid:[4026532999]' }),
    ]
    expect(codeOf(observe(text, rows))).toBe(code)
    expect(looked(text, rows)).toMatchObject({ refusal: { code }, observed: { members: [] } })
  })

  it('in a unit is refused on systemd, and every member of it is kept', () => {
    const machine = makeMachine({ self: { pid: 50, uid: 0, systemd: true } })
    const rows = [nginx, worker].map((row) => ({ ...row, cgroup: '/system.slice/nginx.service' }))
    expect(codeOf(observe('pid:100', rows, machine))).toBe('managed-by-unit')
    const look = looked('pid:100', rows, machine)
    expect(look.refusal?.next).toBe('Use `systemctl stop nginx.service`.')
    expect(look.observed.members).toHaveLength(2)
    expect(look.observed.members.every((m) => m.kept !== null)).toBe(true)
  })

  it('keeps a protected process that merely turns up', () => {
    const bus = makeWorker(102, nginx, { exe: '/usr/bin/dbus-daemon' })
    const { members } = found('pid:100', [nginx, bus])
    expect(members.map((m) => m.kept !== null)).toEqual([false, true])
  })
})

describe('a target by executable', () => {
  it('is all processes of one group, whatever their users', () => {
    expect(pids(found('exe:/usr/sbin/nginx', [nginx, worker]).members)).toEqual([100, 101])
  })

  it('is one group when the workers lost their parent but not its session', () => {
    const orphan = makeRow({ pid: 101, exe: '/usr/sbin/nginx', session: 100, processGroup: 100 })
    expect(pids(found('exe:/usr/sbin/nginx', [nginx, orphan]).members)).toEqual([100, 101])
  })

  it('matches the file by device and inode, whatever path led there', () => {
    const machine = makeMachine({ executables: ['/usr/sbin/nginx'] })
    const executable = { path: '/somewhere/else', device: 8, inode: 0, deleted: false }
    const look = observe('exe:/usr/sbin/nginx', [makeRow({ pid: 100, executable })], machine)
    expect(look).toMatchObject({ ok: true, value: { members: [] } })
    const linked = makeRow({ pid: 100, exe: '/usr/sbin/nginx' })
    const moved = {
      ...linked,
      executable: { ...(linked.executable as object), path: '/bin/nginx' },
    } as ProcessRow
    expect(pids(found('exe:/usr/sbin/nginx', [moved], machine).members)).toEqual([100])
  })

  it('names every choice with user, path and exact target when several are independent', () => {
    const other = makeRow({ pid: 200, exe: '/usr/sbin/nginx', uid: 1000, user: 'alice' })
    const result = observe('exe:/usr/sbin/nginx', [nginx, worker, other])
    expect(result).toMatchObject({
      error: {
        code: 'ambiguous-target',
        message: 'exe:/usr/sbin/nginx means 2 independent processes, of the users root, alice.',
        candidates: [
          'pid:100@1000 (root, /usr/sbin/nginx)',
          'pid:200@2000 (alice, /usr/sbin/nginx)',
        ],
      },
    })
  })

  it('offers no protected process as a choice', () => {
    const shell = makeRow({ pid: 200, exe: '/usr/bin/node' })
    const result = observe('exe:/usr/bin/node', [shell])
    expect(result).toMatchObject({ error: { candidates: ['pid:200@2000 (root, /usr/bin/node)'] } })
  })

  it('has stopped when the file is there and nobody runs it', () => {
    const machine = makeMachine({ executables: ['/usr/sbin/nginx'] })
    expect(found('exe:/usr/sbin/nginx', [], machine)).toMatchObject({ title: 'nginx', members: [] })
  })

  it('is unknown when there is neither file nor process, with the nearest that runs', () => {
    expect(observe('exe:/usr/sbin/ngnix', [nginx])).toMatchObject({
      error: { code: 'unknown-target', next: 'Did you mean exe:/usr/sbin/nginx?' },
    })
  })

  it('is not called stopped when a process that nobody may look at could be it', () => {
    const machine = makeMachine({ executables: ['/usr/sbin/nginx'] })
    const hidden = makeRow({ pid: 100, name: 'nginx', executable: unknown('permission denied') })
    expect(observe('exe:/usr/sbin/nginx', [hidden], machine)).toMatchObject({
      error: { code: 'unreadable', next: expect.stringContaining('as root') as string },
    })
  })
})

describe('a target by port', () => {
  it('is the owners of the socket with what hangs on them', () => {
    const machine = makeMachine({ ports: { 80: [100, 101] } })
    const observed = found('port:80', [nginx, worker], machine)
    expect(pids(observed.members)).toEqual([100, 101])
    expect(observed.members[0]?.reasons).toEqual([{ kind: 'picked', how: 'port 80' }])
  })

  it('passes over init that holds a handed-over socket, and containers with a network of their own', () => {
    const machine = makeMachine({ ports: { 80: [1, 100, 300] } })
    const inside = makeRow({ pid: 300, pidNamespace: 'pid:[4026532999]' })
    expect(pids(found('port:80', [nginx, inside], machine).members)).toEqual([100])
  })

  it('is refused when only init holds it', () => {
    expect(codeOf(observe('port:80', [], makeMachine({ ports: { 80: [1] } })))).toBe('protected')
  })

  it('is ambiguous when two services share it', () => {
    const machine = makeMachine({ ports: { 53: [100, 200] } })
    expect(codeOf(observe('port:53', [nginx, makeRow({ pid: 200 })], machine))).toBe(
      'ambiguous-target',
    )
  })

  it('tells apart that nobody waits there and that nobody may know who', () => {
    expect(codeOf(observe('port:80', []))).toBe('unknown-target')
    expect(codeOf(observe('port:80', [], makeMachine({ ports: { 80: null } })))).toBe('unreadable')
  })
})

describe('a configured service without a pid file', () => {
  const configuration = {
    services: {
      web: {
        title: 'The web server',
        exe: '/usr/sbin/nginx',
        user: 'root',
        stop: ['/usr/sbin/nginx', '-s', 'quit'],
        start: ['/usr/sbin/nginx'],
        lockfile: '/var/lock/subsys/nginx',
      },
      byport: { port: 8080, signal: 'INT' },
      loose: { exe: '/usr/sbin/nginx' },
    },
  }
  const machine = () => makeMachine({ configuration, lockFiles: ['/var/lock/subsys/nginx'] })

  it('carries what its configuration says', () => {
    expect(found('web', [nginx, worker], machine())).toMatchObject({
      target: 'web',
      title: 'web',
      subtitle: 'The web server',
      origin: 'configured',
      stopMethod: { kind: 'command', argv: ['/usr/sbin/nginx', '-s', 'quit'] },
      startCommand: ['/usr/sbin/nginx'],
      lockFile: { path: '/var/lock/subsys/nginx', there: true },
    })
  })

  it('takes only the processes of its user', () => {
    const other = makeRow({ pid: 200, exe: '/usr/sbin/nginx', uid: 1000, user: 'alice' })
    expect(pids(found('web', [nginx, other], machine()).members)).toEqual([100])
  })

  it('is all instances of one user, but ambiguous across users', () => {
    const second = makeRow({ pid: 200, exe: '/usr/sbin/nginx' })
    expect(pids(found('loose', [nginx, second], machine()).members)).toEqual([100, 200])
    const alice = makeRow({ pid: 200, exe: '/usr/sbin/nginx', uid: 1000, user: 'alice' })
    expect(codeOf(observe('loose', [nginx, alice], machine()))).toBe('ambiguous-target')
  })

  it('stops with its configured signal, and has stopped when nobody waits on its port', () => {
    expect(found('byport', [], machine())).toMatchObject({
      members: [],
      stopMethod: { kind: 'signal', signal: 'INT', scope: 'main' },
    })
  })

  it('is unknown by another name, with the nearest', () => {
    expect(observe('wbe', [], machine())).toMatchObject({
      error: { code: 'unknown-target', candidates: ['web'], next: 'Did you mean web?' },
    })
    expect(observe('toString', [], machine())).toMatchObject({ error: { code: 'unknown-target' } })
  })
})

describe('a run that knows its members', () => {
  it('makes no second instance a member, and calls nothing ambiguous', () => {
    const known = found('exe:/usr/sbin/nginx', [nginx, worker]).members
    const second = makeRow({ pid: 200, exe: '/usr/sbin/nginx' })
    const later = found('exe:/usr/sbin/nginx', [nginx, worker, second], makeMachine(), known)
    expect(pids(later.members)).toEqual([100, 101])
    expect(later.suspects).toMatchObject([{ member: { identity: second.identity } }])
  })

  it('does not fail when the pid was given to another process', () => {
    const known = found('pid:100', [nginx, worker]).members
    const reused = makeRow({ pid: 100, startTicks: 99_999 })
    const left = { ...worker, parentPid: 1 }
    expect(pids(found('pid:100@1000', [reused, left], makeMachine(), known).members)).toEqual([101])
    expect(found('pid:100@1000', [reused], makeMachine(), known).members).toEqual([])
  })

  it('does not read the open files of all processes at each look', () => {
    const machine = makeMachine({ ports: { 80: [100] } })
    const known = found('port:80', [nginx], machine).members
    const asked = machine.portsAsked
    expect(pids(found('port:80', [nginx], machine, known).members)).toEqual([100])
    expect(machine.portsAsked).toBe(asked)
  })
})

describe('what Quiesce cannot stop here', () => {
  const byProcess =
    'Name the service by its process: `pid:N`, `exe:/PATH`, `port:N` or `pidfile:/PATH`.'
  it.each([
    ['nginx.service', byProcess],
    ['user:syncthing.service', byProcess],
  ])('%s', (text, next) => {
    expect(observe(text, [])).toMatchObject({ error: { code: 'not-available', next } })
  })
})
