/**
 * Which processes a stop is about, and why each of them. Sessions and process groups as
 * credentials(7) describes them: a number of one is not given out again as a pid while anybody is
 * left in it, so a leader that has died still tells who its people are.
 */
import {
  sameIdentity,
  type Member,
  type MemberReason,
  type ProcessRow,
} from '../../../shared/process.ts'
import { isKnown } from '../../../shared/unknown.ts'
import { printable } from '../../../shared/wording/numbers.ts'
import { readableName, userName } from './readable-name.ts'
import type { Scene } from './scene.ts'

export interface MembersWanted {
  /** Whom the target names, by pid, and how. Empty once members are known. */
  readonly picks: ReadonlyMap<number, MemberReason>
  /** Pid of the process that the backend names as the service's own, or null. */
  readonly main: number | null
  /** Members of an earlier look: those that still live stay members wherever they went. */
  readonly known: readonly Member[]
}

interface Found {
  readonly row: ProcessRow
  readonly reasons: MemberReason[]
}

/** One text for one reason: the kind and the number or words that come with it. */
const reasonKey = (reason: MemberReason): string => Object.values(reason).join(' ')

/** True for a reason that comes from the target itself; it stays true whatever happens to the tree. */
const namesIt = (reason: MemberReason): boolean =>
  reason.kind === 'picked' || reason.kind === 'pid-file'

/** Collects rows with their reasons, and whatever hangs on each. */
class Gathering {
  readonly found = new Map<number, Found>()
  private readonly scene: Scene
  private readonly waiting: ProcessRow[] = []

  constructor(scene: Scene) {
    this.scene = scene
  }

  add(row: ProcessRow, reasons: readonly MemberReason[]): void {
    if (this.scene.protection.isOutside(row)) return
    const before = this.found.get(row.identity.pid)
    const entry = before ?? { row, reasons: [] }
    for (const reason of reasons) {
      const key = reasonKey(reason)
      if (!entry.reasons.some((r) => reasonKey(r) === key)) entry.reasons.push(reason)
    }
    if (before) return
    this.found.set(row.identity.pid, entry)
    // What a protected process started is its own affair, unless the target names that process.
    if (reasons.some(namesIt) || this.scene.protection.refuse(row) === null) this.waiting.push(row)
  }

  /** Follows children, sessions and groups until nobody new turns up. */
  spread(): void {
    for (let row = this.waiting.pop(); row; row = this.waiting.pop()) {
      const { pid } = row.identity
      for (const child of this.scene.children.get(pid) ?? []) {
        this.add(child, [{ kind: 'child', of: pid }])
      }
      if (row.session === pid) this.addSession(pid, 0)
      if (row.processGroup === pid) this.addGroup(pid, 0)
    }
  }

  addSession(leader: number, fromTicks: number): void {
    this.addLed(this.scene.sessions.get(leader), { kind: 'session', leader }, fromTicks)
  }

  addGroup(leader: number, fromTicks: number): void {
    this.addLed(this.scene.groups.get(leader), { kind: 'process-group', leader }, fromTicks)
  }

  private addLed(
    rows: readonly ProcessRow[] | undefined,
    reason: Extract<MemberReason, { leader: number }>,
    fromTicks: number,
  ): void {
    for (const row of rows ?? []) {
      const isLeader = row.identity.pid === reason.leader
      if (!isLeader && row.identity.startTicks >= fromTicks) this.add(row, [reason])
    }
  }
}

/** Reasons that stay true whatever happens to the tree. A suspect that was ticked comes with none. */
const lasting = (reasons: readonly MemberReason[]): MemberReason[] =>
  reasons.length === 0 ? [{ kind: 'picked', how: 'a person named it' }] : reasons.filter(namesIt)

function addKnown(gathering: Gathering, scene: Scene, known: readonly Member[]): void {
  const present = known.flatMap((member) => {
    const row = scene.table.rows.get(member.identity.pid)
    return row && sameIdentity(row.identity, member.identity) ? [{ member, row }] : []
  })
  for (const { member, row } of present) {
    const stays = lasting(member.reasons)
    if (stays.length > 0) gathering.add(row, stays)
  }
  gathering.spread()
  const pids = new Set(present.map(({ row }) => row.identity.pid))
  // Heads of what left come first, so that those below them are still called their children.
  const away = present.filter(({ row }) => !gathering.found.has(row.identity.pid))
  const heads = away.filter(({ row }) => !pids.has(row.parentPid))
  for (const { member, row } of [...heads, ...away]) {
    if (gathering.found.has(row.identity.pid)) continue
    const left: MemberReason = { kind: 'left-tree', from: member.parentPid }
    const said = member.reasons.some((r) => r.kind === 'left-tree')
    gathering.add(row, said ? member.reasons : [...member.reasons, left])
    gathering.spread()
  }
  addLedByTheDead(gathering, scene, known)
}

/** Sessions and groups whose leader was a member, not a kept one, and has died since. */
function addLedByTheDead(gathering: Gathering, scene: Scene, known: readonly Member[]): void {
  for (const { identity, processGroup, kept, reasons } of known) {
    if (scene.table.rows.has(identity.pid)) continue
    // What a kept process started stays its own affair after its death.
    if (kept !== null && !reasons.some(namesIt)) continue
    gathering.addSession(identity.pid, identity.startTicks)
    if (processGroup === identity.pid) gathering.addGroup(identity.pid, identity.startTicks)
  }
  gathering.spread()
}

/** A row as a member. */
export function toMember(
  row: ProcessRow,
  reasons: readonly MemberReason[],
  more: { readonly main: boolean; readonly kept: string | null },
): Member {
  return {
    identity: row.identity,
    name: readableName(row),
    args: isKnown(row.args) ? printable(row.args.join(' ')) : '',
    user: userName(row),
    main: more.main,
    parentPid: row.parentPid,
    processGroup: row.processGroup,
    reasons,
    kept: more.kept,
    residentBytes: row.residentBytes,
    startedAt: row.startedAt,
  }
}

/**
 * The living members, main process first, then by start. Pid 1, kernel threads, Quiesce with its
 * ancestors and processes of other pid namespaces are never among them; a protected process that
 * turns up is `kept` with the reason.
 */
export function findMembers(scene: Scene, wanted: MembersWanted): readonly Member[] {
  const gathering = new Gathering(scene)
  for (const [pid, reason] of wanted.picks) {
    const row = scene.table.rows.get(pid)
    if (row) gathering.add(row, [reason])
  }
  gathering.spread()
  addKnown(gathering, scene, wanted.known)
  const members = [...gathering.found.values()]
    // A zombie runs nothing any more; the table says so only where no thread of it is left.
    .filter(({ row }) => row.alive)
    .map(({ row, reasons }) =>
      toMember(row, reasons, {
        main: row.identity.pid === wanted.main,
        kept: scene.protection.refuse(row)?.message ?? null,
      }),
    )
  return members.sort(
    (a, b) =>
      Number(b.main) - Number(a.main) ||
      a.identity.startTicks - b.identity.startTicks ||
      a.identity.pid - b.identity.pid,
  )
}
