/** Words for a diagnosis, shared by all doors. */
import type { Certainty, Diagnosis, FindingCode } from '../diagnosis.ts'

/** A finding in two to four words, beside its symbol. */
export const findingLabel: Record<FindingCode, string> = {
  'ignores-signal': 'Ignores the signal',
  'blocks-signal': 'Blocks the signal',
  stopped: 'Stopped',
  traced: 'Traced',
  frozen: 'Frozen',
  'makes-progress': 'Still at work',
  stuck: 'Stuck',
  'waits-for-remote': 'Waits for a remote end',
  'waits-for-process': 'Waits for a process',
  'waits-for-child': 'Waits for its child',
  'waits-for-lock': 'Waits for a lock',
  'waits-for-clients': 'Waits for its clients',
  uninterruptible: 'Asleep in the kernel',
  zombie: 'Zombie',
  'already-gone': 'Already gone',
  restarted: 'Started again',
  'stop-command-runs': 'Stop command runs',
  'starting-again': 'Starting again',
  'out-of-memory': 'Out of memory',
  'out-of-disk': 'Disk full or read-only',
  'no-permission': 'No permission',
  'nothing-sent': 'Nothing sent yet',
  unknown: 'Not known',
}

/** How sure a finding is, as a tag beside it. */
export const certaintyWord: Record<Certainty, string> = {
  certain: 'certain',
  likely: 'likely',
  possible: 'possible',
}

/** What a tag means, as a sentence behind it. */
export const certaintySentence: Record<Certainty, string> = {
  certain: 'The kernel says so, and it explains the wait by itself.',
  likely: 'Several signs speak for it, and none against.',
  possible: 'One sign speaks for it; a healthy daemon may show it, too.',
}

/** The kernel hides these of somebody else's process from all but root (ptrace(2), access modes). */
const isHidden = ({ why }: Diagnosis['notKnown'][number]): boolean =>
  /permission|not permit/.test(why)

/** What is said where there is no finding: as much as could be seen, and no more. */
export const nothingFound = ({ notKnown }: Pick<Diagnosis, 'notKnown'>): string =>
  notKnown.some(isHidden)
    ? 'Nothing that you may see holds it up; root sees more.'
    : 'Nothing holds it up.'
