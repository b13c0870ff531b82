/** Stale files that the root helper removes: each with the proof that it makes itself. */
import { describe, expect, it } from 'vitest'
import type { PlainHost } from '../../hosts/plain-host.ts'
import { usePlainHost } from '../../hosts/use-plain-host.ts'
import { RootHelper } from './root-helper.ts'

const hostOf = usePlainHost(
  async (host) => {
    await host.run([
      'sh',
      '-c',
      'chmod 1777 /run/lock; rm -rf /var/lock; ln -s ../run/lock /var/lock',
    ])
  },
  ['plainHost', 'native'],
)

const dead = '4194303\n'

/** What lies there, who is dead, and the request that removes it. */
const honest: readonly (readonly [what: string, make: string, request: string])[] = [
  ['of a process that is gone', 'echo 4194303 >/run/gone.pid', 'pid /run/gone.pid'],
  ['by its old path', 'echo 4194303 >/run/old.pid', 'pid /var/run/old.pid'],
  ['padded, without a newline', 'printf " 4194303" >/run/padded.pid', 'pid /run/padded.pid'],
  ['with a command line below', 'printf "4194303\\n/bin/x\\n" >/run/more.pid', 'pid /run/more.pid'],
  [
    'of a pid that somebody else got',
    'sh -c "echo \\$\\$ >/run/reused.pid; exec sleep 9999" >/dev/null 2>&1 </dev/null & ' +
      'until [ -s /run/reused.pid ]; do :; done; touch -d "-60 seconds" /run/reused.pid',
    'pid /run/reused.pid',
  ],
  [
    'in a folder of the daemon',
    'mkdir /run/daemon; echo 4194303 >/run/daemon/d.pid; chown -R 1000 /run/daemon',
    'pid /run/daemon/d.pid',
  ],
  [
    'in a sticky folder',
    'mkdir -m 1777 /run/shared; chmod 1777 /run/shared; echo 4194303 >/run/shared/s.pid; chown 1000 /run/shared/s.pid',
    'pid /run/shared/s.pid',
  ],
  ['with an escape in its name', 'echo 4194303 >"/run/a b.pid"', 'pid /run/a%20b.pid'],
  ['that is a lock', ': >/run/lock/subsys/gone', 'lock /var/lock/subsys/gone'],
  ['that is a lock beside', ': >/run/lock/gone', 'lock /run/lock/gone'],
  [
    'that is a lock with a program',
    ': >/run/lock/subsys/prog',
    'lock /run/lock/subsys/prog /usr/sbin/progd',
  ],
  ['that is a lock with a pid', 'echo 4194303 >/run/gone.lock', 'lock /run/gone.lock'],
]

const lies = (host: PlainHost, path: string): boolean => host.readFile(path) !== null

describe('a stale file', () => {
  it.each(honest)('%s is removed', async (_what, make, request) => {
    const host = hostOf()
    await host.run(['sh', '-c', make])
    const before = await host.run(['find', '/run', '-type', 'f'])
    const helper = await RootHelper.start(host, 'stale-files')
    expect(await helper.ask(`remove 1 ${request}`)).toBe('removed 1')
    expect(await helper.ask(`remove 2 ${request}`)).toMatch(/^refused 2 gone /)
    expect(await helper.end()).toBe(0)
    const after = await host.run(['find', '/run', '-type', 'f'])
    // It, and nothing else.
    expect(before.split('\n')).toHaveLength(after.split('\n').length + 1)
  })

  it('of a process that nobody has reaped is removed', async () => {
    const host = hostOf()
    await host.run([
      ...['sh', '-c'],
      'sh -c "mkfifo /run/end; (read -r _ </run/end) & echo \\$! >/run/zombie.pid; exec sleep 9999" ' +
        '>/dev/null 2>&1 </dev/null & until [ -s /run/zombie.pid ]; do :; done',
    ])
    const helper = await RootHelper.start(host, 'stale-files')
    expect(await helper.ask('remove 1 pid /run/zombie.pid')).toMatch(/^refused 1 alive /)
    await host.run(['sh', '-c', 'echo >/run/end'])
    const pid = Number(host.readFile('/run/zombie.pid'))
    await host.waitForProcess((one) => one.pid === pid && one.state === 'Z')
    expect(await helper.ask('remove 2 pid /run/zombie.pid')).toBe('removed 2')
    await helper.end()
  })

  it('stays as long as its program lives under another name', async () => {
    const host = hostOf()
    await host.run([
      'sh',
      '-c',
      'cp /bin/sleep /run/progd; /run/progd 9999 >/dev/null 2>&1 </dev/null &',
    ])
    const { pid } = await host.waitForProcess((one) => one.name === 'progd')
    // An upgrade took its file away.
    await host.run(['rm', '/run/progd'])
    host.writeFile('/run/lock/subsys/service', '')
    host.writeFile('/run/dead.pid', dead)
    const helper = await RootHelper.start(host, 'stale-files')
    const request = 'lock /run/lock/subsys/service /run/progd'
    expect(await helper.ask(`remove 1 ${request}`)).toBe(
      `refused 1 alive pid%20${pid}%20%28progd%29`,
    )
    await host.run(['kill', `${pid}`])
    await expect.poll(() => host.processes().some((one) => one.pid === pid)).toBe(false)
    expect(await helper.ask(`remove 2 ${request}`)).toBe('removed 2')
    expect(lies(host, '/run/dead.pid')).toBe(true)
    await helper.end()
  })
})
