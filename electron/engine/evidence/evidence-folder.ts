/** The folder that evidence goes to: new, its owner's alone, and reached through no link. */
import { constants, type Stats } from 'node:fs'
import { mkdir, open, readlink, stat, type FileHandle } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import { evidenceFolderName } from '../decide/evidence/evidence-name.ts'
import { causeOf, errnoOf, errnoWords } from '../errno.ts'

const asFolder = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW
const mostAttempts = 20

/** A folder that is held open: whoever moves or replaces its name later moves nothing of ours. */
export interface EvidenceFolder {
  readonly path: string
  readonly handle: FileHandle
}

/** A name below a folder that is held open (proc(5), /proc/PID/fd). */
export const below = (handle: FileHandle, name: string): string =>
  join('/proc/self/fd', String(handle.fd), name)

const refuse = (path: string, message: string, cause?: string): QuiesceError => ({
  code: 'no-permission',
  message: `No evidence is saved in ${path}: ${message}.`,
  next: 'Name a folder of your own that others cannot write in, or none: Quiesce has one.',
  place: path,
  ...(cause === undefined ? {} : { cause }),
})

/** Whoever owns a folder may open it to others, and put another one in its place. */
function judgeOwner(path: string, place: string, { uid }: Stats): QuiesceError | null {
  if (uid === 0 || uid === process.getuid?.()) return null
  const whose = place === path ? 'it' : `${place} on the way`
  return refuse(path, `${whose} belongs to another user (uid ${uid}), who may replace it`)
}

function judge(path: string, status: Stats): QuiesceError | null {
  const isOpen = (status.mode & 0o022) !== 0
  const isSticky = (status.mode & 0o1000) !== 0
  const mode = (status.mode & 0o7777).toString(8)
  if (!isOpen || isSticky) return null
  return refuse(path, `others may write in it (mode ${mode}), and take away what is saved`)
}

/** Every folder above it, as it lies in truth. */
async function judgeWay(path: string, handle: FileHandle): Promise<QuiesceError | null> {
  const real = await readlink(join('/proc/self/fd', String(handle.fd)))
  for (let place = dirname(real); ; place = dirname(place)) {
    const refusal = judgeOwner(path, place, await stat(place))
    if (refusal !== null || place === '/') return refusal
  }
}

async function openParent(path: string): Promise<Result<FileHandle>> {
  try {
    const handle = await open(path, asFolder)
    const status = await handle.stat()
    const refusal =
      judge(path, status) ?? judgeOwner(path, path, status) ?? (await judgeWay(path, handle))
    if (refusal === null) return ok(handle)
    await handle.close()
    return fail(refusal)
  } catch (error) {
    // A link answers ENOTDIR to O_DIRECTORY with O_NOFOLLOW (open(2)).
    return fail(refuse(path, errnoWords(error), causeOf(error)))
  }
}

/** Makes a folder of a name that was never there: what is there already may be somebody's trap. */
async function makeBelow(
  parent: FileHandle,
  path: string,
  nameOf: (attempt: number) => string,
): Promise<Result<EvidenceFolder>> {
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const name = nameOf(attempt)
    try {
      await mkdir(below(parent, name), { mode: 0o700 })
      const handle = await open(below(parent, name), asFolder)
      // The umask may have taken rights from its owner; it never adds any.
      await handle.chmod(0o700)
      return ok({ path: join(path, name), handle })
    } catch (error) {
      if (errnoOf(error) !== 'EEXIST') {
        return fail(refuse(path, errnoWords(error), causeOf(error)))
      }
    }
  }
  return fail(refuse(path, 'every name for a new folder there is taken'))
}

export interface FolderWish {
  /** As a person named it; null for Quiesce's own. */
  readonly wanted: string | null
  /** Quiesce's own, made where it is not there. */
  readonly own: string
  readonly target: string
  /** Wall clock, milliseconds. */
  readonly at: number
}

/**
 * Makes the folder of one evidence. What a person names has to be there, and to be closed to others'
 * writing unless it is sticky as /tmp is; it and all above it belong to root or to this user.
 */
export async function makeEvidenceFolder(wish: FolderWish): Promise<Result<EvidenceFolder>> {
  const path = resolve(wish.wanted ?? wish.own)
  if (wish.wanted === null) {
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      await mkdir(path, { recursive: true, mode: 0o700 })
    } catch (error) {
      return fail(refuse(path, errnoWords(error), causeOf(error)))
    }
  }
  const parent = await openParent(path)
  if (!parent.ok) return parent
  try {
    return await makeBelow(parent.value, path, (attempt) =>
      evidenceFolderName(wish.target, wish.at, attempt),
    )
  } finally {
    await parent.value.close()
  }
}
