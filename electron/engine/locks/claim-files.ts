/**
 * Claims as files. A file's name holds its owner's identity, so that a claim is proven stale without
 * trusting its content, and no two processes ever write one name.
 *
 * The file is made once, rewritten in place and removed at the end, never renamed over: on tmpfs a
 * reader of the folder can miss a name that is being replaced, and a claim that is missed is a
 * service stopped twice. A checksum tells a reader that it read in the middle of a write.
 */
import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { open, readdir, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { ProcessIdentity } from '../../../shared/process.ts'
import { errnoOf } from '../errno.ts'

const identity = z.object({ boot: z.string(), pid: z.int(), startTicks: z.number() })

const claimSchema = z.object({
  v: z.literal(1),
  /** `trying` until the other claims have been read; only a held one makes others give up. */
  state: z.enum(['trying', 'held']),
  run: z.string(),
  target: z.string(),
  title: z.string(),
  owner: z.object({ identity, user: z.string(), door: z.string() }),
  members: z.array(identity),
  /** Wall clock of the claim, milliseconds. */
  at: z.number(),
})
export type ClaimRecord = z.infer<typeof claimSchema>

/** A claim's file as found: whose it is by its name, and what it says if it could be read. */
export interface FoundClaim {
  readonly file: string
  readonly run: string
  readonly owner: ProcessIdentity
  /** null: it is being written at this moment, or by a Quiesce of another version. */
  readonly record: ClaimRecord | null
}

const namePattern = /^([0-9a-z-]{1,64})\.([0-9A-Za-z-]{1,64})\.(\d{1,10})\.(\d{1,15})\.json$/

/** `RUN.BOOT.PID.STARTTICKS.json` */
export const claimFileName = (run: string, owner: ProcessIdentity): string =>
  `${run}.${owner.boot}.${owner.pid}.${owner.startTicks}.json`

/** False for a name that other Quiesces would not take for a claim: it would lock nothing. */
export const isClaimFileName = (name: string): boolean => namePattern.test(name)

const checksum = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Makes or rewrites a claim's file, for its owner alone or with another mode. Throws the system's error. */
export async function writeClaim(
  folder: string,
  file: string,
  record: ClaimRecord,
  mode = 0o600,
): Promise<void> {
  const text = JSON.stringify(record)
  const bytes = Buffer.from(`${text}\n${checksum(text)}\n`)
  const { O_CREAT, O_RDWR, O_NOFOLLOW } = constants
  const handle = await open(join(folder, file), O_CREAT | O_RDWR | O_NOFOLLOW, mode)
  try {
    // Whatever the umask.
    if (mode !== 0o600) await handle.chmod(mode)
    let written = 0
    while (written < bytes.length) {
      const left = bytes.length - written
      written += (await handle.write(bytes, written, left, written)).bytesWritten
    }
    await handle.truncate(bytes.length)
  } finally {
    await handle.close()
  }
}

/** Removes a claim's file; one that is gone already is as good. Throws the system's error. */
export async function removeClaim(folder: string, file: string): Promise<void> {
  try {
    await unlink(join(folder, file))
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error
  }
}

function parseClaim(text: string): ClaimRecord | null {
  const [json = '', sum] = text.split('\n')
  if (json === '' || sum !== checksum(json)) return null
  const parsed = claimSchema.safeParse(JSON.parse(json))
  return parsed.success ? parsed.data : null
}

async function readClaimText(path: string): Promise<string | null> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
  try {
    const handle = await open(path, flags)
    try {
      return await handle.readFile('utf8')
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null
    throw error
  }
}

/**
 * Claims in a folder of somebody else's whose owner is alive; nothing is removed there. Where it is
 * not there, or not ours to read, there are none. Throws the system's other errors.
 */
export async function readOthersClaims(
  folder: string,
  isAlive: (owner: ProcessIdentity) => boolean,
): Promise<FoundClaim[]> {
  const found: FoundClaim[] = []
  try {
    for (const file of (await readdir(folder)).sort()) {
      const named = ownerInName(file)
      if (named === null || !isAlive(named.owner)) continue
      const text = await readIfAllowed(join(folder, file))
      if (text !== null) found.push({ file, ...named, record: parseClaim(text) })
    }
  } catch (error) {
    if (!isClosedToUs(error)) throw error
  }
  return found
}

const isClosedToUs = (error: unknown): boolean =>
  ['ENOENT', 'EACCES', 'EPERM'].includes(errnoOf(error) ?? '')

async function readIfAllowed(path: string): Promise<string | null> {
  try {
    return await readClaimText(path)
  } catch (error) {
    if (!isClosedToUs(error)) throw error
    return null
  }
}

function ownerInName(file: string): { run: string; owner: ProcessIdentity } | null {
  const [, run, boot, pid, startTicks] = namePattern.exec(file) ?? []
  if (run === undefined || boot === undefined) return null
  return { run, owner: { boot, pid: Number(pid), startTicks: Number(startTicks) } }
}

/**
 * All claims in the folder whose owner is alive. Those of dead owners are removed: their name alone
 * proves it, and no living process ever writes that name. Throws the system's error.
 */
export async function readClaims(
  folder: string,
  isAlive: (owner: ProcessIdentity) => boolean,
): Promise<FoundClaim[]> {
  const found: FoundClaim[] = []
  for (const file of (await readdir(folder)).sort()) {
    const named = ownerInName(file)
    if (named === null) continue
    if (!isAlive(named.owner)) {
      await removeClaim(folder, file)
      continue
    }
    const text = await readClaimText(join(folder, file))
    if (text !== null) found.push({ file, ...named, record: parseClaim(text) })
  }
  return found
}
