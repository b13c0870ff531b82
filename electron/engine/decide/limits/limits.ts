/** What may be done on this machine: of all files, and of the parts for its name, the strictest. */
import type { Settings, WrittenSettings } from '../../../../shared/settings.ts'

export type ForceLimit = Settings['limits']['force']

/** Settings as one file holds them. */
export interface SettingsFile {
  readonly path: string
  /** The person's own; the others are the machine's. */
  readonly own: boolean
  readonly settings: WrittenSettings
  /** `FILE:LINE:COLUMN` of a value in the file. */
  readonly placeOf: (path: readonly PropertyKey[]) => string
}

/** A target that is never stopped from here, and where that is written. */
export interface NeverLimit {
  readonly target: string
  readonly place: string
}

/** The limits in force, each with its place. */
export interface Limits {
  readonly never: readonly NeverLimit[]
  readonly force: { readonly value: ForceLimit; readonly place: string | null }
}

export const noLimits: Limits = { never: [], force: { value: 'allowed', place: null } }

const strictness: Readonly<Record<ForceLimit, number>> = { allowed: 0, person: 1, never: 2 }

/** True where the first forbids what the second does not. */
export const isStricter = (one: ForceLimit, other: ForceLimit): boolean =>
  strictness[one] > strictness[other]

/**
 * True where a name in `hosts:` is this machine's: letters in either case (RFC 4343), and a name
 * without a dot stands for the first part of a longer one.
 */
export function isHost(written: string, host: string): boolean {
  const [name, own] = [written.toLowerCase(), host.toLowerCase()]
  return name === own || (!name.includes('.') && name === own.split('.')[0])
}

/** The parts of a file's limits that hold on this machine, each with its path. */
export function limitPaths(
  { limits }: WrittenSettings,
  host: string,
): readonly (readonly string[])[] {
  if (limits === undefined) return []
  const hosts = Object.keys(limits.hosts ?? {}).filter((name) => isHost(name, host))
  return [['limits'], ...hosts.map((name) => ['limits', 'hosts', name])]
}

/** The strictest of what these files say for this machine. */
export function limitsOf(files: readonly SettingsFile[], host: string): Limits {
  const never = new Map<string, NeverLimit>()
  let { force } = noLimits
  for (const { settings, placeOf } of files) {
    for (const path of limitPaths(settings, host)) {
      const name = path[2]
      const limit = name === undefined ? settings.limits : settings.limits?.hosts?.[name]
      const place = (...rest: readonly PropertyKey[]) => placeOf(['settings', ...path, ...rest])
      limit?.never?.forEach((target, index) => {
        if (!never.has(target)) never.set(target, { target, place: place('never', index) })
      })
      const value = limit?.force
      if (value !== undefined && isStricter(value, force.value)) {
        force = { value, place: place('force') }
      }
    }
  }
  return { never: [...never.values()], force }
}
