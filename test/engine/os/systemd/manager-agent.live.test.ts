/** A plain user in a terminal with an agent that asks for a password: what `interactive` is for. */
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { SystemdHost } from '../../../hosts/systemd-host.ts'
import { useHost } from '../../../hosts/use-host.ts'

const child = `${SystemdHost.checkout}/test/engine/children/call-manager.ts`
const password = 'for this test only'

const hostOf = useHost(async (host) => {
  await host.addUser('ada')
  // Debian's rule of polkit takes who is in this group for an administrator.
  await host.run(['usermod', '--append', '--groups', 'sudo', 'ada'])
  await host.run(['chpasswd'], { input: `ada:${password}\n` })
  await host.writeUnit('asked.service', '[Service]\nExecStart=sleep 9999\n')
  await host.systemctl('start', 'asked.service')
}, 'polkit')

/** The agent closes its descriptor once it is registered; then the shell becomes the child. */
const withAgent = `tty; cd && mkfifo agent-$$
  pkttyagent --process $$ --notify-fd 4 4>agent-$$ &
  cat agent-$$
  exec "$0" "$@"`

/** What a child prints last in ada's terminal, where somebody types `typed` at the question. */
async function askInTerminal(calls: readonly string[], typed: string): Promise<unknown> {
  const argv = [SystemdHost.node, child, 'system', ...calls].map((word) => `'${word}'`).join(' ')
  const command = `exec bash -c '${withAgent}' ${argv}`
  const terminal = hostOf().start(['script', '-qfec', command, '/dev/null'], { user: 'ada' })
  const { stdout, stdin } = terminal.child
  let printed = ''
  const asked = new Promise<void>((resolve) => {
    stdout?.setEncoding('utf8').on('data', (text: string) => {
      printed += text
      if (printed.includes('Password: ')) resolve()
    })
  })
  const ended = terminal.ended()
  await Promise.race([asked, ended])
  await echoIsOff(/^\/dev\/pts\/\d+/.exec(printed)?.[0] ?? '')
  stdin?.write(`${typed}\n`)
  await ended
  const lines = stripVTControlCharacters(printed).trim().split('\n')
  return JSON.parse(lines.at(-1) ?? '')
}

/** What is typed before the agent turns the echo off, it throws away: getpass(3) does, too. */
async function echoIsOff(tty: string): Promise<void> {
  while (!(await hostOf().run(['stty', '-F', tty, '-a'])).includes(' -echo ')) {
    // Each look takes a process and its time; nothing tells of the change.
  }
}

describe('an agent in the terminal', () => {
  it('asks for a password, and the right one is enough', async () => {
    const calls = ['stopUnit:asked.service', 'activeState:asked.service']
    const results = await askInTerminal(calls, password)
    expect(results).toEqual([{ ok: true, value: expect.any(String) as unknown }, 'inactive'])
  })

  it('asks, and a wrong one is no permission', async () => {
    await hostOf().systemctl('start', 'asked.service')
    const calls = ['stopUnit:asked.service', 'activeState:asked.service']
    const [stopped, state] = (await askInTerminal(calls, 'wrong')) as unknown[]
    expect(stopped).toMatchObject({ ok: false, error: { code: 'no-permission' } })
    expect(state).toBe('active')
  })
})
