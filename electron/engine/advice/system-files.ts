/** Small files that say whether the system wants a reboot. */
import { isKnown, unknown, type Known } from '../../../shared/unknown.ts'
import { parseTainted, type Taint } from '../parse/kernel-taint.ts'
import { kernelOfFile } from '../parse/kernel-version.ts'
import { parseMemoryLook, type MemoryLook } from '../parse/machine-memory.ts'
import { parseRebootRequired, type RebootRequired } from '../parse/reboot-required.ts'
import { readNames, readText, type Read } from './read-text.ts'

const otherShape = unknown('the kernel wrote something of another shape')

function understand<T>(text: Read<string>, parse: (text: string) => T | null): Known<T> {
  if (text === null) return unknown('there is no such file here')
  return isKnown(text) ? (parse(text) ?? otherShape) : text
}

export const readTainted = async (root: string): Promise<Known<readonly Taint[]>> =>
  understand(await readText(`${root}/proc/sys/kernel/tainted`), parseTainted)

export const readMemoryLook = async (root: string): Promise<Known<MemoryLook>> =>
  understand(await readText(`${root}/proc/meminfo`), parseMemoryLook)

/** Debian's and Ubuntu's mark; null where nobody asked. */
export async function readRebootRequired(root: string): Promise<Known<RebootRequired | null>> {
  const mark = await readText(`${root}/run/reboot-required`)
  if (mark === null || !isKnown(mark)) return mark
  const packages = await readText(`${root}/run/reboot-required.pkgs`)
  return parseRebootRequired(mark, packages !== null && isKnown(packages) ? packages : null)
}

/**
 * Kernels that could be booted: images in /boot, and beside their modules (Fedora, Arch). Unknown
 * where there is none, as in a container: its files say nothing of the kernel that runs.
 */
export async function readInstalledKernels(root: string): Promise<Known<readonly string[]>> {
  const boot = await readNames(`${root}/boot`)
  const images = boot !== null && isKnown(boot) ? boot.map(kernelOfFile) : []
  const modules = await readNames(`${root}/lib/modules`)
  const releases = modules !== null && isKnown(modules) ? modules : []
  const beside = await Promise.all(
    releases.map(async (release) => {
      const files = await readNames(`${root}/lib/modules/${release}`)
      return files !== null && isKnown(files) && files.includes('vmlinuz') ? release : null
    }),
  )
  const found = [...images, ...beside].filter((release) => release !== null)
  if (found.length > 0) return [...new Set(found)]
  return boot === null || isKnown(boot) ? unknown('no kernel is installed here') : boot
}

const onDisk = /^(?:ext[234]|xfs|btrfs|f2fs|jfs|reiserfs)$/

/**
 * The line of mountinfo of a root that fstab(5) wants writable and that is not; null where all is
 * well. A root that is read-only by design (an image, a live system) is no such thing.
 */
export async function readReadOnlyRoot(root: string): Promise<Known<string | null>> {
  const mounts = await readText(`${root}/proc/self/mountinfo`)
  if (mounts === null) return unknown('there is no such file here')
  if (!isKnown(mounts)) return mounts
  const line = mounts.split('\n').findLast((one) => one.split(' ')[4] === '/') ?? ''
  const [type = '', , options = ''] = line.split(' - ')[1]?.split(' ') ?? []
  if (!onDisk.test(type) || !/(?:^|,)(?:emergency_)?ro(?:,|$)/.test(options)) return null
  const table = await readText(`${root}/etc/fstab`)
  if (table === null) return null
  if (!isKnown(table)) return table
  const entry = table.split('\n').find((one) => /^\s*[^#\s]\S*\s+\/\s/.test(one))
  const wanted = entry?.trim().split(/\s+/)[3]
  return wanted === undefined || wanted.split(',').includes('ro') ? null : line
}
