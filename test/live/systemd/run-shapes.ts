/** Runs many shapes in one host, some at a time, so that their timeouts pass together. */
import { expect, type TestContext } from 'vitest'
import { SystemdHost } from '../../hosts/systemd-host.ts'
import { play, type Seen } from './play.ts'
import type { Facts, Shape } from './shapes/shape.ts'

type Settled<T> = { readonly seen: Seen<T> } | { readonly error: unknown }
type Stop<T> = (host: SystemdHost, target: string, shape: Shape) => Promise<T>
/** Waits for the one shape and gives what was seen of it; a test that is tried again sees it anew. */
export type SeenOf<T> = (shape: Shape, test: TestContext) => Promise<Seen<T>>

/** Begins at once. */
export async function runShapes<T>(
  host: SystemdHost,
  shapes: readonly Shape[],
  atATime: number,
  stop: Stop<T>,
): Promise<SeenOf<T>> {
  await stage(host, shapes)
  const running = new Set<Promise<unknown>>()
  const begun = new Map<Shape, (result: Promise<Settled<T>>) => void>()
  const results = new Map(
    shapes.map((shape) => [shape, new Promise<Settled<T>>((resolve) => begun.set(shape, resolve))]),
  )
  const work = async (): Promise<void> => {
    const inOrder = shapes.toSorted((a, b) => Number(a.alone ?? false) - Number(b.alone ?? false))
    for (const shape of inOrder) {
      while (running.size >= (shape.alone === true ? 1 : atATime)) await Promise.race(running)
      const one = settle(play(host, shape, (target) => stop(host, target, shape))).finally(() =>
        running.delete(one),
      )
      running.add(one)
      begun.get(shape)?.(one)
    }
  }
  void work()
  return async (shape, { task }) => {
    if ((task.result?.retryCount ?? 0) > 0) results.set(shape, settle(playAgain(shape, stop)))
    const result = await results.get(shape)
    if (result === undefined) throw new Error(`no such shape was run: ${shape.says}`)
    if ('error' in result) throw result.error
    return result.seen
  }
}

const settle = <T>(seen: Promise<Seen<T>>): Promise<Settled<T>> =>
  seen.then(
    (value) => ({ seen: value }),
    (error: unknown) => ({ error }),
  )

async function stage(host: SystemdHost, shapes: readonly Shape[]): Promise<void> {
  for (const [name, to] of shapes.flatMap(({ links = {} }) => Object.entries(links))) {
    await host.run(['ln', '-s', to, `/run/systemd/system/${name}`])
  }
  await host.writeUnits(Object.assign({}, ...shapes.map(({ units }) => units)) as Shape['units'])
}

/** In a host of its own: in the first one its unit has had its stop. */
async function playAgain<T>(shape: Shape, stop: Stop<T>): Promise<Seen<T>> {
  const host = await SystemdHost.boot()
  try {
    await stage(host, [shape])
    return await play(host, shape, (target) => stop(host, target, shape))
  } finally {
    await host.end()
  }
}

/** systemd's timers are never early; a busy machine makes everything late. */
const lateMs = 900
const about = (ms: number): unknown =>
  expect.toSatisfy((value: number) => value >= ms - 60 && value <= ms + lateMs, `about ${ms} ms`)

/** Compares what was seen with the facts of a shape. */
export function expectFacts(seen: Seen, facts: Facts): void {
  const last = seen.kills.at(-1)
  expect({
    end: seen.end,
    result: seen.result,
    forcedMs: last?.atMs ?? null,
    forcedWith: last?.signal ?? null,
    left: seen.left,
    heard: facts.heard === undefined ? undefined : seen.heard,
    tookMs: seen.tookMs,
  }).toEqual({
    end: facts.end,
    result: facts.result,
    forcedMs: facts.forcedMs === null ? null : about(facts.forcedMs),
    forcedWith: facts.forcedMs === null ? null : (facts.forcedWith ?? 'SIGKILL'),
    left: facts.left ?? [],
    heard: facts.heard === undefined ? undefined : [...facts.heard].sort(),
    tookMs: about(facts.tookMs ?? facts.forcedMs ?? 0),
  })
}
