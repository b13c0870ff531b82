/** Processes that stay dead or unkillable between two looks. */
import { later } from '../../../shared/moment.ts'
import { sameIdentity, type ProcessRow } from '../../../shared/process.ts'
import { isKnown, unknown, type Known } from '../../../shared/unknown.ts'
import type { LastingZombie, UnkillableProcess } from '../decide/advice/facts.ts'
import { initReapsMs } from '../decide/advice/machine-rules.ts'
import type { Table } from '../decide/table.ts'
import type { Clock } from '../os/ports.ts'
import { parseSignalMask, statusField } from '../parse/proc-status.ts'
import { readText } from './read-text.ts'
import { findWhatFrees } from './waits-for.ts'

const sigkill = 9
const hidden = 'processes of others are hidden here (hidepid)'

export interface LastingOf {
  readonly clock: Clock
  readTable(): Table
  /** /proc */
  readonly proc: string
}

export interface Lasting {
  readonly zombies: Known<readonly LastingZombie[]>
  readonly unkillable: Known<readonly UnkillableProcess[]>
  readonly sleepers: ReadonlySet<number>
}

/** Dead, with no thread that lives on. */
const isZombie = ({ state, alive }: ProcessRow): boolean => state === 'Z' && !alive
const rowsOf = (table: Table, wanted: (row: ProcessRow) => boolean): readonly ProcessRow[] =>
  [...table.rows.values()].filter((row) => !row.kernelThread && wanted(row))

/** Lines that say that SIGKILL is pending; null where it is not, or nobody can tell. */
async function readPending(proc: string, pid: number): Promise<readonly string[] | null> {
  const text = await readText(`${proc}/${pid}/status`)
  if (text === null || !isKnown(text)) return null
  const field = (key: string): string => `${key}:\t${statusField(text, key)}`
  const pending = ['ShdPnd', 'SigPnd'].filter((key) =>
    parseSignalMask(statusField(text, key))?.includes(sigkill),
  )
  return pending.length === 0 ? null : [field('State'), ...pending.map(field)]
}

const wait = (clock: Clock, ms: number): Promise<void> =>
  new Promise((resolve) => {
    clock.at(later(clock.now(), ms), resolve)
  })

/** Those of the first look that are as they were in the second. */
const stayed = (first: readonly ProcessRow[], second: Table): readonly ProcessRow[] =>
  first.flatMap((was) => {
    const now = second.rows.get(was.identity.pid)
    return now && now.state === was.state && sameIdentity(now.identity, was.identity) ? [now] : []
  })

async function describeUnkillable(
  of: LastingOf,
  { name, identity: { pid } }: ProcessRow,
  spanMs: number,
): Promise<UnkillableProcess | null> {
  const lines = await readPending(of.proc, pid)
  if (lines === null) return null
  const text = await readText(`${of.proc}/${pid}/wchan`)
  const wchan = text !== null && isKnown(text) && text !== '0' ? text.trim() : ''
  const waitsFor = await findWhatFrees(`${of.proc}/${pid}`, wchan)
  return { pid, name, lines, wchan, waitsFor, spanMs }
}

/**
 * Looks once, and where there is somebody to wait for a second time after 5 s: an init is given that
 * long, and a process that dies of its SIGKILL meanwhile was not unkillable.
 */
export async function findLasting(of: LastingOf): Promise<Lasting> {
  const first = of.readTable()
  if (first.rows.size === 0) {
    const why = unknown('no process can be seen')
    return { zombies: why, unkillable: why, sleepers: new Set() }
  }
  const zombies = rowsOf(first, isZombie)
  // Whom hidepid= of proc(5) hides may be such a one: nothing found is then not "none".
  const ifAny = <T>(found: readonly T[]): Known<readonly T[]> =>
    found.length > 0 || first.rows.has(1) ? found : unknown(hidden)
  const sleeping = rowsOf(first, ({ state }) => state === 'D')
  const pending = await Promise.all(
    sleeping.map(({ identity }) => readPending(of.proc, identity.pid)),
  )
  const killed = sleeping.filter((_, at) => pending[at] !== null)
  if (zombies.length + killed.length === 0) {
    return { zombies: ifAny([]), unkillable: ifAny([]), sleepers: pidsOf(sleeping) }
  }
  const begun = of.clock.now().mono
  await wait(of.clock, initReapsMs)
  const second = of.readTable()
  const spanMs = of.clock.now().mono - begun
  const unkillable = await Promise.all(
    stayed(killed, second).map((row) => describeUnkillable(of, row, spanMs)),
  )
  return {
    zombies: ifAny(stayed(zombies, second).map((row) => describeZombie(row, second, spanMs))),
    unkillable: ifAny(unkillable.filter((one) => one !== null)),
    sleepers: pidsOf(rowsOf(second, ({ state }) => state === 'D')),
  }
}

const pidsOf = (rows: readonly ProcessRow[]): ReadonlySet<number> =>
  new Set(rows.map(({ identity }) => identity.pid))

function describeZombie(row: ProcessRow, table: Table, spanMs: number): LastingZombie {
  const { name, parentPid } = row
  const { pid } = row.identity
  const parentName = table.rows.get(parentPid)?.name ?? 'a process that cannot be seen'
  return { pid, name, parentPid, parentName, line: `${pid} (${name}) Z ${parentPid}`, spanMs }
}
