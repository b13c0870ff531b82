import { isKnown, unknown, type Known } from '../../../../shared/unknown.ts'
import { parseMounts, type Mount } from '../../parse/mounts.ts'
import type { ProcReader } from '../proc-reader.ts'

/** The device of a mount by its id, or null where that mount is not shown. */
export type DeviceOfMount = (mountId: number) => number | null

/** The mounts as one process sees them. */
export interface MountView {
  /** The mount namespace, as /proc/PID/ns/mnt names it; '' where it could not be read. */
  readonly namespace: string
  readonly mounts: Known<readonly Mount[]>
  readonly byId: ReadonlyMap<number, Mount>
  readonly deviceOf: DeviceOfMount
}

/** Reads a mount namespace once, however many processes share it. Made anew for each look. */
export function createMountTable(reader: ProcReader): (pid: number) => MountView {
  const views = new Map<string, MountView>()
  const read = (pid: number, namespace: string): MountView => {
    const text = reader.wholeText(`${pid}/mountinfo`)
    const mounts: Known<readonly Mount[]> =
      text === null ? unknown('it has ended meanwhile') : isKnown(text) ? parseMounts(text) : text
    const byId = new Map((isKnown(mounts) ? mounts : []).map((mount) => [mount.id, mount]))
    return { namespace, mounts, byId, deviceOf: (id) => byId.get(id)?.device ?? null }
  }
  return (pid) => {
    const link = reader.link(`${pid}/ns/mnt`)
    const namespace = link !== null && isKnown(link) ? link : ''
    const key = namespace === '' ? `of ${pid}` : namespace
    const known = views.get(key) ?? read(pid, namespace)
    views.set(key, known)
    return known
  }
}
