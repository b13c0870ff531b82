/** As what, and by whom, the root helper lets itself be started; and what it lets go of. */
import { describe, expect, it } from 'vitest'
import type { PlainHost } from '../../hosts/plain-host.ts'
import { usePlainHost } from '../../hosts/use-plain-host.ts'
import { helperInside, RootHelper, type Role } from './root-helper.ts'

const hostOf = usePlainHost(
  async (host) => {
    await host.addUser('ops')
  },
  ['plainHost', 'native'],
)

/** How it is started, the helper being "$0"; all but what is tried is as it should be. */
const refused: readonly (readonly [what: string, command: string, why: string])[] = [
  ['not by pkexec', 'cat | "$0" signals | cat', 'started by pkexec alone'],
  ...['', '-1', '+0', '00', ' 0', '0 ', 'root', '0x0', '4294967295', '18446744073709551616'].map(
    (uid) =>
      [
        `for the user "${uid}"`,
        `cat | PKEXEC_UID='${uid}' "$0" signals | cat`,
        'started by pkexec alone',
      ] as const,
  ),
  [
    'for a user who did not start it',
    'cat | PKEXEC_UID=1000 "$0" signals | cat',
    'not started by the user',
  ],
  ['without a role', 'cat | PKEXEC_UID=0 "$0" | cat', 'expected one of'],
  ['with two roles', 'cat | PKEXEC_UID=0 "$0" signals deadlines | cat', 'expected one of'],
  ['with an unknown role', 'cat | PKEXEC_UID=0 "$0" shell | cat', 'expected one of'],
  ['with half a role', 'cat | PKEXEC_UID=0 "$0" signal | cat', 'expected one of'],
  ['with a file as its input', 'PKEXEC_UID=0 "$0" signals </etc/passwd | cat', 'through pipes'],
  ['with a file as its output', 'cat | PKEXEC_UID=0 "$0" signals >/run/said', 'through pipes'],
  ['with a device as its output', 'cat | PKEXEC_UID=0 "$0" signals >/dev/null', 'through pipes'],
  ['without an output', 'cat | PKEXEC_UID=0 "$0" signals >&-', 'through pipes'],
]

/** 0 where none runs. */
const pidOfHelper = (host: PlainHost): number =>
  host.processes().find(({ name }) => name === 'quiesce-root-he')?.pid ?? 0

describe('the start of the root helper', () => {
  it.each(refused)('is refused %s', async (_what, command, why) => {
    const script = `${command}; exit \${PIPESTATUS[1]:-\${PIPESTATUS[0]}}`
    const ran = await hostOf().exec(['bash', '-c', script, helperInside])
    expect(ran.stderr).toContain(`quiesce-root-helper: `)
    expect(ran.stderr).toContain(why)
    expect(ran.stdout).toBe('')
  })

  it('is refused to a plain user, whatever that user says', async () => {
    const host = hostOf()
    const command = ['sh', '-c', 'cat | PKEXEC_UID=0 "$0" signals | cat', helperInside]
    const ran = await host.exec(command, { user: 'ops' })
    expect(ran).toMatchObject({ stdout: '', stderr: 'quiesce-root-helper: it has to be root\n' })
  })

  it.each(['signals', 'init-scripts', 'stale-files', 'deadlines'] satisfies Role[])(
    'as %s begins with a hello',
    async (role) => {
      const helper = await RootHelper.start(hostOf(), role)
      expect(await helper.hello).toMatch(
        new RegExp(`^hello 1 role=${role} pidfd=yes inode=(yes|no) boot=[0-9a-f-]{36} for=0$`),
      )
      expect(await helper.end()).toBe(0)
    },
  )

  it('lets go of descriptors, folder, groups, signals and stderr', async () => {
    const host = hostOf()
    const helper = await RootHelper.start(
      host,
      'signals',
      'cd /tmp; umask 0; trap "" TERM USR1; exec 7</etc/shadow 9>/run/nine; ' +
        'PKEXEC_UID=0 "$0" "$1"; exit $?',
    )
    const proc = `/proc/${pidOfHelper(host)}`
    const look =
      `readlink ${proc}/cwd ${proc}/fd/*; ` +
      `grep -E '^(SigBlk|SigIgn|Umask|Groups)' ${proc}/status`
    const seen = await host.run(['sh', '-c', look])
    expect(seen).toMatch(/^\/\n(?:(?:pipe|socket):\[\d+\]\n){2}\/dev\/null\nanon_inode/)
    expect(seen).not.toMatch(/shadow|nine/)
    expect(seen).toMatch(/Umask:\t0022/)
    expect(seen).toMatch(/Groups:\t *\n/)
    // HUP, INT, PIPE and XFSZ: their failures are answers.
    expect(seen).toMatch(/SigBlk:\t0{16}\nSigIgn:\t0{9}1001003\n/)
    await helper.end()
  })

  it('is over when its client has ended, whoever holds its pipes then', async () => {
    const host = hostOf()
    await RootHelper.start(
      host,
      'signals',
      // A client of the client's starts it, and goes; the pipes stay open.
      'mkfifo /run/leave; exec 3<&0; (PKEXEC_UID=0 "$0" "$1" <&3 & read -r _ </run/leave); sleep 9999',
    )
    expect(pidOfHelper(host)).toBeGreaterThan(0)
    await host.run(['sh', '-c', 'echo >/run/leave'])
    await expect.poll(() => pidOfHelper(host)).toBe(0)
  })

  it('ends, with its claims taken back, when nobody reads its answers', async () => {
    const host = hostOf()
    const helper = await RootHelper.start(host, 'signals')
    expect(await helper.ask('claim 1 run-unread cli init:unread Unread')).toBe('claimed 1')
    expect(host.readFolder('/run/quiesce')).toHaveLength(1)
    helper.closeOutput()
    helper.write('release 2 run-nix\n')
    expect(await helper.ended()).toBe(0)
    expect(host.readFolder('/run/quiesce')).toEqual([])
  })
})
