/** Claims of the root helper: the engine reads them, and they exclude each other. */
import { describe, expect, it } from 'vitest'
import { readClaims } from '../../../electron/engine/locks/claim-files.ts'
import type { PlainHost } from '../../hosts/plain-host.ts'
import { usePlainHost } from '../../hosts/use-plain-host.ts'
import { RootHelper } from './root-helper.ts'

const hostOf = usePlainHost(undefined, ['plainHost', 'native'])

const folderOf = (host: PlainHost): string => `/proc/${host.initPid}/root/run/quiesce`

/** Starts a process inside; answers with its pid and start time there. */
async function startSleeper(host: PlainHost, name = 'sleep'): Promise<readonly [string, string]> {
  const start =
    `cp /bin/sleep /run/${name} 2>/dev/null; /run/${name} 9999 </dev/null >/dev/null 2>&1 & ` +
    `until [ "$(readlink /proc/$!/exe)" = /run/${name} ]; do :; done; ` +
    'echo $! $(sed "s/.*) //" /proc/$!/stat | cut -d" " -f20)'
  const [pid = '', ticks = ''] = (await host.run(['sh', '-c', start])).trim().split(' ')
  return [pid, ticks]
}

const openIn = async (helper: RootHelper, who: readonly string[]): Promise<string> => {
  const [word, , handle = ''] = (await helper.ask(`open 1 ${who.join(' ')}`)).split(' ')
  expect(word).toBe('opened')
  return handle
}

describe('a claim of the root helper', () => {
  it('is in the form of the engine, and belongs to the client', async () => {
    const host = hostOf()
    const helper = await RootHelper.start(
      host,
      'signals',
      'echo $$ $(cut -d" " -f22 /proc/$$/stat) >/run/client; PKEXEC_UID=0 "$0" "$1"; exit $?',
    )
    const sleeper = await startSleeper(host)
    const handle = await openIn(helper, sleeper)
    const title = encodeURIComponent('Größe "2" \\ 😀')
    expect(await helper.ask(`claim 2 run-1 cli init:x%2fy ${title}`)).toBe('claimed 2')
    expect(await helper.ask(`member 3 run-1 ${handle}`)).toBe('added 3')
    expect(await helper.ask(`member 4 run-1 ${handle}`)).toBe('added 4')

    const [found, ...others] = await readClaims(folderOf(host), () => true)
    expect(others).toEqual([])
    const [pid, startTicks] = (host.readFile('/run/client') ?? '').trim().split(' ').map(Number)
    const boot = host.readFile('/proc/sys/kernel/random/boot_id')?.trim()
    expect(found?.owner).toEqual({ boot, pid, startTicks })
    expect(found?.record).toMatchObject({
      state: 'held',
      run: 'run-1',
      target: 'init:x/y',
      title: 'Größe "2" \\ 😀',
      owner: { identity: { boot, pid, startTicks }, user: 'root', door: 'cli' },
      members: [{ boot, pid: Number(sleeper[0]), startTicks: Number(sleeper[1]) }],
    })
    expect(await host.run(['stat', '-c', '%a %u', '/run/quiesce'])).toBe('755 0\n')
    expect(await helper.ask('release 5 run-1')).toBe('released 5')
    expect(host.readFolder('/run/quiesce')).toEqual([])
    await helper.end()
  })

  it('excludes every other about the same run, target or process, until it is over', async () => {
    const host = hostOf()
    const [one, two] = [
      await RootHelper.start(host, 'signals'),
      await RootHelper.start(host, 'signals'),
    ]
    const sleeper = await startSleeper(host)
    const [inOne, inTwo] = [await openIn(one, sleeper), await openIn(two, sleeper)]
    expect(await one.ask('claim 1 run-1 tray init:x One')).toBe('claimed 1')
    expect(await two.ask('claim 1 run-1 cli init:y Two')).toBe('busy 1 run-1 0 tray')
    expect(await two.ask('claim 2 run-2 cli init:x Two')).toBe('busy 2 run-1 0 tray')
    expect(await two.ask('claim 3 run-3 cli init:y Two')).toBe('claimed 3')
    expect(await one.ask(`member 2 run-1 ${inOne}`)).toBe('added 2')
    expect(await two.ask(`member 4 run-3 ${inTwo}`)).toBe('busy 4 run-1 0 tray')
    expect(await one.ask('release 3 run-3')).toBe('failed 3 ENOENT')
    // Its end takes back what it had.
    expect(await one.end()).toBe(0)
    expect(await two.ask(`member 5 run-3 ${inTwo}`)).toBe('added 5')
    expect(await two.ask('claim 6 run-1 cli init:x Two')).toBe('claimed 6')
    await two.end()
    expect(host.readFolder('/run/quiesce')).toEqual([])
  })

  it('gives way to none of a dead owner, and tidies those away', async () => {
    const host = hostOf()
    const helper = await RootHelper.start(host, 'signals')
    const boot = host.readFile('/proc/sys/kernel/random/boot_id')?.trim() ?? ''
    const [pid, ticks] = await startSleeper(host)
    const dead = [
      `run-1.${boot}.4194303.1.json`,
      `run-1.${boot}.${pid}.${Number(ticks) + 1}.json`,
      `run-1.another-boot.${pid}.${ticks}.json`,
      `run-1.${boot}.0.0.json`,
    ]
    const kept = ['notes.txt', `run.1.${boot}.4194303.1.json`, `.hidden.${boot}.4194303.1.json`]
    for (const name of [...dead, ...kept]) host.writeFile(`/run/quiesce/${name}`, 'anything')
    expect(await helper.ask('claim 1 run-1 cli init:x One')).toBe('claimed 1')
    await helper.end()
    expect(host.readFolder('/run/quiesce').sort()).toEqual(kept.sort())
    await host.run(['sh', '-c', 'rm -f /run/quiesce/* /run/quiesce/.hidden*'])
  })

  it('is taken over from a helper that was killed under a client who lives', async () => {
    const host = hostOf()
    const restart =
      'PKEXEC_UID=0 "$0" "$1" & echo $! >/run/first; wait $!; PKEXEC_UID=0 "$0" "$1"; exit $?'
    const helper = await RootHelper.start(
      host,
      'signals',
      // An asynchronous list has no stdin in a shell without job control.
      `exec 3<&0; ${restart.replace('"$1" &', '"$1" <&3 &')}`,
    )
    expect(await helper.ask('claim 1 run-1 cli init:x One')).toBe('claimed 1')
    await host.run(['sh', '-c', 'kill -KILL $(cat /run/first)'])
    await helper.lines.next(/^hello /)
    expect(host.readFolder('/run/quiesce')).toHaveLength(1)
    expect(await helper.ask('claim 2 run-2 cli init:x Two')).toMatch(/^busy 2 run-1 0 cli$/)
    expect(await helper.ask('claim 3 run-1 cli init:x One')).toBe('claimed 3')
    await helper.end()
    expect(host.readFolder('/run/quiesce')).toEqual([])
  })

  it('of a user keeps nobody away once its helper is gone, though its client lives', async () => {
    const host = hostOf()
    // Only a client of another user's looks like one whom pkexec serves.
    const client = `$< = 1000;
      sub helper { my $pid = fork; return $pid if $pid; $< = 0; $ENV{PKEXEC_UID} = 1000; exec @ARGV }
      my $first = helper(); open F, ">/run/first"; print F $first; close F;
      waitpid $first, 0; waitpid helper(), 0; exit $? >> 8`
    const helper = await RootHelper.start(host, 'signals', `exec perl -e '${client}' "$0" "$1"`)
    expect(await helper.ask('claim 1 run-1 cli init:x One')).toBe('claimed 1')
    const other = await RootHelper.start(host, 'signals')
    expect(await other.ask('claim 1 run-2 cli init:x Two')).toBe('busy 1 run-1 1000 cli')
    await host.run(['sh', '-c', 'kill -KILL $(cat /run/first)'])
    await helper.lines.next(/^hello /)
    expect(await other.ask('claim 2 run-2 cli init:x Two')).toBe('claimed 2')
    await helper.end()
    await other.end()
    expect(host.readFolder('/run/quiesce')).toEqual([])
  })

  it.each([
    ['can be written by others', 'mkdir -m 777 quiesce; chmod 777 quiesce', 'EPERM'],
    ['belongs to somebody else', 'mkdir quiesce; chown 1000 quiesce', 'EPERM'],
    ['is a link', 'mkdir elsewhere; ln -s elsewhere quiesce', 'ENOTDIR'],
    ['is a file', ': >quiesce', 'ENOTDIR'],
  ])('is not made in a folder that %s', async (_what, make, error) => {
    const host = hostOf()
    await host.run(['sh', '-c', `cd /run && rm -rf quiesce elsewhere && ${make}`])
    const helper = await RootHelper.start(host, 'signals')
    expect(await helper.ask('claim 1 run-1 cli init:x One')).toBe(`failed 1 ${error}`)
    await helper.end()
    expect(
      await host.run(['sh', '-c', 'cd /run; find quiesce/ elsewhere -type f 2>&-; rm -rf quiesce']),
    ).toBe('')
  })
})

