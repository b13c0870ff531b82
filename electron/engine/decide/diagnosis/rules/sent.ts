/** What became of the signals themselves: refused, or none sent at all. */
import { identityKey } from '../../../../../shared/process.ts'
import { processNames } from '../../../../../shared/wording/process-names.ts'
import { isQueued, type Case, type CaseUnit, type Proc } from '../case.ts'
import { subjectOf, type Claim } from '../claim.ts'
import { evidence } from '../evidence.ts'
import { byHand, waitLonger } from '../remedies.ts'

/** The kernel refused the last signal to it: EPERM of kill(2). */
function wasRefused(c: Case, proc: Proc): boolean {
  const key = identityKey(proc.facts.identity)
  const last = c.facts.run?.sent.findLast(
    ({ identity }) => identity !== null && identityKey(identity) === key,
  )
  return last?.outcome === 'no-permission'
}

/** Signals that never arrived, because this user may not send them. */
export function noPermission(c: Case): readonly Claim[] {
  const refused = c.living.filter((proc) => wasRefused(c, proc))
  const [first] = refused.toSorted((a, b) => a.pid - b.pid)
  if (first === undefined) return []
  const users = [...new Set(refused.map(({ now }) => now.row.user))]
  const owner = users.length === 1 && typeof users[0] === 'string' ? ` of ${users[0]}` : ''
  return [
    {
      code: 'no-permission',
      certainty: 'certain',
      sentence: `The kernel refused the signal to ${processNames(refused)}${owner}: it has not been asked at all.`,
      subject: subjectOf(first),
      evidence: refused.map((proc) => evidence('kill(2)', `EPERM for ${proc.pid}, SIG${c.signal}`)),
      offers: [
        byHand(
          'permission',
          'Stop it as its owner',
          'Do this as root, or as the user that it runs as. Quiesce asks for the right where its root helper is installed.',
        ),
      ],
    },
  ]
}

const claimQueued = ({ name }: CaseUnit): Claim => ({
  code: 'nothing-sent',
  certainty: 'certain',
  sentence: `systemd has the stop of ${name} on its list, and has sent nothing yet: it stops others first.`,
  subject: null,
  evidence: [evidence(name, 'ActiveState=active, with a job queued')],
  offers: [
    waitLonger('Its turn comes when the units that are to stop before it have stopped.'),
    byHand('jobs', 'See what it waits for', 'The list is `systemctl list-jobs --after`.'),
  ],
})

/** A run under way that has sent nothing: then it is not the daemon that makes it wait. */
export function nothingSent(c: Case): readonly Claim[] {
  const { run, asked } = c.facts
  if (c.unit !== null && isQueued(c.facts, c.unit)) return [claimQueued(c.unit)]
  if (run === null || asked !== null || run.phase.kind === 'ended' || run.sent.length > 0) return []
  if (c.living.length === 0) return []
  return [
    {
      code: 'nothing-sent',
      certainty: 'certain',
      sentence: 'Nothing has been sent to it yet: it does not know that it is to stop.',
      subject: null,
      evidence: [evidence('run', `${run.phase.kind}, no signal and no command sent`)],
      offers: [waitLonger('The run goes on by its schedule.')],
    },
  ]
}
