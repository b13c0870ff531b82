/** Scripts that declare nothing, of daemons that the catalogue or a person knows. */
import { describe, expect, it } from 'vitest'
import { dnsmasq } from '../../../../electron/engine/profiles/dnsmasq.ts'
import { elasticsearch } from '../../../../electron/engine/profiles/elasticsearch.ts'
import { pidFileOf, type FakeMachine } from '../../../fakes/backends.ts'
import { makeScript } from '../../../fakes/init.ts'
import { makeRow } from '../../../fakes/rows.ts'
import { look, machineOf, observe, pids, state } from './ask-sysv.ts'

/** As Debian's: NAME and DAEMON come from a file that it sources. */
const silent = `. /usr/share/dnsmasq/init-system-common
case "$1" in
  start) start ;;
  stop) stop ;;
esac
`
const program = '/usr/sbin/dnsmasq'
const debianPid = '/run/dnsmasq/dnsmasq.pid'
const daemon = makeRow({ pid: 300, exe: program, uid: 110, user: 'dnsmasq' })
const other = makeRow({ pid: 310, exe: program })
const mine = makeRow({ pid: 320, exe: program, uid: 1000, user: 'ada' })
const profiles = [{ profile: dnsmasq, own: false }]

function machineWith(more: Partial<FakeMachine> = {}, text = silent): FakeMachine {
  const script = makeScript(text, {}, '/etc/init.d/dnsmasq')
  return machineOf({
    scripts: { dnsmasq: script },
    pidFiles: {},
    executables: [program],
    profiles,
    ...more,
  })
}
const seen = (rows: readonly ReturnType<typeof makeRow>[], machine = machineWith()) =>
  look(rows, machine, 'init:dnsmasq')

describe('a script that says nothing, of a daemon that is known', () => {
  it('is what the pid file names that the daemon writes', () => {
    const found = seen(
      [daemon, other],
      machineWith({
        pidFiles: { [debianPid]: pidFileOf(300, { file: { uid: 110, mode: 0o644 } }) },
      }),
    )
    expect(found.refusal).toBeNull()
    expect(pids(found.observed)).toEqual([300])
    expect(found.observed.pidFile).toMatchObject({ path: debianPid, verdict: 'trusted' })
    expect(found.observed.suspects.map((s) => s.member.identity.pid)).toEqual([310])
  })

  it.each([
    ['of a system user', daemon],
    ['of root', other],
  ])('is the one process %s that runs by its name', (_, row) => {
    const found = seen([row, mine])
    expect(found.refusal).toBeNull()
    expect(pids(found.observed)).toEqual([row.identity.pid])
    expect(found.observed.suspects.map((s) => s.member.identity.pid)).toEqual([320])
    expect(found.observed.init?.pidFiles).toEqual([])
  })

  it.each([
    ['two independent ones', [daemon, other], ['pid:300@3000', 'pid:310@3100']],
    ["a person's own", [mine], ['pid:320@3200']],
  ])('is never %s', (_, rows, candidates) => {
    const found = seen(rows)
    expect(pids(found.observed)).toEqual([])
    expect(state(found)).toBe('unknown')
    expect(found.refusal).toMatchObject({ code: 'ambiguous-target', candidates })
  })

  it('counts its programs as one daemon, whatever each is called', () => {
    const both = {
      ...dnsmasq,
      recognise: { ...dnsmasq.recognise, programs: ['dnsmasq', 'dnsmasqd'] },
    }
    const second = makeRow({ pid: 330, exe: '/usr/sbin/dnsmasqd' })
    const found = seen([daemon, second], machineWith({ profiles: [{ profile: both, own: true }] }))
    expect(pids(found.observed)).toEqual([])
    expect(found.observed.suspects).toHaveLength(2)
  })

  it('is stopped where its program is installed and nobody runs it', () => {
    expect(state(seen([]))).toBe('stopped')
    expect(seen([]).refusal).toBeNull()
  })

  it.each([
    [
      'a pid file that is left',
      machineWith({ pidFiles: { [debianPid]: pidFileOf(300) } }),
      'dead-pid-file',
    ],
    ['its program nowhere that it is known to be', machineWith({ executables: [] }), 'unknown'],
    ['no profile', machineWith({ profiles: [] }), 'unknown'],
  ])('with %s is what that says', (_, machine, expected) => {
    expect(state(seen([], machine))).toBe(expected)
  })
})

describe('what is known', () => {
  it.each([
    ['a pid file', `PIDFILE=/run/mine.pid\n${silent}`],
    ['a program', `DAEMON=/opt/own/dnsmasq-wrapped\n${silent}`],
    ['the name of a program', `# processname: own-dnsmasq\n${silent}`],
  ])('is not asked where the script declares %s', (_, text) => {
    const machine = machineWith({ pidFiles: { [debianPid]: pidFileOf(300) } }, text)
    const found = seen([daemon], machine)
    expect(pids(found.observed)).toEqual([])
    expect(found.observed.init?.pidFiles.map(({ path }) => path)).not.toContain(debianPid)
  })

  it.each([
    ["another daemon's profile", 'elasticsearch'],
    ['none', 'none'],
  ])('is what the configuration names: %s', (_, profile) => {
    const machine = machineWith({
      configuration: { services: { dns: { init: 'dnsmasq', profile } } },
      profiles: [...profiles, { profile: elasticsearch, own: false }],
    })
    const found = look([daemon], machine, 'dns')
    expect(pids(found.observed)).toEqual([])
    expect(found.refusal?.code).toBe('ambiguous-target')
  })

  it("is a person's own before the catalogue's", () => {
    const own = { ...dnsmasq, id: 'own', recognise: { programs: ['dns'], scripts: ['dnsmasq'] } }
    const machine = machineWith({ profiles: [...profiles, { profile: own, own: true }] })
    const dns = makeRow({ pid: 340, exe: '/opt/dns' })
    expect(pids(seen([daemon, dns], machine).observed)).toEqual([340])
  })

  it('asks for the argument where the program alone says nothing', () => {
    const word = elasticsearch.recognise.argument?.[0] ?? ''
    const script = makeScript(silent, {}, '/etc/init.d/elasticsearch')
    const machine = machineWith({
      scripts: { elasticsearch: script },
      profiles: [{ profile: elasticsearch, own: false }],
      executables: ['/usr/bin/java'],
    })
    const java = (pid: number, ...args: string[]) =>
      makeRow({ pid, exe: '/usr/bin/java', args: ['java', ...args] })
    const rows = [java(350, word), java(360, 'other.Main')]
    expect(pids(look(rows, machine, 'init:elasticsearch').observed)).toEqual([350])
    // Another program may be what this machine starts it by: seeing none proves nothing.
    expect(state(look([java(360)], machine, 'init:elasticsearch'))).toBe('unknown')
  })

  it('finds nobody new in a run', () => {
    const { members } = seen([daemon]).observed
    const later = observe(
      [other],
      { ...machineWith(), scripts: { iguana: makeScript(silent, {}, '/etc/init.d/dnsmasq') } },
      members,
    )
    expect(later).toMatchObject({ ok: true, value: { members: [] } })
  })
})
