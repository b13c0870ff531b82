import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createClock } from '../../../electron/engine/os/clock.ts'
import { createCommandRunner } from '../../../electron/engine/os/command.ts'
import { askProbe } from '../../../electron/engine/watching/ask-probe.ts'
import type { Probe } from '../../../shared/configuration.ts'

const ports = { clock: createClock(), commands: createCommandRunner() }
const ask = (probe: Partial<Probe>): Promise<string | null> =>
  askProbe(ports, { every: 30, timeout: 5, failures: 3, ...probe })

/** A port that takes connections on this address until the test is over. */
async function listen(host: string): Promise<number> {
  const server = createServer((socket) => socket.destroy())
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  onTestFinished(() => {
    server.close()
  })
  return (server.address() as AddressInfo).port
}

describe('a port that is asked', () => {
  it('answers by taking a connection', async () => {
    expect(await ask({ port: await listen('127.0.0.1') })).toBeNull()
  })
  it('does not answer where nobody waits', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    await new Promise((resolve) => server.close(resolve))
    expect(await ask({ port })).toBe(`port ${port} takes no connection: nobody waits there`)
  })
})

describe('a command that is asked', () => {
  it.each([
    [['/bin/true'], null],
    [['/bin/sh', '-c', 'exit 3'], /^\/bin\/sh ended with status 3$/],
    [['/bin/sh', '-c', 'echo no quorum; exit 1'], /status 1 and said: no quorum$/],
    [['/bin/sh', '-c', 'kill -9 $$'], /was ended by SIGKILL$/],
    [['/no/such/program'], /could not be started$/],
  ])('%j answers %s', async (command, expected) => {
    const answer = await ask({ command })
    if (expected === null) expect(answer).toBeNull()
    else expect(answer).toMatch(expected)
  })
  it('that takes too long does not answer', async () => {
    const answer = await ask({ command: ['/bin/sleep', '2'], timeout: 0.1 })
    expect(answer).toMatch(/^\/bin\/sleep has not answered in 0\.1\u00a0s$/)
  })
})
