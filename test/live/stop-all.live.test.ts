/** Ten configured daemons that need each other, stopped in order through the built command line. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { canRun } from '../../build/can-run.mjs'
import { orderLine, orderPlanResult, orderResult } from '../../shared/json-order.ts'
import { createEngine, type Engine } from '../../electron/engine/engine.ts'
import type { Order } from '../../shared/order.ts'
import { isHere } from './proc.ts'
import { Home, type Daemon } from './quiesce.ts'

/** Who needs whom: web before app before db; jobs need the queue; nobody needs the others. */
const needs: Readonly<Record<string, readonly string[]>> = {
  web1: ['app'],
  web2: ['app'],
  app: ['db', 'cache'],
  db: ['disk'],
  cache: [],
  disk: [],
  jobs: ['queue'],
  queue: [],
  mail: [],
  clock: [],
}

let home: Home
let daemons: Map<string, Daemon>
let engine: Engine | null

beforeEach(() => {
  home = new Home()
  daemons = new Map()
  engine = null
})
afterEach(async () => {
  await engine?.close()
  home.close()
})

/** Starts the ten; `hung` ones ignore SIGTERM. */
async function startTen(...hung: string[]): Promise<void> {
  const lines = ['services:']
  for (const [name, others] of Object.entries(needs)) {
    const daemon = await home.practice(hung.includes(name) ? 'ignores-term' : 'obeys')
    daemons.set(name, daemon)
    const pidFile = join(daemon.folder, 'pid')
    writeFileSync(pidFile, `${daemon.pid}\n`, { mode: 0o600 })
    lines.push(`  ${name}:`, `    pidfile: ${pidFile}`, '    schedule: stop/2/ask/KILL/5')
    if (others.length > 0) lines.push(`    needs: [${others.join(', ')}]`)
  }
  lines.push('groups:', `  all-ten: [${Object.keys(needs).join(', ')}]`, '  two: [mail, clock]')
  const path = join(home.folder, 'config', 'quiesce', 'services.yaml')
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  writeFileSync(path, `${lines.join('\n')}\n`, { mode: 0o600 })
}

const alive = (): string[] =>
  [...daemons].filter(([, { pid }]) => isHere(pid)).map(([name]) => name)

const stopAll = (...args: string[]) => home.quiesce(['stop-all', ...args, '--json'])

/** Waits until the order is as it should be. */
function untilOrder(of: Engine, isSo: (order: Order) => boolean): Promise<Order> {
  return new Promise((resolve) => {
    const stop = of.subscribe((event) => {
      if (event.name !== 'order' || !isSo(event.payload)) return
      stop()
      resolve(event.payload)
    })
  })
}

