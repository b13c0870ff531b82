/** What a dead service can leave behind. */
export const leftoverKinds = [
  /** Still alive: members that outlived, and those that escaped. */
  'survivor',
  'escapee',
  'zombie',
  'pid-file',
  'lock-file',
  'unix-socket',
  'fifo',
  'temporary-file',
  'runtime-folder',
  'port',
  'time-wait',
  'sysv-memory',
  'sysv-semaphores',
  'sysv-queue',
  'posix-memory',
  'posix-semaphore',
  'mount',
  'cgroup',
  'failed-unit',
] as const
export type LeftoverKind = (typeof leftoverKinds)[number]

/** One thing that a dead service left, with the proof that its owner is dead. */
export interface Leftover {
  /** Names it in a clean-up: `pid-file:/run/x.pid`, `sysv-memory:98307`. */
  readonly id: string
  readonly kind: LeftoverKind
  /** What a person reads: the path, "Semaphore set 98307", "Port 5060/udp". */
  readonly label: string
  /** The file, where it is one. */
  readonly path: string | null
  /** Sentences, each one fact. */
  readonly proof: readonly string[]
  /** Why it may not be removed, or null where its owner is proven dead. */
  readonly keep: string | null
}

/** What was looked for and is gone by itself; `private-folder`: what PrivateTmp= gave it below /tmp. */
export const tidyKinds = [...leftoverKinds, 'private-folder'] as const

/** Things that a dead service had, and that are there no more. */
export interface Tidied {
  readonly kind: (typeof tidyKinds)[number]
  readonly count: number
  /** systemd removes such a thing when the unit is down (systemd.exec(5), systemd.service(5)). */
  readonly bySystemd: boolean
}

/** What is left of a service, and what was found tidy; of a living one nothing is said to be tidy. */
export interface LeftoverList {
  readonly leftovers: readonly Leftover[]
  readonly tidy: readonly Tidied[]
}

/** What a clean-up came to; each thing was proven nobody's again in the moment of its removal. */
export interface CleanUpReport {
  readonly removed: readonly string[]
  readonly refused: readonly { readonly id: string; readonly why: string }[]
}
