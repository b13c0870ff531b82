/** An engine with folders of its own, in this very process, and the scenes that it looks at. */
import { existsSync, rmdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { createEngine } from '../../../electron/engine/engine.ts'
import { createInTurn } from '../../../electron/engine/in-turn.ts'
import { Home } from '../quiesce.ts'
import { buildScenes } from './scene.ts'
import type { Theatre } from './look.ts'

export interface OpenTheatre extends Theatre {
  close(): Promise<void>
}

export async function openTheatre(): Promise<OpenTheatre> {
  const home = new Home()
  const program = buildScenes(home.folder)
  const engine = await createEngine({ door: 'test', env: home.env })
  if (!engine.ok) throw new Error(engine.error.message)
  return {
    engine: engine.value,
    program,
    folder: home.folder,
    inTurn: createInTurn(),
    close: async () => {
      await engine.value.close()
      home.close()
      await removeCgroup(join('/sys/fs/cgroup/memory', basename(home.folder)))
    },
  }
}

/** A scene's own, once the last of its processes is reaped. */
async function removeCgroup(cgroup: string): Promise<void> {
  for (let tries = 100; existsSync(cgroup); tries -= 1) {
    try {
      rmdirSync(cgroup)
    } catch (error) {
      if (tries === 0) throw error
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
}

/** Plays so many at a time: each waits a second for its signal to be old enough. */
export function inPool<T, R>(
  size: number,
  items: readonly T[],
  play: (item: T) => Promise<R>,
): ReadonlyMap<T, Promise<R>> {
  const lanes = Array.from({ length: size }, () => Promise.resolve())
  return new Map(
    items.map((item, at) => {
      const lane = at % size
      const played = (lanes[lane] ?? Promise.resolve()).then(() => play(item))
      lanes[lane] = played.then(
        () => undefined,
        // Its own test tells.
        () => undefined,
      )
      return [item, played]
    }),
  )
}