describe('a signal of the root helper', () => {
  it('reaches the process that was opened, and its end is told', async () => {
    const host = hostOf()
    const helper = await RootHelper.start(host, 'signals')
    const handle = await openIn(helper, await startSleeper(host))
    expect(await helper.ask(`signal 2 ${handle} 15`)).toBe('sent 2')
    expect(await helper.lines.next(/^exited /)).toBe(`exited ${handle}`)
    expect(await helper.ask(`signal 3 ${handle} 15`)).toBe('failed 3 ESRCH')
    expect(await helper.ask(`member 4 run-1 ${handle}`)).toBe('failed 4 ESRCH')
    await helper.end()
  })

  it('does not reach one that has become a protected program since', async () => {
    const host = hostOf()
    const helper = await RootHelper.start(host, 'signals')
    const become =
      'cp /bin/sleep /run/polkitd; mkfifo /run/now; ' +
      'sh -c "read -r _ </run/now; exec /run/polkitd 9999" </dev/null >/dev/null 2>&1 & ' +
      'echo $! $(sed "s/.*) //" /proc/$!/stat | cut -d" " -f20)'
    const [pid = '', ticks = ''] = (await host.run(['sh', '-c', become])).trim().split(' ')
    const handle = await openIn(helper, [pid, ticks])
    await host.run(['sh', '-c', 'echo >/run/now'])
    await host.waitForProcess((one) => one.name === 'polkitd')
    expect(await helper.ask(`signal 2 ${handle} 9`)).toBe('failed 2 EPERM')
    expect(host.processes().some((one) => one.name === 'polkitd')).toBe(true)
    await helper.end()
  })
})
