/** Processes that somebody else manages: containers, virtual machines, systemd's units. */
import type { QuiesceError } from '../../../shared/errors.ts'
import type { ProcessRow } from '../../../shared/process.ts'
import { isKnown } from '../../../shared/unknown.ts'
import { printable } from '../../../shared/wording/numbers.ts'
import { decideCgroupOwner, type CgroupOwner } from './cgroup-owner.ts'
import { called } from './readable-name.ts'
import { shellWord } from './shell-word.ts'

function ownerOf(row: ProcessRow | undefined): CgroupOwner {
  return row && isKnown(row.cgroup) ? decideCgroupOwner(row.cgroup) : { kind: 'nobody' }
}

/**
 * Refuses a process in a container, a virtual machine or another pid namespace. The container that
 * Quiesce itself (`me`) runs in is not foreign.
 */
export function refuseForeign(
  row: ProcessRow,
  me: ProcessRow | undefined,
  foreignNamespace: boolean,
): QuiesceError | null {
  const owner = ownerOf(row)
  const mine = ownerOf(me)
  const isMine = mine.kind === 'container' && owner.kind === 'container' && mine.what === owner.what
  if (owner.kind === 'container' && !isMine) {
    return {
      code: 'foreign-namespace',
      message: `${called(row)} belongs to ${printable(owner.what)}.`,
      next: `Use \`${owner.stop}\`.`,
    }
  }
  if (!foreignNamespace) return null
  return {
    code: 'foreign-namespace',
    message: `${called(row)} runs in another pid namespace: a container or a sandbox.`,
    next: 'Stop it with the tool that started the container, or from inside of it.',
  }
}

/** The command that stops a unit: of the system, of one's own manager, or of somebody else's. */
function stopCommand(unit: string, userManager: number | null, uid: number): string {
  if (userManager === null) return `systemctl stop ${shellWord(unit)}`
  const machine = userManager === uid ? '' : `--machine=${userManager}@ `
  return `systemctl --user ${machine}stop ${shellWord(unit)}`
}

/**
 * Refuses a process that systemd manages as a service: systemd would see it fail, or start it
 * again. A login session's scope is no service, and its processes may be stopped. An unreadable
 * cgroup may hide a unit, so it is refused as well.
 */
export function refuseManaged(row: ProcessRow, uid: number): QuiesceError | null {
  if (!isKnown(row.cgroup)) {
    return {
      code: 'unreadable',
      message: `Nobody can tell whether ${called(row)} belongs to a systemd unit: ${row.cgroup.unknown}.`,
      next: `Look with \`systemctl status ${row.identity.pid}\`, or run Quiesce as root.`,
    }
  }
  const owner = decideCgroupOwner(row.cgroup)
  if (owner.kind !== 'unit') return null
  return {
    code: 'managed-by-unit',
    message: `${called(row)} belongs to the systemd unit ${printable(owner.unit)}.`,
    next: `Use \`${stopCommand(owner.unit, owner.userManager, uid)}\`.`,
    place: printable(owner.unit),
  }
}
