/** Which files and folders may have been the service's: where it had them, and where such lie. */
import { readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { isKnown } from '../../../shared/unknown.ts'
import type { Observed } from '../decide/observed.ts'
import type {
  BeforeForce,
  FileKind,
  LivingUsers,
  RememberedFile,
} from '../decide/leftovers/facts.ts'
import { errnoOf } from '../errno.ts'
import { textOf, textsOf } from '../parse/unit-values.ts'

/** A path to look at. */
export interface Candidate {
  readonly path: string
  readonly why: string
  /** What it has to be; null: whatever of a socket or a fifo it is. */
  readonly kind: FileKind | null
  /** The name led to this inode; null where nobody asked. */
  readonly inode: number | null
  /** And to this device; null where nobody can tell. */
  readonly device: number | null
  /** It has to belong to one of these; null: to anybody. */
  readonly owners: ReadonlySet<number> | null
  readonly preserved: boolean
  /** Of a folder: systemd makes it again at the next start. */
  readonly remade: boolean
  /** It lies in a folder of the service alone. */
  readonly inOwnFolder: boolean
  /** Nothing but its user speaks for the service. */
  readonly onlyByUser: boolean
}

export interface CandidatesOf {
  readonly observed: Observed | null
  readonly before: BeforeForce | null
  readonly users: ReadonlySet<number>
  readonly livingUsers: LivingUsers
  /** Holds the runtime folders of a user's own units. */
  readonly runtimeFolder: string | null
}

const mostEntries = 300
const sharedFolder = '/dev/shm'

const candidate = (path: string, why: string, more: Partial<Candidate> = {}): Candidate => ({
  path,
  why,
  kind: null,
  inode: null,
  device: null,
  owners: null,
  preserved: false,
  remade: false,
  inOwnFolder: false,
  onlyByUser: false,
  ...more,
})

/** sem_overview(7): a named semaphore is a file of this name. */
export const kindOfShared = (path: string): FileKind =>
  basename(path).startsWith('sem.') ? 'posix-semaphore' : 'posix-memory'

const had = 'The service had it open when force was sent.'

function ofMemory({ before, users }: CandidatesOf): Candidate[] {
  if (before === null) return []
  // A file of somebody else that the service wrote into is that somebody's.
  const owners = new Set([0, ...users])
  const as = (files: readonly RememberedFile[], kind: (path: string) => FileKind): Candidate[] =>
    files.map(({ path, inode, device }) =>
      candidate(path, had, { kind: kind(path), inode, device }),
    )
  return [
    ...as(before.sockets, () => 'unix-socket'),
    ...as(before.fifos, () => 'fifo'),
    ...as(before.sharedMemory, kindOfShared),
    ...as(before.temporary, () => 'temporary-file').map((one) => ({ ...one, owners })),
  ]
}

export interface Folder {
  readonly path: string
  readonly why: string
  readonly preserved: boolean
  /** Many such are made at boot alone, by tmpfiles.d(5), and a daemon cannot start without. */
  readonly remade: boolean
}

/** Names under which a service would have a folder of its own. */
const namesOf = ({ target, title, profile, configuration }: Observed): ReadonlySet<string> =>
  new Set(
    [target, title, profile?.profile.id ?? '', basename(configuration?.exe ?? '')].map((name) =>
      name.replace(/^(?:init|user):/, '').replace(/\.service$/, ''),
    ),
  )

/** `RuntimeDirectory=` of systemd.exec(5), and the folder of a pid file that bears the service's name. */
export function foldersOf(observed: Observed, runtimeFolder: string | null): readonly Folder[] {
  const { unit, pidFile, init, configuration } = observed
  const top = unit?.manager === 'user' ? runtimeFolder : '/run'
  const preserved = textOf(unit?.raw.RuntimeDirectoryPreserve) === 'yes'
  const ofUnit = (top === null ? [] : textsOf(unit?.raw.RuntimeDirectory))
    .filter((name) => !name.startsWith('/') && !name.split('/').includes('..'))
    .map((name) => ({
      path: join(top ?? '/run', name),
      why: `It is a runtime folder of ${unit?.name ?? 'the unit'}.`,
      preserved,
      remade: true,
    }))
  const names = namesOf(observed)
  const pidFiles = [
    pidFile?.path,
    configuration?.pidfile,
    ...(init?.pidFiles ?? []).map((f) => f.path),
  ]
  const ofPidFile = pidFiles
    .filter((path) => path !== undefined)
    .map((path) => dirname(path).replace(/^\/var\/run\//, '/run/'))
    .filter((folder) => dirname(folder) === '/run' && names.has(basename(folder)))
    .map((path) => ({
      path,
      why: 'It bears the name of the service.',
      preserved: false,
      remade: false,
    }))
  return [...new Map([...ofUnit, ...ofPidFile].map((folder) => [folder.path, folder])).values()]
}

/** Names of a folder; [] where nobody may look or there is none. */
async function list(folder: string): Promise<readonly { name: string; isFolder: boolean }[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    return entries
      .slice(0, mostEntries)
      .map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }))
  } catch (error) {
    if (errnoOf(error) === null) throw error
    return []
  }
}

