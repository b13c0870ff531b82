/** Ten thousand messages that no window of ours would send: each is refused, none is carried out. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { requestChannel } from '../../electron/desktop/channels.ts'
import { handleRequests } from '../../electron/desktop/ipc.ts'
import { isOurSender, type SenderEvent } from '../../electron/desktop/sender.ts'
import type { RequestName } from '../../shared/contract.ts'
import type { Result } from '../../shared/errors.ts'
import { FakeClient } from '../desktop/fake-client.ts'
import { createWire } from './chromium/wire.ts'
import { hostile, noRequests, ours, rightInputs, type Hostile } from './hostile.ts'
import { ask, intents, useDesktop } from './use-desktop.ts'

type Handler = (event: SenderEvent, input: unknown) => Promise<Result<unknown>>

const engine = new FakeClient()
const handlers = new Map<string, Handler>()
handleRequests({ handle: (channel, handler) => handlers.set(channel, handler) }, engine, (event) =>
  isOurSender(event, 1),
)
const send = ({ name, from, input }: Hostile): Promise<Result<unknown>> =>
  handlers.get(requestChannel(name))?.(from, input) ?? Promise.reject(new Error(`no ${name}`))
const codeOf = (answer: unknown): unknown =>
  (answer as { error?: { code?: unknown } } | null)?.error?.code

describe('the handlers of all requests', () => {
  it('let each right input of our own page through', async () => {
    for (const name of Object.keys(rightInputs) as RequestName[]) {
      const input = structuredClone(rightInputs[name])
      expect([name, await send({ name, input, from: ours, code: 'bad-input', how: '' })]).toEqual([
        name,
        { ok: true, value: [] },
      ])
    }
    expect(engine.asked.map(({ name }) => name)).toEqual(Object.keys(rightInputs))
  })

  it('refuse 10,000 hostile messages with a code, and none reaches the engine', async () => {
    engine.asked.length = 0
    const refused = fc.asyncProperty(hostile, async (message) => {
      const answer = await send(message)
      expect([message.how, codeOf(answer)]).toEqual([message.how, message.code])
      expect(engine.asked).toEqual([])
    })
    await fc.assert(refused, { numRuns: 10_000 })
    expect(({} as Record<string, unknown>)['target']).toBeUndefined()
  })
})

describe('the built desktop', () => {
  const desktops = useDesktop()

  it('refuses them on its own channels and from the page, and does nothing', async () => {
    const desktop = await desktops.startStandIn()
    const page = await desktop.page()
    for (const { name, from, input, code, how } of fc.sample(hostile, 500)) {
      const frame = from.senderFrame as { url: string; parent: { url: string } | null } | null
      const channel = requestChannel(name)
      const answer = await desktop.main.ask('invoke', from.sender.id, frame, channel, [input])
      expect([how, codeOf(answer)]).toEqual([how, code])
    }
    for (const channel of ['quiesce:event', 'quiesce:request:', '__proto__', 'ELECTRON_BROWSER']) {
      const asked = desktop.main.ask('invoke', 1, null, channel, [{}])
      await expect(asked).rejects.toThrow(/No handler registered/)
    }

    const own = fc.sample(hostile, 500).filter(({ from }) => from === ours)
    const messages = [
      ...own.map(({ name, input }) => [name, input]),
      ...noRequests.map((name) => [name, {}]),
    ]
    const wire = createWire()
    const make = `(${createWire.toString()})()`
    const answers = wire.decode(
      await page.evaluate<string>(`(async () => {
        const wire = ${make}
        const ask = ([name, input]) => window.quiesce.request(name, input)
        return wire.encode(await Promise.all(wire.decode(${JSON.stringify(wire.encode(messages))}).map(ask)))
      })()`),
    )
    expect((answers as unknown[]).map(codeOf)).toEqual(messages.map(() => 'bad-input'))

    expect(await ask(page, 'run.list', {})).toEqual([])
    expect(await ask(page, 'order.list', {})).toEqual([])
    expect(intents(desktop.home)).toBe(0)
    expect(desktop.windowsOf.complaints).toEqual([])
  })
})
