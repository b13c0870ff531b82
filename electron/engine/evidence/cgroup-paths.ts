/** Which files of its cgroups tell of a service. */
import { isKnown } from '../../../shared/unknown.ts'
import { folderOfCgroup } from '../parse/cgroup-path.ts'
import { parseControllerMounts, parseControllerPath } from '../parse/cgroup-controllers.ts'
import type { BoundedReads } from './bounded-reads.ts'

const mostText = 1024 * 1024
/** What a kernel counts or limits; files that only take a word, or list devices, are left out. */
const telling =
  /^(?:cgroup\.(?:controllers|events|freeze|procs|stat|subtree_control|threads|type)|freezer\.state|(?:memory|cpu|io|pids|hugetlb|blkio|cpuacct)\.[\w.]+|tasks)$/
const silent = /^memory\.(?:reclaim|force_empty|pressure_level|peak)$|\.event_control$/

/** Paths of the files of every cgroup that this process is in, as far as they are mounted here. */
export async function findCgroupFiles(reads: BoundedReads, pid: number): Promise<string[]> {
  const own = await reads.text(`/proc/${pid}/cgroup`, mostText)
  const mounts = await reads.text('/proc/self/mountinfo', mostText)
  if (!isKnown(own) || !isKnown(mounts)) return []
  const folders = new Set<string>()
  for (const [controller, mount] of parseControllerMounts(mounts.text)) {
    const path = parseControllerPath(own.text, controller)
    // The root holds everything, and tells nothing of this service.
    const folder = path === null || path === '/' ? null : folderOfCgroup(path, mount)
    if (folder !== null) folders.add(folder)
  }
  const files: string[] = []
  for (const folder of folders) {
    const names = await reads.names(folder)
    if (!isKnown(names)) continue
    const wanted = names.filter((name) => telling.test(name) && !silent.test(name)).toSorted()
    files.push(...wanted.map((name) => `${folder}/${name}`))
  }
  return files
}