/** A folder, and what lies in it and one level below. */
async function inFolder({ path, why, ...folder }: Folder): Promise<Candidate[]> {
  const lies = `It lies in ${path}, a folder of the service.`
  const found: Candidate[] = []
  for (const entry of await list(path)) {
    const inner = join(path, entry.name)
    const below = entry.isFolder ? await list(inner) : []
    found.push(...below.map(({ name }) => candidate(join(inner, name), lies)))
    if (entry.isFolder) found.push(candidate(inner, lies, { kind: 'runtime-folder', ...folder }))
    else found.push(candidate(inner, lies))
  }
  // From the inside out: a folder can only go when it is empty.
  return [...found, candidate(path, why, { kind: 'runtime-folder', ...folder })]
}

/** `PrivateTmp=` of systemd.exec(5): systemd removes these itself, unless it was killed. */
export async function findPrivateFolders({ unit }: Observed): Promise<Candidate[]> {
  if (!unit) return []
  const found = await Promise.all(
    ['/tmp', '/var/tmp'].map(async (folder) =>
      (await list(folder))
        .filter(({ name, isFolder }) => isFolder && isPrivateOf(name, unit.name))
        .map(({ name }) => join(folder, name)),
    ),
  )
  const why = `It is a private temporary folder of ${unit.name}.`
  return found.flat().map((path) => candidate(path, why, { kind: 'runtime-folder', remade: true }))
}

const isPrivateOf = (name: string, unit: string): boolean =>
  name.startsWith('systemd-private-') && name.slice(49).startsWith(`${unit}-`)

function ofProfile({ profile }: Observed): Candidate[] {
  const { debian, rhel } = profile?.profile.files ?? {}
  const sockets = [...(debian?.socket ?? []), ...(rhel?.socket ?? [])]
  const why = `${profile?.profile.title ?? 'The daemon'} has its socket there.`
  return sockets.map((path) => candidate(path, why, { kind: 'unix-socket' }))
}

/** Shared memory of the service's own user, once nobody of that user lives. */
async function ofUsers(of: CandidatesOf): Promise<Candidate[]> {
  const dead = [...of.users].filter((uid) => uid !== 0 && !of.livingUsers.has(uid))
  if (dead.length === 0) return []
  const names = (await list(sharedFolder)).filter(({ isFolder }) => !isFolder)
  const owners = new Set(dead)
  return names.map(({ name }) => {
    const path = join(sharedFolder, name)
    const why = 'It belongs to the user of the service.'
    return candidate(path, why, { kind: kindOfShared(path), owners, onlyByUser: true })
  })
}

/** Each path once; what is remembered stands before what is guessed. */
export async function findCandidates(of: CandidatesOf): Promise<readonly Candidate[]> {
  const { observed, runtimeFolder } = of
  const folders = observed === null ? [] : foldersOf(observed, runtimeFolder)
  const all = [
    ...ofMemory(of),
    ...(await Promise.all(folders.map(inFolder))).flat(),
    ...(observed === null ? [] : [...(await findPrivateFolders(observed)), ...ofProfile(observed)]),
    ...(await ofUsers(of)),
  ]
  const first = new Map<string, Candidate>()
  const isOwn = (path: string): boolean =>
    folders.some((folder) => path.startsWith(`${folder.path}/`))
  for (const one of all) {
    if (!first.has(one.path)) first.set(one.path, { ...one, inOwnFolder: isOwn(one.path) })
  }
  return [...first.values()]
}

/** Its users: those of its processes, and the one that its unit names. */
export function usersOf(
  observed: Observed | null,
  uids: readonly (number | null)[],
  uidOf: (name: string) => number | null,
): ReadonlySet<number> {
  const named = textOf(observed?.unit?.raw.User)
  const uid = named === '' ? null : /^\d+$/.test(named) ? Number(named) : uidOf(named)
  const all = [...uids, uid].filter((one) => one !== null && isKnown(one))
  return new Set(all.filter((one) => one !== 0))
}
