import { describe, expect, it } from 'vitest'
import type { Observed } from '../../../../electron/engine/decide/observed.ts'
import { applyProfile, gracefulStop } from '../../../../electron/engine/decide/profile/apply.ts'
import { indexProfiles } from '../../../../electron/engine/decide/profile/index-profiles.ts'
import { assembleLook } from '../../../../electron/engine/decide/assemble.ts'
import { makeScene } from '../../../../electron/engine/decide/scene.ts'
import type { ServiceConfiguration } from '../../../../shared/configuration.ts'
import type { Member, MemberReason, ProcessRow } from '../../../../shared/process.ts'
import { makeProfile, makeSignal } from '../../../fakes/profiles.ts'
import { makeRow, makeTable, makeWorker } from '../../../fakes/rows.ts'

const index = indexProfiles([
  {
    own: false,
    profile: makeProfile('nginx', { recognise: { programs: ['nginx'], units: ['nginx.service'] } }),
  },
  {
    own: false,
    profile: makeProfile('crowd', {
      recognise: { programs: ['crowd'] },
      signals: [makeSignal({ signal: 'INT', to: 'all' })],
    }),
  },
  {
    own: false,
    profile: makeProfile('curt', {
      recognise: { programs: ['curt'] },
      signals: [makeSignal({ signal: 'KILL' }), makeSignal({ signal: 'TERM', role: 'fast' })],
    }),
  },
  {
    own: false,
    profile: makeProfile('cron', {
      recognise: { programs: ['cron'], scripts: ['cron'] },
      signals: [makeSignal({ signal: 'TERM' })],
      keeps: { who: 'children', why: 'a job of cron that runs to its end', basis: 'unknown' },
    }),
  },
])
const term = { kind: 'signal', signal: 'TERM', scope: 'main' }
const quit = { kind: 'signal', signal: 'QUIT', scope: 'main' }

interface Look {
  readonly rows: readonly ProcessRow[]
  readonly picks?: readonly number[]
  readonly main?: number | null
  readonly known?: readonly Member[]
  readonly configuration?: ServiceConfiguration | null
  readonly more?: Partial<Observed>
}

function look(of: Look): Observed {
  const { rows, picks = [100], main = null, known = [], configuration = null, more } = of
  const table = makeTable([makeRow({ pid: 50 }), ...rows])
  const scene = makeScene(table, { pid: 50, uid: 0, systemd: false })
  const reason: MemberReason = { kind: 'picked', how: 'it' }
  const { observed } = assembleLook(scene, {
    ...{ target: 'it', title: 'it', subtitle: '', backend: main === null ? 'process' : 'pidfile' },
    picks: new Map(known.length > 0 ? [] : picks.map((pid) => [pid, reason])),
    ...{ configuration, main, known, named: [], pidFile: null, lockFile: null, refusal: null },
  })
  return applyProfile({ ...observed, ...more }, { table, index, known })
}
const keptOf = ({ members }: Observed): object =>
  Object.fromEntries(members.map((m) => [m.identity.pid, m.kept]))
const idOf = ({ profile }: Observed): string | null => profile?.profile.id ?? null

const nginx = makeRow({ pid: 100, exe: '/usr/sbin/nginx' })
const worker = makeWorker(101, nginx)

