/** What systemd and the kernel keep of a dead unit: its failed mark, its cgroup, its mounts. */
import type { Leftover } from '../../../../shared/leftovers.ts'
import { printable } from '../../../../shared/wording/numbers.ts'
import { whyAlive } from './dead.ts'
import { shellWord } from '../shell-word.ts'
import type { CgroupFacts, LeftoverFacts, MountFacts } from './facts.ts'
import { leftover } from './make.ts'

function judgeMark(facts: LeftoverFacts): Leftover[] {
  const unit = facts.look?.observed.unit
  if (unit?.state.activeState !== 'failed') return []
  const { result } = unit.state
  const keep = whyAlive(facts)
  return [
    leftover('failed-unit', {
      key: unit.name,
      label: `Failed mark of ${unit.name}`,
      proof: [
        `systemd keeps it as failed${result === '' ? '' : ` (${result})`}.`,
        ...(keep === null ? ['No process of it lives.'] : []),
      ],
      keep,
    }),
  ]
}

function judgeCgroup(facts: LeftoverFacts, cgroup: CgroupFacts): Leftover[] {
  const unit = facts.look?.observed.unit
  if (unit?.controlGroup === cgroup.path) return []
  const populated =
    cgroup.populated === null
      ? 'Whether a process is in it cannot be read.'
      : cgroup.populated
        ? 'Processes are in it.'
        : null
  const keep = populated ?? whyAlive(facts)
  const proof = [
    'It was the cgroup of the service, and its unit has it no longer.',
    ...(keep === null ? ['The kernel says that no process is in it, nor below it.'] : []),
  ]
  return [leftover('cgroup', { key: cgroup.path, path: cgroup.folder, proof, keep })]
}

/**
 * Why a mount stays, with the very command. Whoever works in it would lose it, and what it shows may be
 * wanted; a FUSE mount belongs to the user whose server made it (fusermount3(1)).
 */
function whyMounted({ mountPoint, type }: MountFacts): string {
  const word = shellWord(mountPoint)
  const plain = `\`umount ${word}\``
  const undo = type.startsWith('fuse')
    ? `\`fusermount3 -u ${word}\` as the user who mounted it, or as root ${plain}`
    : plain
  return `Quiesce undoes no mount: who works in it would lose it. See who does (\`fuser -vm ${word}\`), then undo it: ${undo}.`
}

/** Mounts are shown alone: to undo one is a person's decision. */
export function judgeUnit(facts: LeftoverFacts): Leftover[] {
  const { members = [] } = facts.look?.observed ?? {}
  if (members.length > 0) return []
  return [
    ...facts.mounts.map((mount) =>
      leftover('mount', {
        key: mount.mountPoint,
        path: mount.mountPoint,
        proof: [
          `A file system of type ${printable(mount.type)} is mounted in a folder of the service.`,
        ],
        keep: whyMounted(mount),
      }),
    ),
    ...facts.cgroups.flatMap((cgroup) => judgeCgroup(facts, cgroup)),
    ...judgeMark(facts),
  ]
}
