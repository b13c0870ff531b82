/**
 * What now, with something wrong for real: in a private host, never on the machine itself. The kernel's
 * own faults are not among it; those are recorded ones (test/engine/advice/kernel-log.test.ts).
 */
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canRun } from '../../../build/can-run.mjs'
import type { Advice, AdviceFinding } from '../../../shared/advice.ts'
import type { Result } from '../../../shared/errors.ts'
import { service } from '../../hosts/shapes.ts'
import { useHost } from '../../hosts/use-host.ts'
import { Onlooker } from '../daemons/onlooker.ts'
import { cli } from '../systemd/inside.ts'

const library = '/usr/local/lib/quiesce-old.so'
/** It ignores SIGTERM; the second time it only starts where it is well. */
const stubborn = (isWell: boolean): string =>
  `/bin/sh -c 'trap "" TERM; ${isWell ? '' : 'test -e /run/ran-once && exit 3; touch /run/ran-once; '}while :; do sleep 1; done'`
/** System V calls by their number: Perl's own functions do not stay attached (syscalls(2)). */
const [shmat, read] = process.arch === 'arm64' ? [196, 63] : [30, 0]
const segmentBytes = 320 * 1024 * 1024
/** Attached, each page touched; what is read from /dev/zero is written into it. */
const hoarder = [
  '$SIG{TERM} = "IGNORE";',
  'use IPC::SysV qw(IPC_PRIVATE IPC_CREAT);',
  `my $id = shmget(IPC_PRIVATE, ${segmentBytes}, IPC_CREAT | 0600) // die $!;`,
  `my $at = syscall(${shmat}, $id, 0, 0); $at != -1 or die $!;`,
  `open(my $zero, "<", "/dev/zero") or die $!;`,
  `syscall(${read}, fileno($zero), $at, ${segmentBytes}) == ${segmentBytes} or die $!;`,
  'open(my $ready, ">", "/run/hoarder/ready") or die $!; close $ready; sleep 1000;',
].join('\n')
/** As pid 1 it reaps nobody, and ends with the program behind it. */
const idleInit =
  'fork or exit 0; $^F = 9; pipe(my $r, my $w); fork or (close $r, exec @ARGV); close $w; readline $r; exit 0'

let looker: Onlooker
const hostOf = useHost(async (host) => {
  host.writeFile('/run/hoarder.pl', hoarder)
  await host.run(['sh', '-c', `cp "$(ldd /bin/sh | grep -o '/[^ ]*libc.so.6')" ${library}`])
  await host.writeUnits({
    'old.service': service('/usr/bin/sleep 1000', { Environment: `LD_PRELOAD=${library}` }),
    'broken.service': service(stubborn(false)),
    'well.service': service(stubborn(true)),
    'hoarder.service': service('/usr/bin/perl /run/hoarder.pl', {
      ...{ User: 'games', RuntimeDirectory: 'hoarder' },
    }),
  })
  const units = ['old', 'broken', 'well', 'hoarder'].map((name) => `${name}.service`)
  await host.systemctl('start', ...units)
  await host.run(['sh', '-c', 'until test -e /run/hoarder/ready; do sleep 0.05; done'])
  looker = new Onlooker(host)
})

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}
const machine = async (): Promise<Advice> =>
  valueOf(await looker.engine.request('advice.machine', {}))

/** Beside an init that does not reap: in a pid namespace of its own, which ends with the look. */
async function besideIdleInit(): Promise<Advice> {
  const inside = ['unshare', '--pid', '--fork', '--mount-proc', 'perl', '-e', idleInit]
  const { child } = hostOf().start([...inside, ...cli, 'advice', '--json'])
  const said = await text(child.stdout ?? process.stdin)
  return (JSON.parse(said) as { advice: Advice }).advice
}

/** Stopped by force, and started again; with the advice that this gives. */
async function restart(target: string): Promise<Advice | null> {
  const schedule = 'stop/0.3/KILL/5'
  const wanted = { target, schedule, person: false }
  return valueOf(await looker.engine.request('service.restart', wanted)).run.advice
}