describe('the stop of a daemon that is known', () => {
  it('is its graceful signal', () => {
    const seen = look({ rows: [nginx, worker] })
    expect(seen.stopMethod).toEqual(quit)
    expect(seen.profile).toMatchObject({
      profile: { id: 'nginx' },
      by: 'program',
      how: 'its main process runs /usr/sbin/nginx',
    })
  })
  it('goes to whom it has to go', () => {
    const rows = [makeRow({ pid: 100, exe: '/opt/crowd' })]
    expect(look({ rows }).stopMethod).toEqual({ kind: 'signal', signal: 'INT', scope: 'all' })
  })
  it('is SIGTERM for a script that only bears the name', () => {
    const rows = [makeRow({ pid: 100, exe: '/bin/bash', args: ['bash', '/home/ada/nginx'] })]
    expect(look({ rows }).stopMethod).toEqual(term)
    // Where a person says that it is one, it is.
    const configuration = { exe: '/home/ada/nginx', profile: 'nginx' }
    expect(look({ rows, configuration }).stopMethod).toEqual(quit)
  })
  it('takes with it what a script started that is only called cron', () => {
    const script = makeRow({ pid: 100, exe: '/bin/bash', args: ['bash', '/home/ada/cron'] })
    const seen = look({ rows: [script, makeWorker(101, script)] })
    expect(keptOf(seen)).toEqual({ 100: null, 101: null })
  })
  it('holds for the daemon of a pid file, too', () => {
    expect(look({ rows: [nginx, worker], main: 100 }).stopMethod).toEqual(quit)
  })
  it.each<[string, Look, object | null]>([
    ['is SIGTERM where nobody knows the daemon', { rows: [makeRow({ pid: 100 })] }, term],
    [
      'is never SIGKILL: then it stays as it was',
      { rows: [makeRow({ pid: 100, exe: '/opt/curt' })] },
      term,
    ],
    [
      'is the configured signal, whatever is known',
      { rows: [nginx], configuration: { exe: '/usr/sbin/nginx', signal: 'TERM' } },
      term,
    ],
    [
      'is the configured command, whatever is known',
      { rows: [nginx], configuration: { exe: '/usr/sbin/nginx', stop: ['/bin/stop'] } },
      { kind: 'command', argv: ['/bin/stop'] },
    ],
    [
      'is the graceful signal of the profile that the configuration names',
      { rows: [makeRow({ pid: 100 })], configuration: { exe: '/x', profile: 'nginx' } },
      quit,
    ],
    [
      'is SIGTERM where the configuration wants no profile',
      { rows: [nginx], configuration: { exe: '/usr/sbin/nginx', profile: 'none' } },
      term,
    ],
    ['of an init script is the script', { rows: [nginx], more: { backend: 'sysv' } }, term],
  ])('%s', (_, of, method) => {
    expect(look(of).stopMethod).toEqual(method)
  })
  it('is nobody’s where no graceful signal is known', () => {
    expect(gracefulStop(makeProfile('x', { signals: [makeSignal({ role: 'fast' })] }))).toBeNull()
  })
})

describe('who stands for the service', () => {
  it('is the configured program while nothing runs', () => {
    const seen = look({ rows: [], picks: [], configuration: { exe: '/usr/sbin/nginx' } })
    expect(seen.profile?.how).toBe('it is configured to run /usr/sbin/nginx')
  })
  it('is nobody, and nothing is guessed, where nothing runs and no program is configured', () => {
    expect(idOf(look({ rows: [], picks: [], configuration: { port: 80 } }))).toBeNull()
  })
  it('is the interpreter’s script', () => {
    const args = ['/usr/bin/python3.11', '/usr/local/bin/nginx', '-c', 'x']
    const rows = [makeRow({ pid: 100, exe: '/usr/bin/python3.11', args })]
    expect(look({ rows }).profile?.how).toBe('its main process runs /usr/local/bin/nginx')
  })
  it('is the kernel’s name where the executable cannot be read', () => {
    const executable = { unknown: 'no permission' } as never
    const rows = [makeRow({ pid: 100, executable, name: 'nginx' })]
    expect(look({ rows }).profile?.how).toBe('its main process is called nginx')
  })
  it('is every root, where they are of one kind', () => {
    const rows = [nginx, makeRow({ pid: 110, exe: '/usr/sbin/nginx' })]
    expect(idOf(look({ rows, picks: [100, 110] }))).toBe('nginx')
  })
  it('is nobody where the roots are of two kinds', () => {
    const rows = [nginx, makeRow({ pid: 110, exe: '/usr/sbin/cron' })]
    expect(idOf(look({ rows, picks: [100, 110] }))).toBeNull()
  })
  it('is not a daemon’s own worker: what its main process understands does not hold for it', () => {
    const seen = look({ rows: [nginx, worker], picks: [101] })
    expect(idOf(seen)).toBeNull()
    expect(seen.stopMethod).toEqual(term)
  })
  it('is one that another program of the same interpreter started', () => {
    const shell = { exe: '/bin/sh', name: 'sh' }
    const wrapper = makeRow({ pid: 90, ...shell, args: ['sh', '/usr/bin/wrapper'] })
    const child = makeRow({ pid: 100, parentPid: 90, ...shell, args: ['sh', '/opt/nginx'] })
    expect(idOf(look({ rows: [wrapper, child] }))).toBe('nginx')
  })
})

