/** A frozen cgroup: nobody in it runs, and handlers wait for the thaw (cgroups(7), cgroup.freeze). */
import { isKnown } from '../../../../../shared/unknown.ts'
import { processNames } from '../../../../../shared/wording/process-names.ts'
import { isFrozen, type Case, type Proc } from '../case.ts'
import { subjectOf, type Claim, type Offer } from '../claim.ts'
import { evidence } from '../evidence.ts'
import { thaw, thawByOwner } from '../remedies.ts'
import { isOwnCgroup } from '../thaw-reach.ts'

const cgroupOf = ({ now }: Proc): string => (isKnown(now.row.cgroup) ? now.row.cgroup : '')

/** The unit whose manager can thaw it: only its own cgroup, never one above or below. */
function unitOf(c: Case, cgroup: string): string | null {
  const unit = c.facts.observed.unit
  return unit !== null && unit.controlGroup === cgroup ? unit.name : null
}

/** Only what is the service's own is thawed from here. */
const offerThaw = (c: Case, cgroup: string): Offer =>
  isOwnCgroup(cgroup, c.facts.observed.unit?.controlGroup ?? null)
    ? thaw(unitOf(c, cgroup), cgroup)
    : thawByOwner(cgroup)

/** One finding a frozen cgroup: it is thawed as a whole. */
export function frozen(c: Case): readonly Claim[] {
  const groups = new Map<string, Proc[]>()
  for (const proc of c.subjects.filter(isFrozen)) {
    groups.set(cgroupOf(proc), [...(groups.get(cgroupOf(proc)) ?? []), proc])
  }
  return [...groups].flatMap(([cgroup, procs]) => {
    const [lowest] = procs.toSorted((a, b) => a.pid - b.pid)
    const first = procs.find((proc) => proc.main) ?? lowest
    if (first === undefined) return []
    return [
      {
        code: 'frozen',
        certainty: 'certain',
        sentence: `The cgroup of ${processNames(procs)} is frozen: nothing in it runs until it is thawed.`,
        subject: subjectOf(first),
        evidence: [
          evidence(`/sys/fs/cgroup${cgroup === '/' ? '' : cgroup}/cgroup.events`, 'frozen 1'),
        ],
        offers: [offerThaw(c, cgroup)],
      } satisfies Claim,
    ]
  })
}
