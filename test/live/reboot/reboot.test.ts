/**
 * A reboot through a real logind, inside the private host alone: its pid namespace ends with its own
 * init, and no bus of the machine is visible there.
 */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import type { RebootPlan } from '../../../shared/reboot.ts'
import type { HostProcess } from '../../hosts/host-process.ts'
import { actor, service } from '../../hosts/shapes.ts'
import { useHost } from '../../hosts/use-host.ts'
import { quiesce, type Told } from '../systemd/inside.ts'

let name = ''
const hostOf = useHost(async (host) => {
  await host.addUser('ada')
  await host.writeUnits({ 'obeys.service': service(actor('obeys')) })
  await host.systemctl('start', 'obeys.service', 'systemd-logind.service')
  // A login of hers, as PAM makes one; without a terminal it would count as a job of cron.
  const login = ['-p', 'PAMName=login', '-p', 'User=ada', '-E', 'XDG_SESSION_CLASS=user']
  await host.run(['systemd-run', ...login, 'sleep', '1000'])
  name = (await host.run(['uname', '-n'])).trim()
}, 'polkit')

const reboot = (...args: string[]): Promise<Told> => quiesce(hostOf(), ['reboot', ...args])
const plan = async (): Promise<RebootPlan> => (await reboot('--plan')).result['plan'] as RebootPlan

/** Holds shutdowns back until it is killed. */
async function inhibit(): Promise<HostProcess> {
  const words = ['--what=shutdown', '--who=apt', '--why=upgrading', '--mode=block']
  const holder = hostOf().start(['systemd-inhibit', ...words, 'sh', '-c', 'echo held; sleep 1000'])
  if (holder.child.stdout) await once(holder.child.stdout, 'data')
  return holder
}

async function release(holder: HostProcess): Promise<void> {
  const gone = once(holder.child, 'exit')
  holder.kill('SIGTERM')
  await gone
}

/** Listens on the bus of the host, from its answer on; `heard` is all that was said up to the awaited. */
async function listen(match: string, awaited: RegExp): Promise<{ heard: Promise<string> }> {
  const words = ['busctl', 'monitor', '--json=short', `--match=${match}`]
  const { child } = hostOf().start(words)
  // It says that it is there.
  if (child.stderr) await once(child.stderr, 'data')
  return { heard: textOf(child, awaited) }
}

async function textOf(child: ChildProcess, awaited: RegExp): Promise<string> {
  let text = ''
  for await (const part of child.stdout?.setEncoding('utf8') ?? []) {
    text += String(part)
    if (awaited.test(text)) break
  }
  return text
}

describe('a reboot in a host of its own', () => {
  it('is shown with who is logged in, what would stop, and who holds it back', async () => {
    const holder = await inhibit()
    const shown = await plan()
    expect(shown).toMatchObject({ hostName: name, scheduled: null, refusal: null, runs: [] })
    expect(shown.people.map(({ user }) => user)).toContain('ada')
    expect(shown.services.map(({ target }) => target)).toContain('obeys.service')
    expect(shown.inhibitors).toContainEqual({
      ...{ who: 'apt', user: 'root', why: 'upgrading', mode: 'block' },
    })

    const refused = await reboot('--at', '1h', '--confirm', name)
    expect([refused.status, refused.stderr]).toEqual([14, expect.stringContaining('apt')])
    expect((await plan()).scheduled).toBeNull()
    await release(holder)
  })

  it('is refused for a name that is not its own, and for a plain user', async () => {
    expect((await reboot('--now', '--confirm', `${name}x`)).status).toBe(14)
    const args = ['reboot', '--at', '1h', '--confirm', name]
    const told = await quiesce(hostOf(), args, { user: 'ada' })
    expect(told.status).toBe(15)
    expect((await plan()).scheduled).toBeNull()
  })

  it('is planned in an hour, shown, and called off', async () => {
    const before = Date.now()
    const told = await reboot('--at', '1h', '--confirm', name, '--message', 'Back soon.')
    expect([told.status, told.stderr]).toEqual([0, ''])
    const { scheduled } = await plan()
    expect(scheduled?.type).toBe('reboot')
    expect(scheduled?.at).toBeGreaterThanOrEqual(before + 3_600_000)
    expect((await reboot('--cancel')).status).toBe(0)
    expect((await plan()).scheduled).toBeNull()
    expect((await reboot('--cancel')).status).toBe(14)
  })

  it('of somebody else is replaced and called off by a word alone, and a stop is warned of it', async () => {
    const login1 = 'org.freedesktop.login1'
    const logind = [login1, `/${login1.replaceAll('.', '/')}`, `${login1}.Manager`]
    const planned = (Date.now() + 3_600_000) * 1000
    await hostOf().run([
      'busctl',
      'call',
      ...logind,
      'ScheduleShutdown',
      'st',
      'poweroff',
      `${planned}`,
    ])
    const replaced = await reboot('--at', '2h', '--confirm', name)
    expect([replaced.status, replaced.stderr]).toEqual([
      14,
      expect.stringContaining('This would replace the planned poweroff'),
    ])
    const kept = await reboot('--cancel')
    expect([kept.status, kept.stderr]).toEqual([
      14,
      expect.stringContaining('planned the poweroff'),
    ])

    // As it will be in an hour: what logind wrote, but for the moment.
    const soon = `s/^USEC=.*/USEC=${(Date.now() + 50_000) * 1000}/`
    await hostOf().run(['sed', '-i', soon, '/run/systemd/shutdown/scheduled'])
    const stopped = await quiesce(hostOf(), ['stop', 'obeys.service'])
    const warned = stopped.lines.filter(({ type }) => type === 'reboot')
    expect(warned).toMatchObject([{ planned: { type: 'poweroff', mine: false } }])

    expect((await reboot('--cancel', '--yes')).status).toBe(0)
    expect((await plan()).scheduled).toBeNull()
  })

  // Once only: a host that goes down cannot do it again. What logind asks of systemd is heard on the
  // bus, since nobody inside can be asked for long.
  it('now makes this host go down, and nothing else', { retry: 0 }, async () => {
    const { heard } = await listen(
      "type='method_call',interface='org.freedesktop.systemd1.Manager'",
      /\.target"/,
    )
    const told = await reboot('--now', '--confirm', name)
    expect([told.status, told.stderr]).toEqual([0, ''])
    expect(await heard).toMatch(/"reboot\.target"/)
  })
})
