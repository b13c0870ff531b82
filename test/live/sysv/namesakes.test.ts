/**
 * Two daemons of one name, root's and another user's: stopping the one never touches the other, in
 * whatever way it is named. killall(1) would take both.
 */
import { beforeEach, describe, expect, it } from 'vitest'
import { killSeen } from '../../hosts/host-processes.ts'
import { PlainHost } from '../../hosts/plain-host.ts'
import { usePlainHost } from '../../hosts/use-plain-host.ts'
import { quiesce } from '../systemd/inside.ts'
import { clear, installProgram, pidFileOf, programOf, scriptText } from './vice-scripts.ts'

const name = 'twin'
const listen = 'require("node:net").createServer().listen(Number(process.argv[1]), "127.0.0.1")'

const hostOf = usePlainHost(
  async (host) => {
    await host.addUser('ada')
    await installProgram(host, name)
    await host.run(['install', '-o', 'ada', '/bin/sleep', `/home/ada/${name}d`])
    host.writeScript(name, scriptText(name))
  },
  ['plainHost', 'native'],
)

const namesakes = (user: number | null): number[] =>
  hostOf()
    .processes()
    .filter(({ name: called, uid, state }) => {
      return called === `${name}d` && state !== 'Z' && (user === null || uid === user)
    })
    .map(({ pid }) => pid)

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((done) => setTimeout(done, 20))
}

let root = 0
let ada: number[] = []

beforeEach(async () => {
  const host = hostOf()
  await clear(host, name)
  for (const seen of host.processes()) if (seen.uid > 0) killSeen(seen)
  await until(() => namesakes(null).length === 0)
  await host.script(name, 'start')
  // One from her home, one of the very same program.
  for (const path of [`/home/ada/${name}d`, programOf(name)]) {
    await host.run(['sh', '-c', `setsid ${path} 6002 >/dev/null 2>&1 </dev/null &`], {
      user: 'ada',
    })
  }
  await until(() => namesakes(null).length === 3)
  root = namesakes(0)[0] ?? 0
  ada = namesakes(null).filter((pid) => pid !== root)
})

const ways = [
  ['its init script', () => `init:${name}`],
  ['its pid file', () => `pidfile:${pidFileOf(name)}`],
  ['its pid', () => `pid:${root}`],
] as const

describe('a namesake of another user', () => {
  it.each(ways)('lives on when root’s is stopped by %s', async (_, target) => {
    const told = await quiesce(hostOf(), ['stop', target(), '--no-input'])
    expect(told.result).toMatchObject({ outcome: 'stopped', survivors: [] })
    expect(namesakes(null)).toEqual(ada)
  })

  it('lives on when root’s is forced', async () => {
    const told = await quiesce(hostOf(), ['kill', `init:${name}`, '--yes', '--scope', 'all'])
    expect(told.status).toBe(0)
    expect(namesakes(null)).toEqual(ada)
  })

  it('is another program where its path is another', async () => {
    const told = await quiesce(hostOf(), ['stop', `exe:/home/ada/${name}d`, '--no-input'])
    expect(told.result.outcome).toBe('stopped')
    expect(namesakes(0)).toEqual([root])
    expect(namesakes(null)).toHaveLength(2)
  })

  it('cannot be stopped by a user whose it is not', async () => {
    const told = await quiesce(hostOf(), ['stop', `pidfile:${pidFileOf(name)}`, '--no-input'], {
      user: 'ada',
    })
    expect(told.status).not.toBe(0)
    expect(namesakes(0)).toEqual([root])
  })

  it('keeps its port when the other’s is stopped', async () => {
    const host = hostOf()
    const begin = async (port: number, user?: string): Promise<void> => {
      const line = `setsid ${PlainHost.node} -e '${listen}' ${port} >/dev/null 2>&1 </dev/null &`
      await host.run(['sh', '-c', line], user === undefined ? {} : { user })
      const hex = port.toString(16).toUpperCase()
      const listens = async () =>
        (await host.run(['cat', '/proc/net/tcp'])).includes(`0100007F:${hex} 00000000:0000 0A`)
      while (!(await listens())) await new Promise((done) => setTimeout(done, 20))
    }
    await begin(7001)
    await begin(7002, 'ada')
    const told = await quiesce(host, ['stop', 'port:7001', '--no-input'])
    expect(told.result.outcome).toBe('stopped')
    const left = host.processes().filter(({ args }) => args.includes('createServer'))
    expect(left.map(({ args }) => args.split(' ').at(-1))).toEqual(['7002'])
  })
})
