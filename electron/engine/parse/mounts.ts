import { deviceNumber } from './device-number.ts'
import { unescapePath } from './mountinfo.ts'

/** One line of `/proc/PID/mountinfo` (proc_pid_mountinfo(5)). */
export interface Mount {
  readonly id: number
  readonly mountPoint: string
  readonly type: string
  /** `/dev/sda1`, `10.0.0.8:/export`; '' where it has none. */
  readonly source: string
  /** As stat(2) numbers it. */
  readonly device: number
  /** This mount, or the whole file system (ext4 does so after an error). */
  readonly readOnly: boolean
}

const isReadOnly = (options: string | undefined): boolean =>
  (options ?? '').split(',').includes('ro')

function parseLine(line: string): Mount | null {
  // Optional fields stand before the separator, any number of them.
  const [before, after] = line.split(' - ', 2)
  const [id, , device, , mountPoint, options] = (before ?? '').split(' ')
  const [type, source, superOptions] = (after ?? '').split(' ')
  const numbers = /^(\d+):(\d+)$/.exec(device ?? '')
  if (!numbers || !/^\d{1,10}$/.test(id ?? '') || !mountPoint?.startsWith('/')) return null
  if (type === undefined || type === '') return null
  return {
    id: Number(id),
    mountPoint: unescapePath(mountPoint),
    type,
    source: source === 'none' ? '' : unescapePath(source ?? ''),
    device: deviceNumber(Number(numbers[1]), Number(numbers[2])),
    readOnly: isReadOnly(options) || isReadOnly(superOptions),
  }
}

/** The mounts as a process sees them, in their order: later ones hide earlier ones. */
export function parseMounts(text: string): Mount[] {
  return text
    .split('\n')
    .map(parseLine)
    .filter((mount) => mount !== null)
}

/** The mount that a path lies on: the deepest, and of equal ones the last. Null where there is none. */
export function mountOfPath(mounts: readonly Mount[], path: string): Mount | null {
  let best: Mount | null = null
  for (const mount of mounts) {
    const folder = mount.mountPoint === '/' ? '/' : `${mount.mountPoint}/`
    if (!`${path}/`.startsWith(folder)) continue
    if (best === null || mount.mountPoint.length >= best.mountPoint.length) best = mount
  }
  return best
}
