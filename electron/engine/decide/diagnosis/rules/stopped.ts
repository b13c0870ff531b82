/** State T: it runs no code at all, and takes no signal but SIGCONT and SIGKILL (signal(7)). */
import { isKnown } from '../../../../../shared/unknown.ts'
import { processName, processNames } from '../../../../../shared/wording/process-names.ts'
import { masksOf, type Case, type Proc } from '../case.ts'
import { subjectOf, type Claim, type Offer } from '../claim.ts'
import { evidence, maskLine, stateLine } from '../evidence.ts'
import { continueOne, continueThem } from '../remedies.ts'
import { waitOf } from '../thread-waits.ts'

/**
 * Whether its terminal stopped it: a background job that reads from it gets SIGTTIN, one that writes
 * SIGTTOU (termios(3)). The kernel keeps no record of who sent a stop, so a call inside the terminal
 * is the sign.
 */
function byTerminal(proc: Proc): 'SIGTTIN' | 'SIGTTOU' | null {
  const main = proc.now.threads.find((thread) => thread.tid === proc.pid)
  if (proc.now.row.terminal === 0 || main === undefined || !isKnown(proc.now.files)) return null
  const subject = waitOf(proc, main)?.subject
  if (subject?.kind !== 'descriptor') return null
  const file = proc.now.files.find((one) => one.fd === subject.fd)
  if (file === undefined || !/^\/dev\/(?:pts\/|tty|console)/.test(file.target)) return null
  return subject.way === 'in' ? 'SIGTTIN' : 'SIGTTOU'
}

const isStopped = (proc: Proc): boolean => proc.now.row.state === 'T'

function sentenceOf(proc: Proc, terminal: 'SIGTTIN' | 'SIGTTOU' | null): string {
  const who = processName(proc)
  if (terminal === null)
    return `${who} is stopped (SIGSTOP): it runs no code until it is continued.`
  const does = terminal === 'SIGTTIN' ? 'read from' : 'wrote to'
  return `${who} is stopped by its terminal (${terminal}): it ${does} it in the background.`
}

/** Once for all that are stopped; whoever is not ours to signal is left to the person. */
function offersFor(
  proc: Proc,
  mine: readonly Proc[],
  terminal: 'SIGTTIN' | 'SIGTTOU' | null,
): readonly Offer[] {
  const again = terminal === null ? '' : '; its terminal may stop it again'
  if (!mine.includes(proc)) return [continueOne(proc, 'It runs on.')]
  const [runs, takes] = mine.length === 1 ? ['runs', 'takes'] : ['run', 'take']
  const says = `${processNames(mine)} ${runs} on and ${takes} the signals that wait. Costs nothing${again}.`
  return [continueThem(mine, says)]
}

/** Members in state T. Once may be a passing moment: SIGCONT follows every stop signal of ours. */
export function stopped(c: Case): readonly Claim[] {
  const all = c.subjects.filter(isStopped)
  const mine = all.filter((proc) => proc.facts.refusal === null)
  return all.map((proc) => {
    const terminal = byTerminal(proc)
    const lasting = proc.before !== null && proc.before.row.state === 'T'
    const pending = masksOf(proc.now)?.pending ?? []
    return {
      code: 'stopped',
      certainty: lasting ? 'certain' : 'likely',
      sentence: sentenceOf(proc, terminal),
      subject: subjectOf(proc),
      evidence: [
        stateLine(proc.pid, 'T'),
        ...(pending.length > 0 ? [maskLine(proc.pid, 'ShdPnd', pending)] : []),
        ...(terminal === null
          ? []
          : [evidence(`/proc/${proc.pid}/syscall`, `inside a call on its terminal (${terminal})`)]),
      ],
      offers: offersFor(proc, mine, terminal),
    }
  })
}
