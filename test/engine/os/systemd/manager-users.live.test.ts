/** A plain user before the system's manager, and with one of their own. */
import { describe, expect, it } from 'vitest'
import { SystemdHost } from '../../../hosts/systemd-host.ts'
import { useHost } from '../../../hosts/use-host.ts'
import { answerByPolkit, startUserManager } from '../../../hosts/users.ts'

const sleeper = '[Service]\nExecStart=sleep 9999\n'
const child = `${SystemdHost.checkout}/test/engine/children/call-manager.ts`

const hostOf = useHost(async (host) => {
  await host.addUser('ada')
  await host.addUser('bob')
  await host.writeUnits({
    'granted.service': sleeper,
    'denied.service': sleeper,
    'asked.service': sleeper,
  })
  await host.systemctl('start', 'granted.service', 'denied.service', 'asked.service')
}, 'polkit')

/** What a child that runs as `user` prints. */
async function ask(
  user: string,
  calls: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  const printed = await hostOf().run([SystemdHost.node, child, ...calls], { user, env })
  return JSON.parse(printed.trim())
}

const refused = (code: string): unknown => ({
  ok: false,
  error: expect.objectContaining({ code }) as unknown,
})

describe('a plain user', () => {
  it('sees every unit of the system', async () => {
    const seen = await ask('ada', [
      'system',
      'listed:granted.service',
      'activeState:denied.service',
    ])
    expect(seen).toEqual([true, 'active'])
  })

  it('may act on what polkit grants, and on nothing else', async () => {
    const rules = { 'granted.service': 'yes', 'denied.service': 'no', '*': 'ask' } as const
    await answerByPolkit(hostOf(), 'ada', rules)
    const calls = ['stopUnit:granted.service', 'stopUnit:denied.service', 'stopUnit:asked.service']
    const [granted, denied, asked] = (await ask('ada', ['system', ...calls])) as unknown[]
    expect(granted).toEqual({ ok: true, value: expect.any(String) as unknown })
    expect(denied).toEqual(refused('no-permission'))
    expect(asked).toEqual(refused('no-permission'))
    expect(JSON.stringify(asked)).toContain('pkttyagent')
    const states = ['activeState:granted.service', 'activeState:denied.service']
    expect(await ask('ada', ['system', ...states])).toEqual(['inactive', 'active'])
  })

  it.each(['startUnit', 'killUnit', 'freezeUnit', 'resetFailed', 'reload'])(
    'without a grant may not %s',
    async (call) => {
      const [result] = (await ask('bob', ['system', `${call}:denied.service`])) as unknown[]
      expect(result).toEqual(refused('no-permission'))
    },
  )
})

describe('a manager of one’s own', () => {
  it('is steered without asking anybody', async () => {
    const env = await startUserManager(hostOf(), 'ada')
    const copy = 'cd "$XDG_RUNTIME_DIR/systemd" && mkdir -p user && cp "$0" user/own.service'
    const copied = '/run/systemd/system/granted.service'
    await hostOf().run(['sh', '-c', copy, copied], { user: 'ada', env })
    const calls = ['reload', 'startUnit:own.service', 'activeState:own.service']
    const ends = ['stopUnit:own.service', 'activeState:own.service']
    const results = (await ask('ada', ['user', ...calls, ...ends], env)) as unknown[]
    const accepted = { ok: true, value: expect.any(String) as unknown }
    expect(results).toEqual([{ ok: true, value: null }, accepted, 'active', accepted, 'inactive'])
  })

  it('is absent for who has none, and another’s is not taken for it', async () => {
    const env = await startUserManager(hostOf(), 'ada')
    expect(await ask('bob', ['user', 'reload'])).toBeNull()
    expect(await ask('bob', ['user', 'reload'], env)).toBeNull()
  })
})
