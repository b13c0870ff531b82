/** What was read before force, kept by run: another Quiesce, later, shall know it, too. */
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { BeforeForce, RememberedFile } from '../decide/leftovers/facts.ts'
import { errnoOf } from '../errno.ts'

const file = z.strictObject({
  path: z.string().startsWith('/').max(4096),
  inode: z.int().nonnegative().nullable(),
  device: z.int().nonnegative().nullable(),
})
const files = z.array(file).max(1000)

const schema = z.strictObject({
  at: z.number(),
  processes: z
    .array(
      z.strictObject({
        pid: z.int().positive(),
        uid: z.int().nonnegative().nullable(),
        cgroup: z.string().max(4096).nullable(),
      }),
    )
    .max(10_000),
  ports: z
    .array(
      z.strictObject({
        port: z.int().min(1).max(65_535),
        protocol: z.enum(['tcp', 'udp']),
        address: z.string().max(64).exactOptional(),
      }),
    )
    .max(1000),
  sockets: files,
  fifos: files,
  sharedMemory: files,
  segments: z.array(z.int().nonnegative()).max(1000),
  temporary: files,
  whole: z.boolean(),
})

/** Runs are remembered so many. */
const mostRuns = 100
const isRunId = (run: string): boolean => /^[0-9a-z-]{1,64}$/.test(run)

export interface RunMemory {
  /** Keeps it; a failure is told, and costs the proofs alone. */
  keep(run: string, before: BeforeForce): void
  /** Null where nothing was read before force, or it is forgotten. */
  find(run: string): Promise<BeforeForce | null>
}

/** In a folder of this user, a file for each run. `tell` hears why one could not be written. */
export function createRunMemory(folder: string, tell: (sentence: string) => void): RunMemory {
  const kept = new Map<string, BeforeForce>()
  const fileOf = (run: string): string => join(folder, `${run}.json`)
  const write = async (run: string, before: BeforeForce): Promise<void> => {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const fresh = `${fileOf(run)}.new`
    await writeFile(fresh, `${JSON.stringify(before)}\n`, { mode: 0o600 })
    await rename(fresh, fileOf(run))
    await forgetOldest(folder)
  }
  return {
    keep(run, fresh) {
      if (!isRunId(run)) return
      const before = mergeMemory(kept.get(run) ?? null, fresh)
      kept.set(run, before)
      void write(run, before).catch((error: unknown) => {
        tell(`What ${run} held before force is not on the disk: ${String(error)}.`)
      })
    },
    async find(run) {
      const here = kept.get(run)
      if (here !== undefined || !isRunId(run)) return here ?? null
      return readKept(fileOf(run))
    },
  }
}

const mostNames = 1000

/** The newer first; what only the older one has is still there, or was let go in good order. */
function union<T>(newer: readonly T[], older: readonly T[], key: (one: T) => unknown): T[] {
  const all = new Map(older.map((one) => [key(one), one]))
  for (const one of newer) all.set(key(one), one)
  return [...all.values()].slice(0, mostNames)
}

export const keyOfPort = ({ port, protocol, address }: BeforeForce['ports'][number]): string =>
  `${port}/${protocol}/${address ?? ''}`

/** Both together: a daemon may close some of its things before it hangs. */
export function mergeMemory(older: BeforeForce | null, newer: BeforeForce): BeforeForce {
  if (older === null) return newer
  const byPath = ({ path }: RememberedFile): string => path
  return {
    at: newer.at,
    processes: union(newer.processes, older.processes, ({ pid }) => pid),
    ports: union(newer.ports, older.ports, keyOfPort),
    sockets: union(newer.sockets, older.sockets, byPath),
    fifos: union(newer.fifos, older.fifos, byPath),
    sharedMemory: union(newer.sharedMemory, older.sharedMemory, byPath),
    segments: union(newer.segments, older.segments, (id) => id),
    temporary: union(newer.temporary, older.temporary, byPath),
    whole: newer.whole && older.whole,
  }
}

async function readKept(file: string): Promise<BeforeForce | null> {
  try {
    const parsed = schema.safeParse(JSON.parse(await readFile(file, 'utf8')))
    return parsed.success ? parsed.data : null
  } catch (error) {
    // A file that was cut off, or none: nothing is remembered.
    if (errnoOf(error) === null && !(error instanceof SyntaxError)) throw error
    return null
  }
}

/** Ids of runs begin with their time, so their order is that of their names. */
async function forgetOldest(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()
  const old = names.slice(0, Math.max(0, names.length - mostRuns))
  await Promise.all(old.map((name) => rm(join(folder, name), { force: true })))
}
