/** Processes that run code whose file is gone. */
import { setImmediate } from 'node:timers/promises'
import type { ProcessRow } from '../../../shared/process.ts'
import { isKnown, unknown, type Known } from '../../../shared/unknown.ts'
import type { StaleProcess } from '../decide/advice/facts.ts'
import { decideCgroupOwner } from '../decide/cgroup-owner.ts'
import type { Table } from '../decide/table.ts'
import { parseDeletedMaps } from '../parse/deleted-maps.ts'
import { readText } from './read-text.ts'

export interface StaleCode {
  readonly stale: Known<readonly StaleProcess[]>
  /** Processes whose mappings nobody could read. */
  readonly unread: number
  /** pid 1 is among these: what it runs is not known. */
  readonly unreadInit: boolean
}

/** The unit that runs it, or null; what a container runs is updated in its image. */
export function unitOf({ cgroup }: ProcessRow): string | null {
  const owner = isKnown(cgroup) ? decideCgroupOwner(cgroup) : null
  return owner?.kind === 'unit' ? owner.unit : null
}

const inContainer = ({ cgroup }: ProcessRow): boolean =>
  isKnown(cgroup) && decideCgroupOwner(cgroup).kind === 'container'

/** Reads the mappings of everybody but of those in state D: the kernel might let us wait beside them. */
export async function findStaleCode(table: Table, proc: string): Promise<StaleCode> {
  const rows = [...table.rows.values()].filter(
    (row) => row.alive && !row.kernelThread && row.state !== 'D' && !inContainer(row),
  )
  const stale: StaleProcess[] = []
  let unread = 0
  let unreadInit = false
  for (const row of rows) {
    const { pid } = row.identity
    const text = await readText(`${proc}/${pid}/maps`)
    if (text === null) continue
    if (isKnown(text)) {
      const mappings = parseDeletedMaps(text)
      if (mappings.length > 0) stale.push({ pid, name: row.name, unit: unitOf(row), mappings })
    } else {
      unread += 1
      unreadInit ||= pid === 1
    }
    await setImmediate()
  }
  const seen = rows.length - unread
  const isBlind = seen === 0 && unread > 0
  return { stale: isBlind ? unknown('permission denied') : stale, unread, unreadInit }
}
