/**
 * What is known of the things that a dead service may have left, as values. Gathering is in
 * `engine/leftovers/`; what of it is nobody's, the files beside this one decide.
 */
import type { Table } from '../table.ts'
import type { Look } from '../observed.ts'
import type { Tidied } from '../../../../shared/leftovers.ts'
import type { ProcessIdentity } from '../../../../shared/process.ts'
import type { EndingSocket } from '../../parse/ending-sockets.ts'
import type { MessageQueue, SemaphoreSet, SharedMemory } from '../../parse/sysv-ipc.ts'

/** A process that has something open, mapped, or stands in it. */
export interface Holder {
  readonly pid: number
  readonly name: string
}

/** Who holds a thing, as far as this user may see. */
export interface Holding {
  readonly by: readonly Holder[]
  /** Names of processes whose open files nobody here may see; any of them may hold it. */
  readonly unseen: readonly string[]
}

/** A process that was of the service. */
export interface Remembered {
  readonly identity: ProcessIdentity
  readonly name: string
  /** Null where it could not be read. */
  readonly uid: number | null
  /** Wall clock, milliseconds. */
  readonly startedAt: number
  /** Its cgroup when it was remembered; null where nobody knows. */
  readonly cgroup: string | null
  /** Wall clock; null where nobody saw it leave. */
  readonly goneAt: number | null
}

/** A file by its name, and what that name led to in our own mount namespace. */
export interface RememberedFile {
  readonly path: string
  /** Null where that was not asked. */
  readonly inode: number | null
  /** As stat(2) numbers it; null where its file system tells it in another way than its mount. */
  readonly device: number | null
}

/** What was read of the service right before force was sent. */
export interface BeforeForce {
  /** Wall clock, milliseconds. */
  readonly at: number
  readonly processes: readonly {
    readonly pid: number
    readonly uid: number | null
    readonly cgroup: string | null
  }[]
  /** Of our own network namespace alone. */
  readonly ports: readonly {
    readonly port: number
    readonly protocol: 'tcp' | 'udp'
    /** As it was bound; absent in memories of before this was kept. */
    readonly address?: string
  }[]
  /** Unix sockets by path, absolute. */
  readonly sockets: readonly RememberedFile[]
  readonly fifos: readonly RememberedFile[]
  /** Files below /dev/shm that were open or mapped. */
  readonly sharedMemory: readonly RememberedFile[]
  /** System V segments that were attached. */
  readonly segments: readonly number[]
  /** Files below /tmp and /var/tmp that were open for writing. */
  readonly temporary: readonly RememberedFile[]
  /** False where the time for it was over before all had been read. */
  readonly whole: boolean
}

/** What lets one say whose a thing was. */
export interface Memory {
  readonly processes: readonly Remembered[]
  readonly before: BeforeForce | null
}

export type FileKind =
  'unix-socket' | 'fifo' | 'posix-memory' | 'posix-semaphore' | 'temporary-file' | 'runtime-folder'

/** A file or folder that was of the service, as it is now. */
export interface FileFacts {
  readonly kind: FileKind
  readonly path: string
  readonly uid: number
  /** It lies in a folder of the service alone, such as its runtime folder. */
  readonly inOwnFolder: boolean
  /** How it is known to be the service's, as a sentence. */
  readonly why: string
  readonly holding: Holding
  /** Of a socket: what a knock at it came to; null for everything else. */
  readonly knock: 'nobody' | 'somebody' | 'not-permitted' | null
  /** Of a folder: how many names are in it; null for everything else, and where nobody may look. */
  readonly entries: number | null
  /** systemd was told to keep it (`RuntimeDirectoryPreserve=`). */
  readonly preserved: boolean
  /** Of a folder: systemd makes it again at the next start. */
  readonly remade: boolean
  /** Nothing but its user speaks for the service. */
  readonly onlyByUser: boolean
}

/** A socket bound to a port of the service, and who has it. */
export interface PortFacts {
  readonly port: number
  readonly protocol: 'tcp' | 'udp'
  readonly holding: Holding
}

export interface MountFacts {
  readonly mountPoint: string
  readonly type: string
}

/** A cgroup that was the unit's. */
export interface CgroupFacts {
  /** Below the root of cgroups. */
  readonly path: string
  readonly folder: string
  /** Null where nobody can tell. */
  readonly populated: boolean | null
}

/** What the service had by a name that leads nowhere now: that it is there no more was seen. */
export type GoneThing = Omit<Tidied, 'count'>

/** A user's living processes: any of the four uids of status. */
export type LivingUsers = ReadonlyMap<number, Holder>

export interface LeftoverFacts {
  /** Null where nothing of the service can be looked at any more: a process that has gone. */
  readonly look: Look | null
  readonly memory: Memory
  readonly table: Table
  /** Wall clock, milliseconds. */
  readonly now: number
  readonly files: readonly FileFacts[]
  readonly gone: readonly GoneThing[]
  /** Who has one of the service's pid and lock files open, by path. */
  readonly openRecords: ReadonlyMap<string, readonly Holder[]>
  readonly ports: readonly PortFacts[]
  readonly ending: readonly EndingSocket[]
  readonly sharedMemory: readonly SharedMemory[]
  readonly semaphores: readonly SemaphoreSet[]
  readonly queues: readonly MessageQueue[]
  readonly livingUsers: LivingUsers
  /** False where not every process of the machine is shown (`hidepid=`). */
  readonly seesAll: boolean
  /** Users that the service ran as, root left out. */
  readonly users: ReadonlySet<number>
  readonly mounts: readonly MountFacts[]
  readonly cgroups: readonly CgroupFacts[]
}
