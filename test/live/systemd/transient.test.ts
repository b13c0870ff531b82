/** Services that are no units, started by their own command: systemd keeps them in one of ours. */
import { beforeEach, describe, it } from 'vitest'
import { canRun } from '../../../build/can-run.mjs'
import { useHost } from '../../hosts/use-host.ts'
import { SystemdHost } from '../../hosts/systemd-host.ts'
import { quiesce } from './inside.ts'

const practice = `${SystemdHost.checkout}/dist/native/quiesce-practice`

/** A daemon in the manner of daemon(7): its starter ends at once, its pid file names it. */
const forking = `#!/bin/bash
setsid bash -c 'echo $$ > /run/forker.pid; echo forker is here; exec -a forker sleep 3600' &
until test -s /run/forker.pid; do :; done
`

const configuration = `
services:
  stays:
    exe: ${practice}
    start: [${practice}, obeys, --dir, /run/stays]
    forks: false
  forker:
    pidfile: /run/forker.pid
    start: [/opt/forker]
  stubborn:
    exe: /usr/bin/perl
    start: [/opt/stubborn]
    schedule: stop/1/ask
  dies:
    exe: /opt/dies
    start: [/bin/sh, -c, 'echo no disk; exit 3']
  literal:
    exe: /opt/literal
    start: [/opt/literal, '$HOME', '\${USER}', '$$', '%n', 'a$b']
  again:
    exe: /opt/again
    start: [/opt/again]
    restart: {on: failure, delay: 0.1, limit: 2}
`

const hostOf = useHost((host) => {
  host.writeFile('/root/.config/quiesce/services.yaml', configuration, 0o600)
  host.writeFile('/opt/forker', forking, 0o755)
  host.writeFile('/opt/stubborn', `#!/usr/bin/perl\n$SIG{TERM} = 'IGNORE'; sleep 3600;\n`, 0o755)
  const literal = '#!/bin/sh\nprintf "%s|" "$@" > /run/literal\nexec sleep 3600\n'
  host.writeFile('/opt/literal', literal, 0o755)
  host.writeFile('/opt/again', '#!/bin/sh\necho run >> /run/again\nsleep 5.5; exit 1\n', 0o755)
  return Promise.resolve()
})
beforeEach(({ skip }) => {
  if (!canRun.systemd.here) skip(canRun.systemd.missing)
})

const unitOf = (name: string): string => `quiesce-${name}.service`

describe.concurrent('a service that Quiesce started on a machine with systemd', () => {
  it('is a unit that its name means, until it was stopped', async ({ expect }) => {
    const host = hostOf()
    const started = await quiesce(host, ['start', 'stays'])
    expect(started.result).toMatchObject({ up: true, exitStatus: 0 })
    const settings = ['Type', 'KillMode', 'SendSIGKILL', 'TimeoutStopUSec', 'ActiveState']
    expect(await host.show(unitOf('stays'), ...settings)).toEqual({
      ...{ ActiveState: 'active', Type: 'exec', KillMode: 'mixed', SendSIGKILL: 'no' },
      TimeoutStopUSec: 'infinity',
    })
    const seen = await quiesce(host, ['status', 'stays'])
    expect(seen.result).toMatchObject({
      service: { target: 'stays', state: 'running', unit: { name: unitOf('stays') } },
    })
    const stopped = await quiesce(host, ['stop', 'stays'])
    expect(stopped.result).toMatchObject({ outcome: 'stopped', exitStatus: 0 })
    const after = await quiesce(host, ['status', 'stays'])
    expect(after.result).toMatchObject({ service: { target: 'stays', state: 'stopped' } })
  })

  it('may leave a daemon behind, which stays in its unit with what it says', async ({ expect }) => {
    const host = hostOf()
    expect((await quiesce(host, ['start', 'forker'])).result).toMatchObject({ up: true })
    const pid = (host.readFile('/run/forker.pid') ?? '').trim()
    const seen = await quiesce(host, ['status', 'forker'])
    expect(seen.result).toMatchObject({
      service: { state: 'running', unit: { name: unitOf('forker') }, memberCount: 1 },
      members: [{ pid: Number(pid) }],
    })
    const said = (await host.journal(unitOf('forker'))).map(({ message }) => message)
    expect(said).toContain('forker is here')
    expect((await quiesce(host, ['stop', 'forker'])).result).toMatchObject({ outcome: 'stopped' })
  })

  it('is started by the words of its command, of which systemd replaces none', async ({
    expect,
  }) => {
    const host = hostOf()
    await quiesce(host, ['start', 'literal'])
    expect(host.readFile('/run/literal')).toBe('$HOME|${USER}|$$|%n|a$b|')
  })

  it('is never killed by systemd, only by a person', async ({ expect }) => {
    const host = hostOf()
    await quiesce(host, ['start', 'stubborn'])
    const hung = await quiesce(host, ['stop', 'stubborn'])
    expect(hung.result).toMatchObject({ outcome: 'hung', exitStatus: 11, ceilings: [] })
    const killed = await quiesce(host, ['kill', 'stubborn', '--yes'])
    expect(killed.result).toMatchObject({ outcome: 'killed', exitStatus: 0 })
  })

  it('is not called up where it ends at once, and can be started anew', async ({ expect }) => {
    const host = hostOf()
    const first = await quiesce(host, ['start', 'dies'])
    expect(first.result).toMatchObject({ up: false, exitStatus: 1 })
    expect(String(first.result.sentence)).toContain('status 3')
    expect((await quiesce(host, ['status', 'dies'])).result).toMatchObject({
      service: { state: 'failed' },
    })
    expect((await quiesce(host, ['start', 'dies'])).result).toMatchObject({
      up: false,
      error: null,
    })
  })

  it('is started again by systemd as often as its configuration says', async ({ expect }) => {
    const host = hostOf()
    expect((await quiesce(host, ['start', 'again'])).result).toMatchObject({ up: true })
    await host.waitFor(unitOf('again'), 'failed/failed')
    expect(host.readFile('/run/again')).toBe('run\n'.repeat(3))
  })
})
