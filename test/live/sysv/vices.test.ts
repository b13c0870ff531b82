/**
 * Init scripts with every vice, on a host without systemd: what each does by itself, and what Quiesce
 * says and does then. Who lives is read from /proc by the tests' own reader.
 */
import { beforeAll, describe, expect, it, type TestContext } from 'vitest'
import type { PlainHost, ScriptRan } from '../../hosts/plain-host.ts'
import { usePlainHost } from '../../hosts/use-plain-host.ts'
import { canRun } from '../../../build/can-run.mjs'
import { cli, quiesce, type Told } from '../systemd/inside.ts'
import { alive, clear, installProgram } from './vice-scripts.ts'
import { installVice, vices, type Vice } from './vices.ts'

const hostOf = usePlainHost(
  async (host) => {
    await host.addUser('ada')
    for (const vice of vices) {
      await installProgram(host, vice.name)
      await vice.prepare?.(host)
      await installVice(host, vice)
    }
  },
  ['plainHost', 'native'],
)

interface Played {
  readonly raw: { readonly ran: ScriptRan | null; readonly left: number }
  readonly status: Told
  readonly plan: Told
  readonly stop: Told
  readonly left: readonly number[]
  readonly before: readonly number[]
  readonly start: Told
  readonly up: number
}

/** Starts its daemon as somebody who knows what it needs. */
async function begin(host: PlainHost, { name, daemons = 1 }: Vice): Promise<void> {
  const script = `sh /etc/init.d/${name} start >/dev/null 2>&1 </dev/null`
  await host.exec(['sh', '-c', script], { env: { VENDOR_HOME: '/opt/vendor' } })
  await until(() => alive(host, name).length >= daemons)
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20))
}

/** The script's own `stop`; null where it does not come to an end. */
async function stopBySelf(host: PlainHost, { name, raw }: Vice): Promise<ScriptRan | null> {
  const ran = host.script(name, 'stop')
  if (raw.stop !== null) return ran
  await host.waitForProcess(({ args }) => args.endsWith(`/etc/init.d/${name} stop`))
  return null
}

async function play(host: PlainHost, vice: Vice): Promise<Played> {
  const ask = (action: string, ...more: string[]) =>
    quiesce(host, [action, `init:${vice.name}`, ...more])
  // What an earlier play left, that did not come to its end.
  await clear(host, vice.name)
  await begin(host, vice)
  const ran = await stopBySelf(host, vice)
  const raw = { ran, left: alive(host, vice.name).length }
  await clear(host, vice.name)
  await begin(host, vice)
  const before = alive(host, vice.name)
  const status = await ask('status')
  const plan = await ask('plan')
  const stop = await ask('stop', '--schedule', 'stop/5/ask', '--no-input')
  const left = alive(host, vice.name)
  await clear(host, vice.name)
  const start = await ask('start')
  const up = alive(host, vice.name).length
  await clear(host, vice.name)
  return { raw, before, status, plan, stop, left, start, up }
}

const played = new Map<string, Promise<Played>>()
const atOnce = 4

// They play at the same time, since most of it is waiting.
beforeAll(() => {
  if (!canRun.plainHost.here || !canRun.native.here) return
  let free = Promise.resolve<unknown>(null)
  const lanes = Array.from({ length: atOnce }, () => free)
  for (const [at, vice] of vices.entries()) {
    const lane = at % atOnce
    const playing = (lanes[lane] ?? free).then(() => play(hostOf(), vice))
    played.set(vice.name, playing)
    lanes[lane] = free = playing.catch(() => null) // Its own tests tell.
  }
})

const pids = (told: Told, key: string): readonly number[] =>
  (told.result[key] as readonly { pid: number }[]).map(({ pid }) => pid).sort((a, b) => a - b)

/** Until the first of them has played. */
const timeout = 240_000

describe.each(vices)('a script that $name', { timeout }, (vice) => {
  const playOf = async ({ task }: TestContext): Promise<Played> => {
    // A test that is tried again looks at another play.
    if (played.has(vice.name) && (task.result?.retryCount ?? 0) > 0) {
      played.set(vice.name, play(hostOf(), vice))
    }
    const one = await played.get(vice.name)
    if (one === undefined) throw new Error(`${vice.name} was not played`)
    return one
  }

  it('does this by itself', async (test) => {
    const { raw } = await playOf(test)
    expect({ stop: raw.ran?.status ?? null, left: raw.left }).toEqual(vice.raw)
  })

  it('is told to run, with the processes that /proc has, where it is believed', async (test) => {
    const { status, before } = await playOf(test)
    const [number, words] = vice.unbelieved ? [4, 'unknown'] : [0, 'running']
    expect(status.status).toBe(number)
    expect(status.result.service).toMatchObject({ backend: 'sysv', state: words })
    expect(status.result.init).toMatchObject({
      status: { number, words },
      says: { kind: vice.asked },
    })
    expect(pids(status, 'members')).toEqual(vice.unbelieved ? [] : before)
  })

  it('is planned, or refused, with what is known of it', async (test) => {
    const { plan } = await playOf(test)
    expect(plan.status).toBe(vice.stops.outcome === 'refused' ? 14 : 0)
    expect(JSON.stringify(plan.result)).toContain(`runs /etc/init.d/${vice.name} stop`)
    if (vice.plan) expect(JSON.stringify(plan.result)).toMatch(vice.plan)
  })

  it('is stopped, or not, and the members decide which', async (test) => {
    const { stop, left } = await playOf(test)
    const { outcome } = stop.result
    expect({ outcome, status: stop.status, left: left.length }).toEqual(vice.stops)
    expect(outcome === 'refused' ? left : pids(stop, 'survivors')).toEqual(left)
    if (vice.notice) expect(JSON.stringify(stop.result.notices)).toMatch(vice.notice)
  })

  it('is started, or not, and the processes decide which', async (test) => {
    const { start, up } = await playOf(test)
    expect({ status: start.status, up: up > 0 }).toEqual({
      status: vice.starts,
      up: vice.starts === 0,
    })
  })
})

describe('what a script prints', () => {
  it('never reaches a terminal as it is, nor without measure', async () => {
    const host = hostOf()
    const garbage = vices.filter(({ name }) => name === 'prints-garbage')
    for (const vice of garbage) await begin(host, vice)
    const told = await host.exec([...cli, 'status', 'init:prints-garbage'])
    expect(told.stdout.length).toBeLessThan(100_000)
    // eslint-disable-next-line no-control-regex -- It is what is looked for.
    expect(told.stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/)
    await clear(host, 'prints-garbage')
  })
})
