/** Runs many shapes in one host, some at a time, so that their timeouts pass together. */
import { expect } from 'vitest'
import type { SystemdHost } from '../../hosts/systemd-host.ts'
import { play, type Seen } from './play.ts'
import type { Facts, Shape } from './shapes/shape.ts'

type Settled<T> = { readonly seen: Seen<T> } | { readonly error: unknown }

/** Begins at once; the answer waits for the one shape and gives what was seen of it. */
export async function runShapes<T>(
  host: SystemdHost,
  shapes: readonly Shape[],
  atATime: number,
  stop: (target: string, shape: Shape) => Promise<T>,
): Promise<(shape: Shape) => Promise<Seen<T>>> {
  for (const [name, to] of shapes.flatMap(({ links = {} }) => Object.entries(links))) {
    await host.run(['ln', '-s', to, `/run/systemd/system/${name}`])
  }
  await host.writeUnits(Object.assign({}, ...shapes.map(({ units }) => units)) as Shape['units'])
  const running = new Set<Promise<unknown>>()
  const settled = new Map<Shape, (value: Settled<T>) => void>()
  const results = new Map(
    shapes.map((shape) => [
      shape,
      new Promise<Settled<T>>((resolve) => settled.set(shape, resolve)),
    ]),
  )
  const work = async (): Promise<void> => {
    const inOrder = shapes.toSorted((a, b) => Number(a.alone ?? false) - Number(b.alone ?? false))
    for (const shape of inOrder) {
      while (running.size >= (shape.alone === true ? 1 : atATime)) await Promise.race(running)
      const one = play(host, shape, (target) => stop(target, shape))
        .then(
          (seen) => settled.get(shape)?.({ seen }),
          (error: unknown) => settled.get(shape)?.({ error }),
        )
        .finally(() => running.delete(one))
      running.add(one)
    }
  }
  void work()
  return async (shape) => {
    const result = await results.get(shape)
    if (result === undefined) throw new Error(`no such shape was run: ${shape.says}`)
    if ('error' in result) throw result.error
    return result.seen
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
