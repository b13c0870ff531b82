/** A parent that waits for its child: in wait4(2), in vfork(2), or as a main process for its workers. */
import { signalNumbers } from '../../../../../shared/signals.ts'
import { isKnown } from '../../../../../shared/unknown.ts'
import { processName, processNames } from '../../../../../shared/wording/process-names.ts'
import { childrenOf, isTooEarly, masksOf, type Case, type Proc } from '../case.ts'
import { subjectOf, type Claim, type Offer } from '../claim.ts'
import { evidence } from '../evidence.ts'
import { isVforkWait } from '../kernel-waits.ts'
import { signalOne } from '../remedies.ts'
import { waitsOf, type ThreadWait } from '../thread-waits.ts'

/** TERM to who blocks, where the stop did not reach it and it would hear it. */
function offerSignal(c: Case, parent: Proc, child: Proc): readonly Offer[] {
  const ignores = masksOf(child.now)?.ignored.includes(signalNumbers.TERM) === true
  if (ignores || (child.targeted && c.signal === 'TERM')) return []
  const who = processName(child)
  return [
    signalOne(child, {
      id: 'signal-child',
      kind: 'signal-child',
      signal: 'TERM',
      label: `Ask ${who} to leave (SIGTERM)`,
      says: `${processName(parent)} goes on when it has left. Costs what ${who} is doing.`,
    }),
  ]
}

/** Many children would be many buttons. */
const offeredAtMost = 3

interface Found {
  readonly children: readonly Proc[]
  readonly certainty: Claim['certainty']
  readonly line: string
}

function claimChild(c: Case, parent: Proc, { children, certainty, line }: Found): Claim {
  const [one] = children
  const names =
    children.length === 1 && one !== undefined
      ? `its child ${processName(one)}`
      : `${children.length} children: ${processNames(children)}`
  return {
    code: 'waits-for-child',
    certainty,
    sentence: `${processName(parent)} waits for ${names}.`,
    subject: subjectOf(parent),
    evidence: [
      evidence(`/proc/${parent.pid}/syscall`, line),
      ...children
        .slice(0, offeredAtMost)
        .map((child) => evidence(`/proc/${child.pid}/status`, `PPid:\t${parent.pid}`)),
    ],
    offers: children.slice(0, offeredAtMost).flatMap((child) => offerSignal(c, parent, child)),
    waits: children.map((child) => ({
      from: parent.pid,
      to: { kind: 'process', pid: child.pid, label: processName(child), detail: '' },
      why: 'its child',
      ms: c.spanMs > 0 && parent.before !== null ? c.spanMs : null,
    })),
  }
}

const callLine = ({ call, args }: ThreadWait): string => [call, ...args.slice(0, 2)].join(' ')

/** Children for whose end a parent waits in wait4(2) or waitid(2): its stop is theirs. */
export function awaitedPids(c: Case): ReadonlySet<number> {
  const found = c.awake.flatMap((proc) => {
    const alive = childrenOf(c, proc.pid).filter((child) => !child.zombie && !child.kept)
    return inWaitCall(proc, alive)?.children ?? []
  })
  return new Set(found.map((child) => child.pid))
}

/** Whom a process waits for in wait4(2) or waitid(2), and whom those wait for, to the last. */
export function awaitedLeaves(c: Case, proc: Proc): readonly Proc[] {
  const leaves: Proc[] = []
  const seen = new Set([proc.pid])
  const due = [proc]
  for (let one = due.pop(); one !== undefined; one = due.pop()) {
    const alive = childrenOf(c, one.pid).filter((child) => !child.zombie && !seen.has(child.pid))
    const found = inWaitCall(one, alive)?.children ?? []
    if (found.length === 0 && one !== proc) leaves.unshift(one)
    for (const child of found) seen.add(child.pid)
    due.push(...found)
  }
  return leaves
}

/** In wait4(2) or waitid(2): for one, or for any. */
function inWaitCall(proc: Proc, alive: readonly Proc[]): Found | null {
  for (const wait of waitsOf(proc)) {
    if (wait.subject.kind !== 'child') continue
    const { pid } = wait.subject
    const children = pid === null ? alive : alive.filter((child) => child.pid === pid)
    if (children.length === 0) continue
    return { children, certainty: wait.held === true ? 'certain' : 'likely', line: callLine(wait) }
  }
  return null
}

/** In vfork(2) the parent sleeps in state D until the child has called execve(2) or left. */
function inVfork(proc: Proc, alive: readonly Proc[]): Found | null {
  const thread = proc.now.threads.find((one) => one.state === 'D' && isVforkWait(one))
  const child = alive.at(-1)
  if (thread === undefined || child === undefined) return null
  const line = isKnown(thread.wchan) ? thread.wchan : 'vfork'
  return { children: [child], certainty: 'certain', line: `wchan ${line}` }
}

/** Where a main process looks after its workers: it wakes when one of them leaves. */
const resting: ReadonlySet<string> = new Set(['signal', 'several', 'epoll', 'time'])

/** The stop signal was taken: a handler or sigwait is there for it, and it is not pending. */
function hasTakenIt(c: Case, proc: Proc): boolean {
  const number = signalNumbers[c.signal]
  const masks = masksOf(proc.now)
  if (masks === null || masks.pending.includes(number)) return false
  return masks.caught.includes(number) || masks.blocked.includes(number)
}

/** It took the signal, rests, and its workers are there: it waits for them, as far as one can see. */
function restsForWorkers(c: Case, proc: Proc, alive: readonly Proc[]): Found | null {
  if (!c.signalled || !proc.targeted || !hasTakenIt(c, proc)) return null
  const workers = alive.filter((child) => child.member)
  const main = waitsOf(proc).find((wait) => wait.thread.tid === proc.pid)
  if (workers.length === 0 || main === undefined || !resting.has(main.subject.kind)) return null
  const likely = main.held === true && main.subject.kind === 'signal'
  return { children: workers, certainty: likely ? 'likely' : 'possible', line: callLine(main) }
}

function ofCommand(c: Case, isIt: (child: Proc) => boolean): ReadonlySet<number> {
  const pids = new Set(c.stopCommand === null ? [] : [c.stopCommand.pid])
  for (const pid of pids) {
    for (const child of childrenOf(c, pid)) if (isIt(child)) pids.add(child.pid)
  }
  return pids
}

/** The stop command, and all whom it started. */
export const descendantsOfCommand = (c: Case): ReadonlySet<number> => ofCommand(c, () => true)

/** The same, as far as they are no members. */
export const commandPids = (c: Case): ReadonlySet<number> => ofCommand(c, ({ member }) => !member)

/** Parents that wait for children which are there. */
export function waitsForChild(c: Case): readonly Claim[] {
  if (c.asked === null || isTooEarly(c)) return []
  // What a stop command waits for, its own rule says.
  const command = commandPids(c)
  return c.awake.flatMap((proc) => {
    const alive = childrenOf(c, proc.pid).filter((child) => !child.zombie && !child.kept)
    if (alive.length === 0 || command.has(proc.pid)) return []
    const found = inWaitCall(proc, alive) ?? inVfork(proc, alive) ?? restsForWorkers(c, proc, alive)
    return found === null ? [] : [claimChild(c, proc, found)]
  })
}
