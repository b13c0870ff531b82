import type { ProcessIdentity, ProcessRow, SignalMasks } from '../../../shared/process.ts'
import { isKnown } from '../../../shared/unknown.ts'
import { parseProcStatus } from '../parse/proc-status.ts'
import { createBootWall, readBootId, readMachineUnits } from './boot.ts'
import { createClock } from './clock.ts'
import { createMountsOf } from './executable.ts'
import { createFactsCache } from './facts-cache.ts'
import { createListeningPorts } from './listening-ports.ts'
import type { Clock } from './ports.ts'
import { isAlive, readStat, type Presence, type PresenceTable } from './presence.ts'
import { createProcReader } from './proc-reader.ts'
import { readRow, type Look, type RowSources } from './process-row.ts'
import { readOwnNamespace } from './process-facts.ts'
import { createUserNames } from './user-names.ts'

/** Where to read, for tests that make up a machine of their own. */
export interface ProcessTableOptions {
  /** Instead of `/proc`. */
  readonly root?: string
  /** Instead of `/etc/passwd`. */
  readonly passwd?: string
  readonly clock?: Clock
}

/**
 * The process table of Linux, read from `/proc` with synchronous calls: 100 processes take a few
 * milliseconds, less than handing the work to other threads would. Rows of one table are not of one
 * moment, so a row's parent need not be in it.
 */
export function createProcessTable(options: ProcessTableOptions = {}): PresenceTable {
  const { root = '/proc', passwd = '/etc/passwd', clock = createClock() } = options
  const reader = createProcReader(root)
  const sources: RowSources = {
    reader,
    boot: readBootId(reader),
    units: readMachineUnits(),
    users: createUserNames(passwd),
    cache: createFactsCache(),
    mountsOf: createMountsOf(reader, () => clock.now().mono),
    ownNamespace: readOwnNamespace(reader),
  }
  const bootWall = createBootWall(reader)
  const beginLook = (): Look => {
    const at = clock.now()
    sources.users.refresh()
    return { at, bootedAt: bootWall(at) }
  }
  return {
    boot: () => sources.boot,
    read() {
      const look = beginLook()
      const rows = readRows(sources, look)
      sources.cache.prune(rows)
      return { boot: sources.boot, at: look.at, rows }
    },
    readSome(pids) {
      const look = beginLook()
      const rows = new Map<number, ProcessRow>()
      for (const pid of pids) {
        const row = readRow(sources, look, pid, true)
        if (row) rows.set(pid, row)
      }
      return { boot: sources.boot, at: look.at, rows }
    },
    readOne: (pid) => readRow(sources, beginLook(), pid, false),
    masks: (identity) => readMasks(sources, identity),
    listeningPorts: createListeningPorts(reader, () => clock.now().mono),
    presence: (identity) => findPresence(sources, identity),
  }
}

function readRows(sources: RowSources, look: Look): Map<number, ProcessRow> {
  const rows = new Map<number, ProcessRow>()
  const names = sources.reader.names('')
  // An empty table would say that everything has stopped.
  if (names === null) throw new Error('The process table cannot be read: /proc is not mounted.')
  if (!isKnown(names)) throw new Error(`The process table cannot be read: ${names.unknown}.`)
  for (const name of names) {
    const row = /^[1-9]\d*$/.test(name) ? readRow(sources, look, Number(name), true) : null
    if (row) rows.set(row.identity.pid, row)
  }
  return rows
}

function findPresence({ reader, boot }: RowSources, identity: ProcessIdentity): Presence {
  if (identity.boot !== boot) return 'gone'
  const stat = readStat(reader, String(identity.pid))
  if (stat === null) return 'gone'
  // Not being able to look is no proof of an end.
  if (!isKnown(stat)) return 'here'
  if (stat.startTicks !== identity.startTicks) return 'changed'
  return isAlive(reader, stat) ? 'here' : 'gone'
}

function readMasks(sources: RowSources, identity: ProcessIdentity): SignalMasks | null {
  const text = sources.reader.text(`${identity.pid}/status`)
  // Asked afterwards: a pid that had changed hands before would not have come back.
  const isHis = findPresence(sources, identity) === 'here'
  return isHis && text !== null && isKnown(text) ? parseProcStatus(text).masks : null
}
