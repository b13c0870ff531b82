/** What only root can remove, and for which there is no helper, stays with the command that would. */
import type { Leftover } from '../../../shared/leftovers.ts'
import { printable } from '../../../shared/wording/numbers.ts'
import type { LeftoverPorts } from './leftovers.ts'
import { shellWord } from '../decide/shell-word.ts'
import { removalOf } from './remove-thing.ts'

/** Pid and lock files have root's helper, a failed mark has polkit. */
const hasHelper = new Set<Leftover['kind']>(['pid-file', 'lock-file', 'failed-unit'])

function needsRoot(ports: Pick<LeftoverPorts, 'stamp' | 'mayRemove'>, one: Leftover): boolean {
  if (one.kind === 'cgroup') return true
  // Of an IPC object ipcrm(1) says itself whether its owner asks.
  if (removalOf(one.kind) === 'remove-ipc') return false
  const stamp = ports.stamp(one)
  return stamp.ok && stamp.value !== null && !ports.mayRemove(stamp.value)
}

/** As root everything is as it was. */
export function keepRoots(
  ports: Pick<LeftoverPorts, 'stamp' | 'mayRemove' | 'uid'>,
  target: string,
  leftovers: readonly Leftover[],
): readonly Leftover[] {
  if (ports.uid === 0) return leftovers
  const keep = `Only root can remove it: \`sudo quiesce leftovers ${shellWord(printable(target))} --clean --yes\`.`
  return leftovers.map((one) =>
    one.keep === null && !hasHelper.has(one.kind) && needsRoot(ports, one) ? { ...one, keep } : one,
  )
}
