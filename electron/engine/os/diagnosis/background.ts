import { statfs } from 'node:fs/promises'
import { unknown } from '../../../../shared/unknown.ts'
import type { DiagnosisFacts, DiskFacts } from '../../decide/diagnosis/facts.ts'
import { causeOf } from '../../errno.ts'
import { parseSsSockets, type SsSocket } from '../../parse/ss-sockets.ts'
import { errorCode } from '../proc-reader.ts'
import type { Disk } from './disks.ts'
import type { DiagnosisPorts } from './ports.ts'
import { runSs } from './run-ss.ts'

/** What was found out beside the looks; each look takes what is there by then. */
export interface Background {
  /** By inode; null until ss(8) answered, or where it cannot be asked. */
  sockets(): ReadonlyMap<number, SsSocket> | null
  disks(): readonly DiskFacts[]
  log(): DiagnosisFacts['log']
  /** Asks anew what is not being asked already; never waits. */
  ask(observed: DiagnosisFacts['observed'], disks: readonly Disk[]): void
  /** Resolves when nothing is being asked any more. */
  settled(): Promise<void>
}

/** Free space of one file system of this machine; null where it is gone meanwhile. */
async function readDisk({ mount, path }: Disk): Promise<DiskFacts | null> {
  try {
    const facts = await statfs(path)
    return {
      mountPoint: mount.mountPoint,
      freeBytes: facts.bavail * facts.bsize,
      // Some have no fixed number of inodes (btrfs), and say 0 of 0.
      freeInodes: facts.files === 0 ? null : facts.ffree,
      readOnly: mount.readOnly,
    }
  } catch (error) {
    // Unmounted meanwhile, or not ours to look into: nothing is said of it then.
    if (errorCode(error) === null) throw error
    return null
  }
}

/** One question at a time; the newest answer is kept. */
class Asked<T> {
  #answer: T
  #asking: Promise<void> | null = null
  constructor(first: T) {
    this.#answer = first
  }
  get answer(): T {
    return this.#answer
  }
  get settled(): Promise<void> {
    return this.#asking ?? Promise.resolve()
  }
  ask(question: () => Promise<T>): void {
    this.#asking ??= question()
      .then((answer) => {
        this.#answer = answer
      })
      .finally(() => {
        this.#asking = null
      })
  }
}

export function createBackground(ports: DiagnosisPorts): Background {
  const sockets = new Asked<ReadonlyMap<number, SsSocket> | null>(null)
  const disks = new Asked<readonly DiskFacts[]>([])
  const log = new Asked<DiagnosisFacts['log']>(unknown('it was not asked for yet'))
  const askSockets = async (): Promise<ReadonlyMap<number, SsSocket> | null> => {
    const text = await (ports.sockets ?? runSs)()
    return text === null
      ? null
      : new Map(parseSsSockets(text).map((socket) => [socket.inode, socket]))
  }
  const askLog =
    (observed: DiagnosisFacts['observed']) => async (): Promise<DiagnosisFacts['log']> => {
      try {
        return await (ports.log?.(observed) ?? unknown('nobody keeps it'))
      } catch (error) {
        return unknown(causeOf(error))
      }
    }
  return {
    sockets: () => sockets.answer,
    disks: () => disks.answer,
    log: () => log.answer,
    ask(observed, asked) {
      sockets.ask(askSockets)
      log.ask(askLog(observed))
      disks.ask(async () => {
        const read = await Promise.all(asked.map(readDisk))
        return read.filter((disk) => disk !== null)
      })
    },
    async settled() {
      await Promise.all([sockets.settled, disks.settled, log.settled])
    },
  }
}
