/** What the service had that is there no more: the names that it had lead nowhere. */
import { lstat } from 'node:fs/promises'
import { flagOf } from '../parse/unit-values.ts'
import type { Observed } from '../decide/observed.ts'
import type { BeforeForce, GoneThing } from '../decide/leftovers/facts.ts'
import { errnoOf } from '../errno.ts'
import { findPrivateFolders, foldersOf, kindOfShared } from './candidates.ts'

interface Named extends GoneThing {
  readonly path: string
}

function ofMemory(before: BeforeForce | null): readonly Named[] {
  if (before === null) return []
  const as = (kind: Named['kind'], files: readonly { readonly path: string }[]): Named[] =>
    files.map(({ path }) => ({ kind, path, bySystemd: false }))
  return [
    ...as('unix-socket', before.sockets),
    ...as('fifo', before.fifos),
    ...before.sharedMemory.flatMap((file) => as(kindOfShared(file.path), [file])),
    ...as('temporary-file', before.temporary),
  ]
}

/** systemd removes the file of `PIDFile=` and what `RuntimeDirectory=` made when the unit is down. */
function ofUnit(observed: Observed, runtimeFolder: string | null): readonly Named[] {
  const { unit } = observed
  if (!unit) return []
  const folders = foldersOf(observed, runtimeFolder).filter((one) => one.remade && !one.preserved)
  const pidFiles = unit.pidFile === null ? [] : [unit.pidFile]
  return [
    ...pidFiles.map((path): Named => ({ kind: 'pid-file', path, bySystemd: true })),
    ...folders.map(({ path }): Named => ({ kind: 'runtime-folder', path, bySystemd: true })),
  ]
}

/** A name that cannot be looked at, or leads to something else by now, is no answer. */
async function isGone({ path }: Named): Promise<boolean> {
  try {
    await lstat(path)
    return false
  } catch (error) {
    const code = errnoOf(error)
    if (code === null) throw error
    return code === 'ENOENT' || code === 'ENOTDIR'
  }
}

async function findPrivate(observed: Observed): Promise<readonly GoneThing[]> {
  if (!flagOf(observed.unit?.raw.PrivateTmp, false)) return []
  const found = await findPrivateFolders(observed)
  return found.length > 0 ? [] : [{ kind: 'private-folder', bySystemd: true }]
}

/** Each that was looked for and is not there. */
export async function findGone(of: {
  readonly observed: Observed | null
  readonly before: BeforeForce | null
  readonly runtimeFolder: string | null
}): Promise<readonly GoneThing[]> {
  const { observed, before, runtimeFolder } = of
  const named = [...ofMemory(before), ...(observed === null ? [] : ofUnit(observed, runtimeFolder))]
  const once = [...new Map(named.map((one) => [one.path, one])).values()]
  const gone = await Promise.all(once.map(isGone))
  return [
    ...once.filter((_, index) => gone[index]).map(({ kind, bySystemd }) => ({ kind, bySystemd })),
    ...(observed === null ? [] : await findPrivate(observed)),
  ]
}
