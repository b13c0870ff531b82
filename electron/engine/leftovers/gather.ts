/** Gathers what is to be known of the things that a service may have left. Disturbs nobody. */
import { readFileSync } from 'node:fs'
import { lstat } from 'node:fs/promises'
import type { Run } from '../../../shared/run.ts'
import { isKnown } from '../../../shared/unknown.ts'
import { errnoOf } from '../errno.ts'
import type {
  BeforeForce,
  Holder,
  LeftoverFacts,
  LivingUsers,
  Memory,
  MountFacts,
} from '../decide/leftovers/facts.ts'
import { foldersOf as foldersOfService, findCandidates, usersOf } from './candidates.ts'
import type { Look, Observed } from '../decide/observed.ts'
import type { Table } from '../decide/table.ts'
import type { ProcReader } from '../os/proc-reader.ts'
import { parseMounts } from '../parse/mounts.ts'
import { parsePasswd } from '../parse/passwd.ts'
import { parseMessageQueues, parseSemaphoreSets, parseSharedMemory } from '../parse/sysv-ipc.ts'
import { findCgroups } from './cgroups.ts'
import { findFiles, readFile } from './file-facts.ts'
import { findGone } from './gone.ts'
import { scanHolders, type FileId } from './scan-holders.ts'
import { findBoundPorts, findBoundSockets, findEndingSockets } from './sockets.ts'

export interface GatherPorts {
  readonly reader: ProcReader
  readTable(): Table
  readonly runtimeFolder: string | null
}

/** What it is about. */
export interface GatherOf {
  readonly look: Look | null
  readonly run: Run | null
  readonly before: BeforeForce | null
  /** Only this path is looked at, and nothing of the network; absent: everything. */
  readonly only?: string
}

const textOf = (reader: ProcReader, path: string): string => {
  const text = reader.wholeText(path)
  return text !== null && isKnown(text) ? text : ''
}

/** Processes of the run, while the machine has not been booted again since. */
function rememberProcesses(
  { run, before }: Pick<GatherOf, 'run' | 'before'>,
  table: Table,
): Memory['processes'] {
  const read = new Map((before?.processes ?? []).map((one) => [one.pid, one]))
  const here = (run?.members ?? []).filter(({ member }) => member.identity.boot === table.boot)
  return here
    .filter(({ member }) => member.kept === null)
    .map(({ member, gone }) => ({
      identity: member.identity,
      name: member.name,
      uid: read.get(member.identity.pid)?.uid ?? null,
      startedAt: member.startedAt,
      cgroup: read.get(member.identity.pid)?.cgroup ?? null,
      goneAt: gone?.at.wall ?? null,
    }))
}

/** Any of the four uids of a process's status: whoever can become a user may act as it. */
function findLivingUsers(reader: ProcReader, table: Table): LivingUsers {
  const users = new Map<number, Holder>()
  for (const { identity, alive, kernelThread, name } of table.rows.values()) {
    if (!alive || kernelThread) continue
    const uids = /^Uid:\t(.*)$/m.exec(textOf(reader, `${identity.pid}/status`))?.[1] ?? ''
    for (const uid of uids.split('\t').map(Number)) users.set(uid, { pid: identity.pid, name })
  }
  return users
}

function uidOf(name: string): number | null {
  try {
    const names = parsePasswd(readFileSync('/etc/passwd', 'utf8'))
    return [...names].find(([, user]) => user === name)?.[0] ?? null
  } catch (error) {
    if (errnoOf(error) === null) throw error
    return null
  }
}

type Ports = BeforeForce['ports']

function portsOf(observed: Observed | null, before: BeforeForce | null): Ports {
  const configured = observed?.configuration?.port
  const own: Ports =
    configured === undefined
      ? []
      : [
          { port: configured, protocol: 'tcp' },
          { port: configured, protocol: 'udp' },
        ]
  const all = [...(before?.ports ?? []), ...own]
  return [...new Map(all.map((one) => [`${one.port}/${one.protocol}`, one])).values()]
}

function mountsBelow(reader: ProcReader, folders: readonly string[]): readonly MountFacts[] {
  if (folders.length === 0) return []
  return parseMounts(textOf(reader, 'self/mountinfo')).filter(({ mountPoint }) =>
    folders.some((folder) => `${mountPoint}/`.startsWith(`${folder}/`)),
  )
}

/** Pid and lock files of the service that are there. */
async function findRecords(observed: Observed | null): Promise<readonly FileId[]> {
  if (observed === null) return []
  const { pidFile, lockFile, init } = observed
  const files = [pidFile, lockFile, ...(init?.pidFiles ?? []), ...(init?.lockFiles ?? [])]
  const paths = new Set(files.flatMap((file) => (file === null ? [] : [file.path])))
  return findIds([...paths])
}