describe.skipIf(!canRun.native.here)('ten services', () => {
  it('are planned in waves, and nothing is sent', async () => {
    await startTen()
    const { status, result } = await stopAll('--group', 'all-ten', '--plan')
    expect(status).toBe(0)
    const plan = orderPlanResult.parse(result)
    const waves = Object.fromEntries(plan.services.map(({ target, wave }) => [target, wave]))
    expect(waves).toEqual({
      ...{ web1: 0, web2: 0, app: 1, db: 2, cache: 2, disk: 3 },
      ...{ jobs: 0, queue: 1, mail: 0, clock: 0 },
    })
    expect(alive()).toHaveLength(10)
  })

  it('stop in their order, each after all that need it', async () => {
    await startTen()
    const { status, lines } = await stopAll('--group', 'all-ten', '--yes')
    expect(status).toBe(0)
    for (const line of lines.slice(0, -1)) orderLine.parse(line)
    expect(orderResult.parse(lines.at(-1))).toMatchObject({ how: 'done', exitStatus: 0 })
    const at = (target: string, state: string): number =>
      lines.findIndex((line) => line.target === target && line.state === state)
    for (const [name, others] of Object.entries(needs)) {
      for (const other of others) expect(at(name, 'ended')).toBeLessThan(at(other, 'stopping'))
    }
    expect(alive()).toEqual([])
  })

  it('without a person: one that hangs holds up only what it needs', async () => {
    await startTen('app')
    const { status, lines } = await stopAll('--group', 'all-ten', '--yes', '--no-input')
    expect(status).toBe(11)
    const { services, how } = orderResult.parse(lines.at(-1))
    const stands = Object.fromEntries(services.map((s) => [s.target, s.outcome ?? s.state]))
    expect(how).toBe('left')
    expect(stands).toEqual({
      ...{ web1: 'stopped', web2: 'stopped', app: 'hung', db: 'left', cache: 'left', disk: 'left' },
      ...{ jobs: 'stopped', queue: 'stopped', mail: 'stopped', clock: 'stopped' },
    })
    expect(alive().sort()).toEqual(['app', 'cache', 'db', 'disk'])
  })

  it('of a group alone leave the others running', async () => {
    await startTen()
    const { status } = await stopAll('--group', 'two', '--yes')
    expect(status).toBe(0)
    expect(alive()).toHaveLength(8)
  })

  it('are not stopped without a word', async () => {
    await startTen()
    expect((await stopAll('--group', 'two')).status).toBe(64)
    expect((await stopAll('--group', 'too', '--yes')).result).toMatchObject({
      error: { code: 'unknown-target', candidates: ['two'] },
    })
    expect(alive()).toHaveLength(10)
  })

  it('with a person: asked about the one that hangs, then left half way', async () => {
    await startTen('app')
    const opened = await createEngine({ door: 'test', env: home.env })
    if (!opened.ok) throw new Error(opened.error.message)
    engine = opened.value
    const asks = untilOrder(engine, ({ phase }) => phase.kind === 'asking')
    const of = { kind: 'group', name: 'all-ten' } as const
    const begun = await engine.request('order.begin', { of, person: true })
    expect(begun.ok).toBe(true)
    const asking = await asks
    expect(asking.phase).toMatchObject({
      ...{ kind: 'asking', remaining: ['app'], blocked: ['cache', 'db', 'disk'] },
      next: 'terminate',
    })
    expect(alive().sort()).toEqual(['app', 'cache', 'db', 'disk'])
    const over = untilOrder(engine, ({ phase }) => phase.kind === 'ended')
    const left = await engine.request('order.decide', {
      ...{ order: asking.id, turn: asking.turn, decision: { kind: 'leave' } },
    })
    expect(left.ok).toBe(true)
    expect((await over).phase).toMatchObject({ how: 'left' })
    expect(alive().sort()).toEqual(['app', 'cache', 'db', 'disk'])
  })

  it('with a person: forced where SIGTERM does not help, and then all go', async () => {
    await startTen('app')
    const opened = await createEngine({ door: 'test', env: home.env })
    if (!opened.ok) throw new Error(opened.error.message)
    const live = opened.value
    engine = live
    const decide = async (order: Order, kind: 'terminate' | 'force'): Promise<void> => {
      const input = { order: order.id, turn: order.turn, decision: { kind } }
      const decided = await live.request('order.decide', input)
      if (!decided.ok) throw new Error(decided.error.message)
    }
    const nextIs = (next: 'terminate' | 'force') =>
      untilOrder(live, ({ phase }) => phase.kind === 'asking' && phase.next === next)
    const asks = nextIs('terminate')
    await live.request('order.begin', { of: { kind: 'group', name: 'all-ten' }, person: true })
    const asksAgain = nextIs('force')
    await decide(await asks, 'terminate')
    const over = untilOrder(live, ({ phase }) => phase.kind === 'ended')
    await decide(await asksAgain, 'force')
    expect((await over).phase).toMatchObject({ how: 'done' })
    expect(alive()).toEqual([])
  })

  it('are cut off with Quiesce: the order is over, and the next Quiesce says so', async () => {
    await startTen('web1')
    const child = home.spawn(['stop-all', '--group', 'all-ten', '--yes', '--json'])
    await new Promise<void>((resolve) => {
      child.stdout?.on('data', (data) => {
        if (String(data).includes('"state":"stopping"')) resolve()
      })
    })
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await gone
    const opened = await createEngine({ door: 'test', env: home.env })
    if (!opened.ok) throw new Error(opened.error.message)
    engine = opened.value
    expect(await engine.request('order.list', {})).toEqual({ ok: true, value: [] })
    const journal = await engine.request('journal.read', {})
    const orders = journal.ok ? journal.value.flatMap((e) => (e.kind === 'order' ? [e] : [])) : []
    expect(orders.at(-1)).toMatchObject({ what: 'ended', how: 'interrupted' })
    expect(isHere(daemons.get('web1')?.pid ?? 0)).toBe(true)
  })
})