describe('whom a stop leaves running', () => {
  const cron = makeRow({ pid: 100, exe: '/usr/sbin/cron' })
  const fork = makeWorker(101, cron, { session: 101, processGroup: 101 })
  const job = makeRow({ pid: 102, parentPid: 101, session: 101, processGroup: 101 })
  const why = 'a job of cron that runs to its end'

  it.each([
    ['picked by its executable', null],
    ['named by its pid file', 100],
  ])('are the children of the daemon and theirs: %s', (_, main) => {
    const seen = look({ rows: [cron, fork, job], picks: [100, 101], main })
    expect(keptOf(seen)).toEqual({ 100: null, 101: why, 102: why })
  })
  it('is nobody of a daemon whose workers end with it', () => {
    expect(keptOf(look({ rows: [nginx, worker] }))).toEqual({ 100: null, 101: null })
  })
  it('is nobody where a job itself was meant', () => {
    expect(keptOf(look({ rows: [cron, fork, job], picks: [101] }))).toEqual({
      101: null,
      102: null,
    })
  })
  it('is nobody where two of them run, so that neither is the daemon', () => {
    const rows = [cron, fork, makeRow({ pid: 110, exe: '/usr/sbin/cron' })]
    expect(keptOf(look({ rows, picks: [100, 110] }))).toEqual({ 100: null, 101: null, 110: null })
  })
  it('keeps its own reason where it has one', () => {
    const bus = makeRow({ pid: 103, parentPid: 100, exe: '/usr/bin/dbus-daemon' })
    const kept = keptOf(look({ rows: [cron, bus] })) as Record<number, string | null>
    expect(kept[103]).not.toBe(why)
    expect(kept[103]).not.toBeNull()
  })

  describe('in a run', () => {
    const known = look({ rows: [cron, fork, job] }).members

    it('are the same and new ones', () => {
      const late = makeWorker(105, cron, { session: 105, processGroup: 105 })
      const seen = look({ rows: [cron, fork, job, late], known })
      expect(idOf(seen)).toBe('cron')
      expect(keptOf(seen)).toEqual({ 100: null, 101: why, 102: why, 105: why })
    })
    it('stay so when the daemon is gone, wherever they went, with what they start', () => {
      const rows = [{ ...fork, parentPid: 1 }, job, makeRow({ pid: 106, parentPid: 102 })]
      const seen = look({ rows, known })
      expect(keptOf(seen)).toEqual({ 101: why, 102: why, 106: why })
    })
    it('are not somebody else who got the number of one', () => {
      const stranger = makeRow({ pid: 101, parentPid: 100, startTicks: 77_777, exe: '/opt/other' })
      const plain = known.map((m) => (m.identity.pid === 102 ? { ...m, kept: null } : m))
      const seen = look({ rows: [stranger, { ...job, parentPid: 101 }], known: plain })
      expect(keptOf(seen)).toEqual({ 102: null })
    })
    it('are nobody who was meant to end', () => {
      const mine = look({ rows: [nginx, worker] }).members
      expect(keptOf(look({ rows: [nginx, worker], known: mine }))).toEqual({ 100: null, 101: null })
    })
  })
})

describe('a unit', () => {
  it('is recognised by its name, and its manager’s stop and kept processes hold', () => {
    const method = { kind: 'unit', unit: 'nginx.service', manager: 'system', also: [] } as const
    const unit = { name: 'nginx.service' } as Observed['unit']
    const seen = look({
      rows: [makeRow({ pid: 100, exe: '/opt/other' })],
      more: { unit, backend: 'systemd', stopMethod: method },
    })
    expect(seen.profile).toMatchObject({ by: 'unit', how: 'its unit is nginx.service' })
    expect(seen.stopMethod).toBe(method)
  })
  it('of cron keeps nobody by the profile: its KillMode= says it already', () => {
    const cron = makeRow({ pid: 100, exe: '/usr/sbin/cron' })
    const unit = { name: 'jobs.service' } as Observed['unit']
    const seen = look({ rows: [cron, makeWorker(101, cron)], more: { unit, backend: 'systemd' } })
    expect(idOf(seen)).toBe('cron')
    expect(keptOf(seen)).toEqual({ 100: null, 101: null })
  })
})

it('recognises a daemon by its init script, and leaves the script its stop', () => {
  const command = { kind: 'command', argv: ['/etc/init.d/cron', 'stop'] } as const
  const init = { name: 'cron' } as Observed['init']
  const seen = look({
    rows: [makeRow({ pid: 100, exe: '/opt/other' })],
    more: { init, backend: 'sysv', stopMethod: command },
  })
  expect(seen.profile).toMatchObject({ by: 'script', how: 'its init script is cron' })
  expect(seen.stopMethod).toBe(command)
})
