/** Services that Quiesce watches where no systemd does: what ended, what hangs, what was started again. */
import { describe, expect, it } from 'vitest'
import { usePlainHost } from '../hosts/use-plain-host.ts'
import { Door } from './systemd/door.ts'
import { quiesce } from './systemd/inside.ts'

/** Writes its pid file, waits on a port, and takes its file away when it is asked to end. */
const daemon = (name: string, port: number): string => `#!/usr/bin/perl
use IO::Socket::INET; use POSIX 'setsid';
exit 0 if fork; setsid();
open my $f, '>', '/run/${name}.pid' or die; print $f "$$\\n"; close $f;
$SIG{TERM} = sub { unlink '/run/${name}.pid'; exit 0 };
my $s = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => ${port}, Listen => 5,
  ReuseAddr => 1) or die;
print "$$ waits on port ${port}\\n"; $| = 1;
while (1) { my $c = $s->accept; close $c if $c }
`

const configuration = `
services:
  lizard:
    title: Lizard
    pidfile: /run/lizard.pid
    start: [/opt/lizard]
    restart: {on: failure, delay: 0.2, limit: 2, within: 600}
  gecko:
    pidfile: /run/gecko.pid
    start: [/opt/gecko]
    probe: {port: 4570, every: 1, timeout: 2, failures: 2}
    runtime: 1
`

let door: Door
const hostOf = usePlainHost(async (host) => {
  host.writeFile('/root/.config/quiesce/services.yaml', configuration, 0o600)
  host.writeFile('/opt/lizard', daemon('lizard', 4569), 0o755)
  host.writeFile('/opt/gecko', daemon('gecko', 4570), 0o755)
  door = await Door.open(host)
})

const pidOf = (name: string): string => (hostOf().readFile(`/run/${name}.pid`) ?? '').trim()
/** Kinds of what was told of a service so far. */
const toldOf = async (name: string): Promise<string[]> =>
  (await door.ask('alerts.list', {}))
    .filter(({ target }) => target === name)
    .map(({ kind }) => kind)
const until = (check: () => Promise<unknown>) => expect.poll(check, { timeout: 40_000 })

/** Kills it and waits until another one is there. */
async function crash(name: string): Promise<void> {
  const pid = pidOf(name)
  await hostOf().run(['kill', '-KILL', pid])
  await until(() => Promise.resolve(['', pid].includes(pidOf(name)))).toBe(false)
}

describe('a watched service without systemd', () => {
  it('that fails is started again, so often, then given up; what it says is kept', async () => {
    const host = hostOf()
    expect(await door.ask('service.start', { target: 'lizard' })).toMatchObject({ up: true })
    const first = pidOf('lizard')
    await until(
      async () => (await door.ask('services.inspect', { target: 'lizard' })).row.state.kind,
    ).toBe('running')
    await crash('lizard')
    await until(() => toldOf('lizard')).toEqual(['ended', 'restarted'])
    await crash('lizard')
    await until(() => toldOf('lizard')).toHaveLength(4)
    await host.run(['kill', '-KILL', pidOf('lizard')])
    await until(() => toldOf('lizard')).toEqual([
      ...['ended', 'restarted', 'ended', 'restarted'],
      'gave-up',
    ])
    const kept = host.readFile('/root/.local/state/quiesce/output/lizard.log') ?? ''
    expect(kept).toContain(`${first} waits on port 4569`)
    expect(kept.match(/waits on port 4569/g)).toHaveLength(3)
    const { watch } = await door.ask('services.inspect', { target: 'lizard' })
    expect(watch).toMatchObject({ restartBy: 'quiesce' })
    const { lines } = await quiesce(host, ['journal'])
    expect(lines.map(({ sentence }) => sentence)).toContainEqual(
      expect.stringContaining('Quiesce gives up'),
    )
  })

  it('that hangs, or runs too long, is told of, and of nothing that a person stops', async () => {
    const host = hostOf()
    expect(await door.ask('service.start', { target: 'gecko' })).toMatchObject({ up: true })
    await until(() => toldOf('gecko')).toContain('over-run-time')
    await until(
      async () => (await door.ask('services.inspect', { target: 'gecko' })).watch?.answer.kind,
    ).toBe('answers')
    await host.run(['kill', '-STOP', pidOf('gecko')])
    // Its backlog is full once the kernel has taken so many for it.
    const fill = `use IO::Socket::INET; my @s; push @s, IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => 4570, Timeout => 1) for 1..8; sleep 3600`
    const filler = host.start(['perl', '-e', fill])
    await until(() => toldOf('gecko')).toContain('not-answering')
    filler.kill('SIGKILL')
    await host.run(['kill', '-CONT', pidOf('gecko')])
    await until(() => toldOf('gecko')).toContain('answering-again')
    const before = await toldOf('gecko')
    const run = await door.stop('gecko', 'stop/10/ask')
    expect((await door.untilEnd(run)).phase.outcome.kind).toBe('stopped')
    await until(
      async () => (await door.ask('services.inspect', { target: 'gecko' })).row.state.kind,
    ).toBe('stopped')
    expect(await toldOf('gecko')).toEqual(before)
  })
})