/** Killed; with the advice that there is when the machine was looked at, too. */
async function kill(target: string): Promise<Advice> {
  const wanted = { target, scope: 'all', confirmed: true, person: false } as const
  const { run } = valueOf(await looker.engine.request('run.kill', wanted))
  for (;;) {
    const { advice, run: now } = valueOf(await looker.engine.request('run.get', { run: run.id }))
    if (advice?.checked?.length && advice.findings?.length) return advice
    if (now.phase.kind === 'ended' && now.phase.outcome.kind !== 'killed') {
      throw new Error(`it was not killed: ${now.phase.outcome.kind}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

const layOut = (rows: readonly (readonly string[])[]): string =>
  rows.map(([a = '', b = '', c = '']) => `${a.padEnd(54)}${b.padEnd(20)}${c}`).join('\n')

const seen: (readonly [string, Advice | null, AdviceFinding | undefined])[] = []
/** What one rule says of a situation, for the table, too. */
function findingOf(situation: string, advice: Advice | null, rule: string | null) {
  const finding = advice?.findings?.find((one) => one.rule === rule)
  seen.push([situation, advice, finding])
  return { level: finding?.level, evidence: finding?.evidence ?? [], all: advice }
}
afterAll(() => {
  if (!canRun.systemd.here) return
  const rows = seen.map(([situation, advice, finding]) => {
    const [first] = finding?.evidence ?? []
    const evidence = first === undefined ? '-' : `${first.source}: ${first.line}`
    const line = evidence.replace(/\s+/g, ' ').slice(0, 90)
    return [situation, finding?.level ?? advice?.level ?? '-', line]
  })
  console.log(`\n${layOut([['situation', 'advice', 'evidence'], ...rows])}`)
})

describe('advice for a machine', () => {
  let well: Advice
  let wrong: Advice
  let idle: Advice
  let restarted: readonly (Advice | null)[]
  let killed: Advice
  let mended: Advice

  beforeAll(async () => {
    if (!canRun.systemd.here) return
    const host = hostOf()
    well = await machine()
    ;[killed, ...restarted] = await Promise.all([
      kill('hoarder.service'),
      restart('broken.service'),
      restart('well.service'),
    ])
    host.writeFile('/run/reboot-required', '*** System restart required ***\n')
    host.writeFile('/run/reboot-required.pkgs', 'linux-image-amd64\n')
    await host.run(['rm', library])
    ;[idle, wrong] = await Promise.all([besideIdleInit(), machine()])
    await host.run(['rm', '/run/reboot-required', '/run/reboot-required.pkgs'])
    await host.systemctl('restart', 'old.service')
    mended = await machine()
  })

  it('is none where nothing is wrong', () => {
    findingOf('nothing is wrong', well, null)
    expect(well.level).toBe('none')
  })

  it('recommends a reboot that a package asked for, by its file', () => {
    const said = findingOf('/run/reboot-required', wrong, 'reboot-asked-for')
    expect(said).toMatchObject({
      level: 'reboot-recommended',
      evidence: [
        { source: '/run/reboot-required', line: '*** System restart required ***' },
        { source: '/run/reboot-required.pkgs', line: 'linux-image-amd64' },
      ],
    })
    expect(wrong.level).toBe('reboot-recommended')
  })

  it('is to restart what runs a library that was removed, and no reboot', () => {
    const said = findingOf('a deleted library is mapped', wrong, 'old-code')
    expect(said.level).toBe('try-restart')
    expect(said.evidence[0]?.line).toContain(`${library} (deleted)`)
    expect(wrong.findings?.find(({ rule }) => rule === 'old-code')?.sentence).toContain(
      'old.service',
    )
  })

  it('recommends a reboot where init does not reap for 5 s', () => {
    const said = findingOf('pid 1 does not reap', idle, 'init-does-not-reap')
    expect(said.level).toBe('reboot-recommended')
    expect(said.evidence[0]).toMatchObject({
      source: expect.stringMatching(/^\/proc\/\d+\/stat$/) as unknown,
      line: expect.stringMatching(/^\d+ \(perl\) Z 1$/) as unknown,
    })
  })

  it('names what came and went: with the marks gone, nothing speaks any more', () => {
    findingOf('the same, mended', mended, null)
    expect(mended.level).toBe('none')
  })

  it('recommends a reboot where a restart after force does not stay up, and none where it does', () => {
    const [broken = null, fine = null] = restarted
    const said = findingOf('restart after force fails', broken, 'restart-failed')
    expect(said).toMatchObject({ level: 'reboot-recommended', evidence: [{}] })
    expect(broken?.level).toBe('reboot-recommended')
    findingOf('restart after force stays up', fine, null)
    expect(fine?.level).toBe('none')
  })

  it('is to clean up shared memory that force left, by its proof and by what did not come back', () => {
    // One is told by the proof that its maker is dead, the other by what the whole machine lacks.
    const told = ['shared-memory-left', 'memory-not-given-back']
      .map((rule) => findingOf(`its shared memory stays (${rule})`, killed, rule))
      .filter(({ level }) => level !== undefined)
    expect(told.map(({ level }) => level)).toContain('clean-up')
    expect(told.flatMap(({ evidence }) => evidence.map(({ source }) => source)).join(' ')).toMatch(
      /sysv-memory:|\/proc\/meminfo before/,
    )
    // A restart is tried before anything is made of it.
    expect(killed.level).toBe('try-restart')
  })
})