async function findIds(paths: readonly string[]): Promise<readonly FileId[]> {
  const found = await Promise.all(
    paths.map(async (path): Promise<FileId | null> => {
      try {
        const { dev, ino } = await lstat(path)
        return { path, device: dev, inode: ino }
      } catch (error) {
        if (errnoOf(error) === null) throw error
        return null
      }
    }),
  )
  return found.filter((id) => id !== null)
}

/** What the search is about, as it is known before anything of it is looked at. */
interface Asked {
  readonly observed: Observed | null
  readonly memory: Memory
  readonly users: ReadonlySet<number>
  /** What a living service has is its own: nobody need look for it. */
  readonly lives: boolean
}

function findAsked({ look, ...about }: GatherOf, table: Table): Asked {
  const observed = look?.observed ?? null
  const processes = rememberProcesses(about, table)
  // What was read before the machine was booted again is of no use.
  const before = processes.length > 0 ? about.before : null
  const uids = processes.map(({ uid }) => uid)
  return {
    observed,
    memory: { processes, before },
    users: usersOf(observed, uids, uidOf),
    lives: (observed?.members.length ?? 0) > 0,
  }
}

/** Files, ports and connections, each with who has it. */
async function gatherNamed(
  { reader, runtimeFolder }: GatherPorts,
  { observed, memory: { before }, users }: Asked,
  { livingUsers, only }: { readonly livingUsers: LivingUsers; readonly only: string | undefined },
): Promise<Pick<LeftoverFacts, 'files' | 'gone' | 'openRecords' | 'ports' | 'ending' | 'seesAll'>> {
  const isWanted = ({ path }: { readonly path: string }): boolean =>
    only === undefined || path === only
  const of = { observed, before, users, livingUsers, runtimeFolder }
  const found = await findFiles((await findCandidates(of)).filter(isWanted))
  const records = (await findRecords(observed)).filter(isWanted)
  const bound = findBoundSockets(
    reader,
    found.filter(({ kind }) => kind === 'unix-socket').map(({ id }) => id.path),
  )
  const wanted = only === undefined ? portsOf(observed, before) : []
  const held = findBoundPorts(reader, wanted)
  const holders = await scanHolders(reader, {
    files: [...found.map(({ id }) => id), ...records],
    sockets: new Set([...[...bound.values()].flat(), ...held.map(({ inode }) => inode)]),
    mappings: found.some(({ kind }) => kind.startsWith('posix-') || kind === 'temporary-file'),
  })
  return {
    files: await Promise.all(found.map((file) => readFile(file, { bound, holders }))),
    gone: only === undefined ? await findGone(of) : [],
    openRecords: new Map(records.map((id) => [id.path, holders.of(id).by])),
    ports: held.map(({ port, protocol, inode }) => ({
      port,
      protocol,
      holding: { by: holders.ofSocket(inode), unseen: [] },
    })),
    ending: findEndingSockets(reader, new Set(wanted.map(({ port }) => port))),
    seesAll: holders.seesAll,
  }
}

const nothingNamed = {
  files: [],
  gone: [],
  openRecords: new Map(),
  ports: [],
  ending: [],
  seesAll: true,
}

/** All of it, by /proc and the file system of now. */
export async function gatherLeftovers(ports: GatherPorts, about: GatherOf): Promise<LeftoverFacts> {
  const { reader } = ports
  const first = ports.readTable()
  const asked = findAsked(about, first)
  const { observed, memory, users, lives } = asked
  const livingUsers = findLivingUsers(reader, first)
  const named = lives
    ? nothingNamed
    : await gatherNamed(ports, asked, { livingUsers, only: about.only })
  const sysv = {
    sharedMemory: parseSharedMemory(textOf(reader, 'sysvipc/shm')),
    semaphores: parseSemaphoreSets(textOf(reader, 'sysvipc/sem')),
    queues: parseMessageQueues(textOf(reader, 'sysvipc/msg')),
  }
  // Processes after the things: whoever made one of them is in the table, or has gone.
  const table = ports.readTable()
  const folders = observed === null ? [] : foldersOfService(observed, ports.runtimeFolder)
  return {
    ...named,
    ...sysv,
    look: about.look,
    memory,
    table,
    now: table.at.wall,
    livingUsers: findLivingUsers(reader, table),
    users,
    mounts: mountsBelow(
      reader,
      folders.map(({ path }) => path),
    ),
    cgroups: findCgroups(reader, observed, memory.before),
  }
}
