/**
 * No second copy of a real unit: beside a process that SIGKILL cannot end (systemd itself starts one,
 * systemd issue 13288), and where somebody else holds its port; and what is advised meanwhile.
 */
import { existsSync } from 'node:fs'
import { once } from 'node:events'
import { beforeEach, expect, it } from 'vitest'
import { canRun } from '../../../build/can-run.mjs'
import type { QuiesceError } from '../../../shared/errors.ts'
import type { HostProcess } from '../../hosts/host-process.ts'
import type { SeenInside } from '../../hosts/host-processes.ts'
import { PrivateHost } from '../../hosts/private-host.ts'
import { unit } from '../../hosts/shapes.ts'
import type { SystemdHost } from '../../hosts/systemd-host.ts'
import { useHost } from '../../hosts/use-host.ts'
import { Door } from './door.ts'
import { quiesce } from './inside.ts'

const exported = '/run/export'
const port = 8471
/**
 * It is called "listens" as soon as it does, and ends by SIGKILL alone. systemd takes a word that
 * begins with $ for a variable, so the program begins with another one.
 */
const listens = `/usr/bin/perl -MIO::Socket::INET -e 'my $port = ${port}; $SIG{TERM} = "IGNORE"; my $s = IO::Socket::INET->new(LocalPort => $port, Listen => 1, ReuseAddr => 1) or die; $0 = "listens"; sleep 1000'`

const units = {
  'hangs.service': unit({
    Service: { ExecStart: `/bin/cat ${exported}/file`, TimeoutStopSec: 1 },
  }),
  'web.service': unit({ Service: { ExecStart: listens } }),
  // A signal that is caught has to wait for the thaw.
  'cold.service': unit({
    Service: {
      ExecStart: `/bin/bash -c "(trap 'exit 0' TERM; sleep 3001 & wait) & exec sleep 3002"`,
      TimeoutStopSec: 600,
    },
  }),
}
let door: Door
const hostOf = useHost(async (host) => {
  await host.writeUnits(units)
  door = await Door.open(host)
})
beforeEach(({ skip }) => {
  if (!canRun.systemd.here) skip(canRun.systemd.missing)
})

/** Waits for a word of a program that goes on. */
async function untilSaid(program: HostProcess, word: string): Promise<void> {
  let said = ''
  program.child.stderr?.on('data', (text: Buffer) => (said += text.toString()))
  while (!said.includes(word)) {
    const [text] = (await once(program.child.stdout ?? program.child, 'data')) as [Buffer]
    said += text.toString()
  }
}

const isListening = ({ args }: SeenInside): boolean => args.startsWith('listens')
const catsOf = (host: SystemdHost) =>
  host.processes().filter(({ args }) => /^\/bin\/cat /.test(args))

it.concurrent(
  'a unit whose process no signal ends is started beside it only where meant, and a reboot is advised',
  async ({ skip }) => {
    if (!existsSync('/dev/fuse')) skip('There is no /dev/fuse: nothing hangs in the kernel here.')
    const host = hostOf()
    const target = 'hangs.service'
    const script = `${PrivateHost.checkout}/test/live/systemd/silent-files.pl`
    await untilSaid(host.start(['perl', script, exported]), 'mounted')
    await host.systemctl('start', target)
    await host.waitForProcess(({ args }) => args === `/bin/cat ${exported}/file`)

    const killed = await door.ask('run.kill', {
      target,
      scope: 'all',
      confirmed: true,
      person: true,
    })
    const { phase, members } = await door.untilEnd(killed.run)
    expect(phase.outcome).toMatchObject({ kind: 'survived' })
    const pid = members[0]?.member.identity.pid ?? 0
    // By its own word systemd is done with it, and would start another.
    await host.waitFor(target, 'failed/failed')

    const [refused, again, advice] = await Promise.all([
      quiesce(host, ['start', target]),
      door.request('service.restart', { target, person: true }),
      door.ask('advice.machine', {}),
    ])
    expect(refused.status).toBe(14)
    for (const { error } of [refused.result, again] as { error?: QuiesceError }[]) {
      expect(error).toMatchObject({ code: 'needs-consent' })
      expect(error?.message).toContain(`cat (${pid}) `)
      expect(error?.next).toContain('spoil its data')
    }
    expect(catsOf(host)).toHaveLength(1)

    expect(advice.level).toBe('reboot-required')
    const stuck = advice.findings?.find(({ rule }) => rule === 'unkillable')
    expect(stuck?.sentence).toContain(`cat (${pid}) got SIGKILL`)
    expect(stuck?.sentence).toContain(`files.example:/export (fuse at ${exported})`)
    expect(stuck?.changesMind).toContain('umount -f')

    expect(await door.ask('service.start', { target, confirmed: true })).toMatchObject({
      up: true,
    })
    expect(catsOf(host)).toHaveLength(2)
    const records = JSON.stringify(await door.ask('journal.read', {}))
    expect(records).toContain(`starts ${target} beside what holds it: cat (${pid}) `)

    // It says "busy" while those that it has just freed are on their way out.
    await host.exec(['umount', '-f', exported])
    await host.waitFor(target, 'failed/failed')
    expect(catsOf(host)).toEqual([])
  },
)

it.concurrent('a unit is not started where somebody else took its port meanwhile', async () => {
  const host = hostOf()
  const target = 'web.service'
  await host.systemctl('start', target)
  await host.waitForProcess(isListening)
  const { run } = await door.ask('run.kill', {
    target,
    scope: 'all',
    confirmed: true,
    person: true,
  })
  expect((await door.untilEnd(run)).phase.outcome).toMatchObject({ kind: 'killed' })
  const other = host.start(['sh', '-c', `exec ${listens}`])
  const { pid } = await host.waitForProcess(isListening)
  const refused = await door.request('service.start', { target })
  expect(refused).toMatchObject({ ok: false, error: { code: 'needs-consent' } })
  expect(JSON.stringify(refused)).toContain(`listens (${pid}) holds port ${port}`)
  other.kill('SIGKILL')
  await other.ended()
  expect(await door.ask('service.start', { target })).toMatchObject({ up: true })
})

it.concurrent(
  'a unit that is frozen on its way down is advised to be thawed, in words that work',
  async () => {
    const host = hostOf()
    const target = 'cold.service'
    await host.systemctl('start', target)
    await host.waitForProcess(({ args }) => args === 'sleep 3001')
    await host.systemctl('freeze', target)
    // SIGKILL gets through to a frozen process (cgroup-v2.rst, cgroup.freeze), a caught signal does not.
    await host.systemctl('kill', '--signal=KILL', '--kill-whom=main', target)
    await host.waitFor(target, 'deactivating/stop-sigterm')
    expect((await host.exec(['systemctl', 'thaw', target])).stderr).toContain('Unit is inactive')
    const advice = await door.ask('advice.machine', {})
    const finding = advice.findings?.find(({ rule }) => rule === 'frozen-but-dead')
    expect(finding?.sentence).toContain(`${target} is deactivating`)
    expect(finding?.evidence.map(({ line }) => line)).toContain('frozen 1')
    const [, command = ''] = /`(.+?)`/.exec(finding?.sentence ?? '') ?? []
    await host.run(['sh', '-c', `${command} --no-block`])
    await host.waitFor(target, 'failed/failed')
    expect(host.processes().filter(({ args }) => args.includes('sleep 300'))).toEqual([])
  },
)
