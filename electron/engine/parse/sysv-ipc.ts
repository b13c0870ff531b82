/** Objects of System V IPC out of `/proc/sysvipc` (proc_sysvipc(5)), each of the reader's own namespace. */

/** Who may use one, and since when it is as it is. Times in milliseconds since the epoch, whole seconds. */
interface SysvObject {
  /** 0 (IPC_PRIVATE): nobody can ask for it by a key. */
  readonly key: number
  readonly id: number
  readonly uid: number
  /** Whoever made it: this uid never changes. */
  readonly creatorUid: number
  /** When it was made, or its owner or mode last changed. */
  readonly changedAt: number
}

export interface SharedMemory extends SysvObject {
  readonly bytes: number
  /** 0: a process that has no pid here, in another pid namespace. */
  readonly creatorPid: number
  /** Whoever attached or detached it last; 0 for nobody, or for one without a pid here. */
  readonly lastPid: number
  readonly attached: number
  /** The last attach or detach; 0: never. */
  readonly usedAt: number
}

export interface SemaphoreSet extends SysvObject {
  readonly semaphores: number
  /** The last semop(2); 0: never. */
  readonly usedAt: number
}

export interface MessageQueue extends SysvObject {
  readonly messages: number
  readonly lastSenderPid: number
  readonly lastReceiverPid: number
  readonly usedAt: number
}

/** Lines by the names of the head line, so that a column more does no harm. */
function readRows(text: string): ReadonlyMap<string, number>[] {
  const [head = '', ...lines] = text.split('\n')
  const names = head.trim().split(/\s+/)
  return lines.flatMap((line) => {
    const words = line.trim().split(/\s+/)
    if (words.length !== names.length) return []
    const row = new Map(names.map((name, at) => [name, Number(words[at])]))
    return [...row.values()].every(Number.isSafeInteger) ? [row] : []
  })
}

/** A column; NaN where the kernel has none. */
const column =
  (row: ReadonlyMap<string, number>) =>
  (name: string): number =>
    row.get(name) ?? NaN

const readObject = (of: (name: string) => number, id: string): SysvObject => ({
  key: of('key'),
  id: of(id),
  uid: of('uid'),
  creatorUid: of('cuid'),
  changedAt: of('ctime') * 1000,
})

const isWhole = (object: object): boolean => Object.values(object).every(Number.isSafeInteger)

/** `/proc/sysvipc/shm`. Lines of another shape are passed by. */
export function parseSharedMemory(text: string): SharedMemory[] {
  return readRows(text)
    .map(column)
    .map((of) => ({
      ...readObject(of, 'shmid'),
      bytes: of('size'),
      creatorPid: of('cpid'),
      lastPid: of('lpid'),
      attached: of('nattch'),
      usedAt: Math.max(of('atime'), of('dtime')) * 1000,
    }))
    .filter(isWhole)
}

/** `/proc/sysvipc/sem`. Who used a set last, the kernel tells only to semctl(2). */
export function parseSemaphoreSets(text: string): SemaphoreSet[] {
  return readRows(text)
    .map(column)
    .map((of) => ({
      ...readObject(of, 'semid'),
      semaphores: of('nsems'),
      usedAt: of('otime') * 1000,
    }))
    .filter(isWhole)
}

/** `/proc/sysvipc/msg`. */
export function parseMessageQueues(text: string): MessageQueue[] {
  return readRows(text)
    .map(column)
    .map((of) => ({
      ...readObject(of, 'msqid'),
      messages: of('qnum'),
      lastSenderPid: of('lspid'),
      lastReceiverPid: of('lrpid'),
      usedAt: Math.max(of('stime'), of('rtime')) * 1000,
    }))
    .filter(isWhole)
}
