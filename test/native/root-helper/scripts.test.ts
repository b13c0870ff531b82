/** Init scripts that the root helper runs. */
import { describe, expect, it } from 'vitest'
import { usePlainHost } from '../../hosts/use-plain-host.ts'
import { RootHelper } from './root-helper.ts'

const hostOf = usePlainHost(undefined, ['plainHost', 'native'])

describe('an init script', () => {
  it('runs as the start of the machine would run it, whatever the client had', async () => {
    const host = hostOf()
    host.writeScript(
      'tells',
      [
        '#!/bin/sh',
        'echo "$0 $* in $(pwd), umask $(umask), nice $(nice)"',
        'env | sort',
        'readlink /proc/self/fd/0',
        'ls /proc/$$/fd',
        "grep -E '^Sig(Blk|Ign)' /proc/self/status",
        'read -r line || echo "no input"',
        'echo "session $(cut -d" " -f6 /proc/$$/stat) of $$"',
        'echo to stderr >&2',
        'exit 3',
        '',
      ].join('\n'),
    )
    const helper = await RootHelper.start(
      host,
      'init-scripts',
      'cd /tmp; umask 0; trap "" TERM CHLD; export SECRET=x; nice -n 7 sh -c ' +
        '\'PKEXEC_UID=0 "$0" "$1"; exit $?\' "$0" "$1"; exit $?',
    )
    expect(await helper.ask('run 1 tells restart')).toBe('started 1 1')
    const { said, end } = await helper.job('1')
    expect(end).toBe('exited 1 3')
    expect(said).toContain('/etc/init.d/tells restart in /, umask 0022, nice 0\n')
    const variables = said.split('\n').filter((line) => /^[A-Z]+=/.test(line))
    expect(variables).toEqual([
      'LANG=C.UTF-8',
      'PATH=/sbin:/usr/sbin:/bin:/usr/bin',
      'PWD=/',
      'TERM=dumb',
    ])
    expect(said).toContain('/dev/null\n')
    expect(said).toMatch(/SigBlk:\t0{16}\nSigIgn:\t0{16}\n/)
    expect(said).toContain('no input\n')
    expect(said).toMatch(/session (\d+) of \1\n/)
    expect(said).toContain('to stderr\n')
    await helper.end()
  })

  it('is found through links of root, and tells of an end by a signal', async () => {
    const host = hostOf()
    host.writeFile('/usr/share/real-script', '#!/bin/sh\necho "$0"\nkill -KILL $$\n', 0o755)
    await host.run(['ln', '-sf', '../../usr/share/real-script', '/etc/init.d/linked'])
    const helper = await RootHelper.start(host, 'init-scripts')
    expect(await helper.ask('run 1 linked status')).toBe('started 1 1')
    expect(await helper.job('1')).toEqual({ said: '/etc/init.d/linked\n', end: 'killed 1 9' })
    await helper.end()
  })

  it('says bytes of every kind, and no more than 64 KiB of them', async () => {
    const host = hostOf()
    host.writeScript('bytes', "#!/bin/sh\nprintf 'a b%%\\n\\303\\251\\000\\033end'\n")
    host.writeScript('much', '#!/bin/sh\nhead -c 300000 /dev/zero | tr "\\\\0" x\nexit 4\n')
    const helper = await RootHelper.start(host, 'init-scripts')
    await helper.ask('run 1 bytes start')
    expect((await helper.job('1')).said).toBe('a b%\né\0\u001bend')
    await helper.ask('run 2 much start')
    const { said, end } = await helper.job('2')
    expect([said.length, end]).toEqual([65_536, 'exited 2 4'])
    expect(helper.lines.all.every((line) => line.length < 256)).toBe(true)
    await helper.end()
  })

  it('runs once at a time, beside others', async () => {
    const host = hostOf()
    await host.run(['mkfifo', '/run/go'])
    host.writeScript('waits', '#!/bin/sh\nread -r _ </run/go\necho went\n')
    host.writeScript('other', '#!/bin/sh\nexit 0\n')
    const helper = await RootHelper.start(host, 'init-scripts')
    expect(await helper.ask('run 1 waits start')).toBe('started 1 1')
    expect(await helper.ask('run 2 waits stop')).toMatch(/^refused 2 busy /)
    expect(await helper.ask('run 3 other start')).toBe('started 3 2')
    expect((await helper.job('2')).end).toBe('exited 2 0')
    await host.run(['sh', '-c', 'echo >/run/go'])
    expect(await helper.job('1')).toEqual({ said: 'went\n', end: 'exited 1 0' })
    expect(await helper.ask('run 4 waits nix')).toMatch(/bad-request/)
    // Nobody is left unreaped.
    expect(host.processes().filter(({ state }) => state === 'Z')).toEqual([])
    await helper.end()
  })

  it('may leave a daemon that keeps its streams, and is not disturbed by the end of the helper', async () => {
    const host = hostOf()
    await host.run(['mkfifo', '/run/tick'])
    // It may open the pipe again before who wrote into it has closed it: then it reads an end.
    host.writeScript(
      'daemon',
      '#!/bin/sh\n(trap "echo broken >/run/broken" PIPE; while :; do read -r _ </run/tick || continue; echo tick; echo ok >>/run/ticked; done) &\necho $! >/run/daemon-pid\necho up\n',
    )
    const helper = await RootHelper.start(host, 'init-scripts')
    await helper.ask('run 1 daemon start')
    expect(await helper.job('1')).toEqual({ said: 'up\n', end: 'exited 1 0' })
    expect(await helper.end()).toBe(0)
    for (let ticks = 1; ticks <= 2; ticks++) {
      await host.run(['sh', '-c', 'echo >/run/tick'])
      await expect.poll(() => host.readFile('/run/ticked')).toBe('ok\n'.repeat(ticks))
    }
    expect(host.readFile('/run/broken')).toBe(null)
    // Who reads what nobody hears goes with the last who could say something.
    expect(host.processes().some(({ name }) => name === 'quiesce-root-he')).toBe(true)
    await host.run(['sh', '-c', 'kill $(cat /run/daemon-pid)'])
    await expect
      .poll(() => host.processes().some(({ name }) => name === 'quiesce-root-he'))
      .toBe(false)
  })
})
