/** What a scene needs of the machine beside root, and why it cannot be had. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

export type Need = 'fuse' | 'freeze' | 'memory'

const memory = '/sys/fs/cgroup/memory/memory.limit_in_bytes'

/** Mounts an image in a mount namespace that goes at once; freezes nothing. */
const probe = `set -e
mount -t tmpfs tmpfs /mnt && cd /mnt && mkdir disk && truncate -s 4M image
mkfs.ext4 -q -F -O ^has_journal image && mount -o loop image disk`

function whyNoLoop(): string | null {
  if (!existsSync('/dev/loop-control')) return 'There is no /dev/loop-control here.'
  const { status, stderr } = spawnSync('unshare', ['-m', 'sh', '-c', probe], { encoding: 'utf8' })
  if (status === 0) return null
  return `No disk image can be mounted here: ${stderr.trim().split('\n')[0] ?? ''}`
}

const whys: Readonly<Record<Need, () => string | null>> = {
  fuse: () => (existsSync('/dev/fuse') ? null : 'There is no /dev/fuse here.'),
  freeze: whyNoLoop,
  memory: () =>
    existsSync(memory)
      ? null
      : 'No memory controller of cgroup version 1; where version 2 has it, a unit is starved instead.',
}

const known = new Map<Need, string | null>()

/** Why it cannot be had, as a sentence; null where it can. Asked of the machine once. */
export function whyNot(need: Need | undefined): string | null {
  if (need === undefined) return null
  const why = known.has(need) ? (known.get(need) ?? null) : whys[need]()
  known.set(need, why)
  return why
}
