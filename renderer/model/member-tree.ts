/** Members as the rows of a tree, with same-named siblings folded to "worker × 6". */
import { identityKey, type Member } from '../../shared/process.ts'

/** One row of the tree. `depth` is 0 for a root. */
export type TreeRow =
  | {
      readonly kind: 'member'
      readonly key: string
      readonly depth: number
      readonly member: Member
    }
  | {
      readonly kind: 'fold'
      readonly key: string
      readonly depth: number
      readonly name: string
      readonly members: readonly Member[]
      readonly open: boolean
    }

/** From so many same-named siblings on, they fold. */
const foldFrom = 3

interface Forest {
  readonly roots: Member[]
  readonly childrenOf: ReadonlyMap<number, Member[]>
}

function plantForest(members: readonly Member[]): Forest {
  const pids = new Set(members.map((member) => member.identity.pid))
  const childrenOf = new Map<number, Member[]>()
  const roots: Member[] = []
  for (const member of members) {
    if (pids.has(member.parentPid) && member.parentPid !== member.identity.pid) {
      const siblings = childrenOf.get(member.parentPid) ?? []
      siblings.push(member)
      childrenOf.set(member.parentPid, siblings)
    } else roots.push(member)
  }
  return { roots, childrenOf }
}

const mainFirst = (a: Member, b: Member): number =>
  Number(b.main) - Number(a.main) || a.identity.pid - b.identity.pid

/** Groups leaves of one name where the first of them stands; everything else stays alone. */
function groupSiblings(siblings: readonly Member[], forest: Forest): Member[][] {
  const groups = new Map<string, Member[]>()
  for (const member of [...siblings].sort(mainFirst)) {
    const leaf = !forest.childrenOf.has(member.identity.pid) && member.kept === null && !member.main
    const key = leaf ? `name ${member.name}` : identityKey(member.identity)
    groups.set(key, [...(groups.get(key) ?? []), member])
  }
  return [...groups.values()].flatMap((group) =>
    group.length >= foldFrom ? [group] : group.map((member) => [member]),
  )
}

/**
 * The tree as rows, top down. A member whose parent is not a member is a root; the main process
 * comes first. `open` holds the keys of folds that are unfolded. A circle of parents (a table read
 * while pids changed) ends at the first member seen twice.
 */
export function treeRows(members: readonly Member[], open: ReadonlySet<string>): TreeRow[] {
  const forest = plantForest(members)
  const seen = new Set<string>()
  const rows: TreeRow[] = []
  const walk = (siblings: readonly Member[], depth: number, parent: string): void => {
    for (const group of groupSiblings(siblings, forest)) {
      const [first] = group
      if (first === undefined) continue
      let inner = depth
      if (group.length > 1) {
        const key = `${parent}/${first.name}`
        rows.push({
          kind: 'fold',
          key,
          depth,
          name: first.name,
          members: group,
          open: open.has(key),
        })
        if (!open.has(key)) continue
        inner = depth + 1
      }
      for (const member of group) {
        const key = identityKey(member.identity)
        if (seen.has(key)) continue
        seen.add(key)
        rows.push({ kind: 'member', key, depth: inner, member })
        walk(forest.childrenOf.get(member.identity.pid) ?? [], inner + 1, key)
      }
    }
  }
  walk(forest.roots, 0, '')
  return rows.concat(lostInCircles(members, seen, rows))
}

/** Members that no root leads to, so that nobody is left out. */
function lostInCircles(
  members: readonly Member[],
  seen: ReadonlySet<string>,
  rows: readonly TreeRow[],
): TreeRow[] {
  const folded = new Set(
    rows.flatMap((row) =>
      row.kind === 'fold' ? row.members.map((m) => identityKey(m.identity)) : [],
    ),
  )
  return members
    .filter((m) => !seen.has(identityKey(m.identity)) && !folded.has(identityKey(m.identity)))
    .map((member) => ({ kind: 'member', key: identityKey(member.identity), depth: 0, member }))
}

/** "4699–4704" for pids without a gap, else the first and how many more. */
export function pidRange(members: readonly Member[]): string {
  const pids = members.map((m) => m.identity.pid).sort((a, b) => a - b)
  const first = pids[0] ?? 0
  const last = pids.at(-1) ?? 0
  if (last - first === pids.length - 1) return `${first}–${last}`
  return `${first} + ${pids.length - 1}`
}
