import { beforeEach, describe, expect, it } from 'vitest'
import { eventChannel, requestChannel } from '../../electron/desktop/channels.ts'
import { handleRequests, pushEvents, requestNames } from '../../electron/desktop/ipc.ts'
import type { SenderEvent } from '../../electron/desktop/sender.ts'
import type { PushedEvent } from '../../shared/contract.ts'
import { requestInputs } from '../../shared/request-inputs.ts'
import { fail, type QuiesceError, type Result } from '../../shared/errors.ts'
import { FakeClient } from './fake-client.ts'

type Handler = (event: SenderEvent, input: unknown) => Promise<Result<unknown>>

const event: SenderEvent = { sender: { id: 1 }, senderFrame: null }
let client = new FakeClient()
let handlers = new Map<string, Handler>()

beforeEach(() => {
  client = new FakeClient()
  handlers = new Map()
})

/** Registers the handlers; `ours` is what the sender check says. */
function register(ours: boolean): void {
  const registry = { handle: (channel: string, handler: Handler) => handlers.set(channel, handler) }
  handleRequests(registry, client, () => ours)
}

function send(channel: string, input: unknown): Promise<Result<unknown>> {
  const handler = handlers.get(channel)
  if (handler === undefined) throw new Error(`no handler for ${channel}`)
  return handler(event, input)
}

describe('requests over IPC', () => {
  it('have one handler each, for exactly the requests of the contract', () => {
    register(true)
    const channels = Object.keys(requestInputs).map((name) => `quiesce:request:${name}`)
    expect([...handlers.keys()].toSorted()).toEqual(channels.toSorted())
  })

  it('reach the engine with the parsed input, and its answer comes back as it is', async () => {
    register(true)
    const unknown: QuiesceError = {
      code: 'unknown-target',
      message: 'No such service.',
      next: 'List them.',
    }
    const answer = fail(unknown)
    client.answer = () => Promise.resolve(answer)
    const result = await send(requestChannel('plan.make'), { target: 'cron' })
    expect(client.asked).toEqual([{ name: 'plan.make', input: { target: 'cron' } }])
    expect(result).toEqual(answer)
  })

  it.each([...requestNames])('are refused for %s when the sender is not our page', async (name) => {
    register(false)
    const result = await send(requestChannel(name), {})
    expect(result).toMatchObject({ ok: false, error: { code: 'unauthorized' } })
    expect(client.asked).toEqual([])
  })

  it('check the sender before the input, so that a stranger learns nothing', async () => {
    register(false)
    const result = await send(requestChannel('run.stop'), 'garbage')
    expect(result).toMatchObject({ ok: false, error: { code: 'unauthorized' } })
  })

  it.each([
    ['no input', 'services.list', undefined, 'services.list'],
    ['a missing field', 'run.stop', { target: 'cron' }, 'run.stop.person'],
    ['a field too many', 'host.info', { x: 1 }, 'host.info'],
    [
      'a wrong field deep inside',
      'run.decide',
      { run: 'r1', turn: 1, decision: { kind: 'extend', ms: -1 } },
      'run.decide.decision.ms',
    ],
  ] as const)('are refused with the place for %s', async (_, name, input, place) => {
    register(true)
    const result = await send(requestChannel(name), input)
    expect(result).toMatchObject({ ok: false, error: { code: 'bad-input', place } })
    expect(client.asked).toEqual([])
  })

  it('answer a bug in the engine as an internal error, never as a rejection', async () => {
    register(true)
    client.answer = () => Promise.reject(new Error('boom'))
    const result = await send(requestChannel('host.info'), {})
    expect(result).toMatchObject({ ok: false, error: { code: 'internal' } })
  })
})

describe('events', () => {
  const pushed: PushedEvent = {
    name: 'services',
    payload: { changed: [], removed: ['cron'], at: 5 },
  }
  const sent: unknown[] = []
  const window = {
    destroyed: false,
    isDestroyed: () => window.destroyed,
    send: (channel: string, what: PushedEvent) => sent.push([channel, what]),
  }
  beforeEach(() => {
    sent.length = 0
    window.destroyed = false
  })

  it('go to our window until it is let go', () => {
    const stop = pushEvents(client, window)
    client.push(pushed)
    expect(sent).toEqual([[eventChannel, pushed]])
    stop()
    client.push(pushed)
    expect(sent).toHaveLength(1)
  })

  it('are dropped once the window is gone: sending to it would throw', () => {
    pushEvents(client, window)
    window.destroyed = true
    client.push(pushed)
    expect(sent).toEqual([])
  })
})
