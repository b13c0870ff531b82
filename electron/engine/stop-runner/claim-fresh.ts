/** Who appears in mid-run is claimed before anything is sent to it. */
import type { Member } from '../../../shared/process.ts'
import { livingMembers, type Run } from '../../../shared/run.ts'
import type { StopRunnerPorts } from './ports.ts'

/** A process that joins the run; with a notice it is kept, and the notice says why. */
export interface Fresh {
  readonly member: Member
  readonly notice: string | null
}

/**
 * Claims those who are new beside those who are there. Whoever is refused (another run has it, or
 * nobody can tell) is kept: it is shown, and this run sends it nothing.
 */
export async function claimFresh(
  claim: StopRunnerPorts['claim'],
  run: Run,
  fresh: readonly Member[],
): Promise<readonly Fresh[]> {
  const wanted = fresh.filter((member) => member.kept === null)
  if (claim === undefined || wanted.length === 0) return fresh.map(willing)
  const granted = livingMembers(run).map(({ identity }) => identity)
  const all = await claim.update([...granted, ...wanted.map(({ identity }) => identity)])
  if (all.ok) return fresh.map(willing)
  const claimed: Fresh[] = []
  // One after the other: only who is refused by itself is left out.
  for (const member of fresh) {
    const one = member.kept === null ? await claim.update([...granted, member.identity]) : all
    if (one.ok) granted.push(member.identity)
    claimed.push(
      one.ok || member.kept !== null ? willing(member) : leftOut(member, one.error.message),
    )
  }
  return claimed
}

const willing = (member: Member): Fresh => ({ member, notice: null })

const leftOut = (member: Member, why: string): Fresh => ({
  member: { ...member, kept: why },
  notice: `${member.name} (pid ${member.identity.pid}) came up and is left out. ${why}`,
})
