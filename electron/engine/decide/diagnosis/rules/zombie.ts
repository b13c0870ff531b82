/** Zombies: dead, and still in the table until their parent asks how they ended (wait(2)). */
import { processName } from '../../../../../shared/wording/process-names.ts'
import type { Case, Proc } from '../case.ts'
import { subjectOf, type Claim, type Offer } from '../claim.ts'
import { stateLine, statusLine } from '../evidence.ts'
import { byHand } from '../remedies.ts'

/** Init reaps what is left to it, on a busy machine not at once; milliseconds between two looks. */
const initReapsMs = 2000

/** Nobody may call it slow yet. */
const isInits = (c: Case, { now }: Proc): boolean =>
  now.row.parentPid === 1 && c.spanMs < initReapsMs

function parentWords(c: Case, proc: Proc): string {
  const pid = proc.now.row.parentPid
  const parent = c.byPid.get(pid)
  if (pid === 1) return 'init (1)'
  return parent === undefined ? `process ${pid}` : processName(parent)
}

function offerFor(c: Case, proc: Proc): Offer {
  const pid = proc.now.row.parentPid
  const parent = parentWords(c, proc)
  if (pid === 1) {
    return byHand(
      'reap:1',
      'Wait for init',
      'Init reaps what is left to it within seconds. Nothing else takes the entry away.',
    )
  }
  return byHand(
    `reap:${pid}`,
    `Look after ${parent}`,
    `The entry goes when ${parent} reaps it, or ends: then init does. No signal helps, SIGKILL included: it is dead already.`,
  )
}

function claimZombie(c: Case, proc: Proc, certainty: Claim['certainty']): Claim {
  const parent = parentWords(c, proc)
  return {
    code: 'zombie',
    certainty,
    sentence: `${processName(proc)} is dead, a zombie: its parent ${parent} does not reap it, and no signal changes that.`,
    subject: subjectOf(proc),
    evidence: [stateLine(proc.pid, 'Z'), statusLine(proc.pid, 'PPid', proc.now.row.parentPid)],
    offers: [offerFor(c, proc)],
    waits: [
      {
        from: proc.pid,
        to: {
          kind: 'process',
          pid: proc.now.row.parentPid,
          label: parent,
          detail: 'does not reap it',
        },
        why: 'its parent',
        ms: c.spanMs > 0 && proc.before?.row.state === 'Z' ? c.spanMs : null,
      },
    ],
  }
}

/**
 * Members that are dead at both looks: whoever has just died is reaped in a moment. Nobody else
 * lives: that is all that is left. Somebody does: it is that one's doing, and a sign at most. A dead
 * main thread beside living ones is no zombie.
 */
export function zombie(c: Case): readonly Claim[] {
  const dead = c.procs.filter((proc) => proc.member && proc.zombie && !isInits(c, proc))
  const lasting = dead.filter((proc) => proc.before?.row.state === 'Z')
  if (c.living.length === 0) {
    const once = dead.filter((proc) => proc.before === null)
    return [
      ...lasting.map((proc) => claimZombie(c, proc, 'certain')),
      ...once.map((proc) => claimZombie(c, proc, 'possible')),
    ]
  }
  if (c.asked === null) return []
  return lasting.map((proc) => claimZombie(c, proc, proc.main ? 'likely' : 'possible'))
}
