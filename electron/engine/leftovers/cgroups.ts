/** Cgroups that a unit had: systemd removes them, unless something went wrong. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isKnown } from '../../../shared/unknown.ts'
import type { BeforeForce, CgroupFacts } from '../decide/leftovers/facts.ts'
import type { Observed } from '../decide/observed.ts'
import { errnoOf } from '../errno.ts'
import type { ProcReader } from '../os/proc-reader.ts'
import { parseCgroupEvents } from '../parse/cgroup-events.ts'
import { folderOfCgroup } from '../parse/cgroup-path.ts'
import { parseCgroupMounts } from '../parse/mountinfo.ts'
import { textOf } from '../parse/unit-values.ts'

/** Where systemd puts a unit: `a-b.slice` lies in `a.slice` (systemd.slice(5)). */
function usualCgroup({ unit }: Observed): string | null {
  const slice = textOf(unit?.raw.Slice).replace(/\.slice$/, '')
  if (unit?.manager !== 'system' || !/^[A-Za-z0-9:_.\\]+$/.test(slice)) return null
  return `/${slice}.slice/${unit.name}`
}

function readPopulated(folder: string): boolean | null {
  try {
    return parseCgroupEvents(readFileSync(join(folder, 'cgroup.events'), 'utf8')).populated
  } catch (error) {
    if (errnoOf(error) === null) throw error
    return null
  }
}

/** Those that are there: by what the run remembers, and by the unit's name. */
export function findCgroups(
  reader: ProcReader,
  observed: Observed | null,
  before: BeforeForce | null,
): readonly CgroupFacts[] {
  if (!observed?.unit) return []
  const { name } = observed.unit
  const remembered = (before?.processes ?? []).map(({ cgroup }) => cgroup)
  const paths = new Set([usualCgroup(observed), ...remembered].filter((path) => path !== null))
  const own = [...paths].filter((path) => path.endsWith(`/${name}`))
  if (own.length === 0) return []
  const mounts = reader.wholeText('self/mountinfo')
  const [mount] = mounts !== null && isKnown(mounts) ? parseCgroupMounts(mounts) : []
  return own.flatMap((path) => {
    const folder = mount ? folderOfCgroup(path, mount) : null
    if (folder === null || !existsSync(folder)) return []
    return [{ path, folder, populated: readPopulated(folder) }]
  })
}
