/** What is known of a daemon by the name of its init script, where the script itself says nothing. */
import type { ProcessRow } from '../../../../shared/process.ts'
import type { Profile } from '../../../../shared/profile.ts'
import { isKnown } from '../../../../shared/unknown.ts'
import type { ProfileIndex } from '../profile/index-profiles.ts'
import { scriptOf } from '../readable-name.ts'

export interface KnownDaemon {
  /** Pid files that it writes, on Debian and on Red Hat's; whether they are there nobody asked yet. */
  readonly pidFiles: readonly string[]
  /** File names of its executables, or of the script that an interpreter runs. */
  readonly programs: readonly string[]
  /** One of these has to be among its arguments; empty where the program alone says enough. */
  readonly argument: readonly string[]
}

const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** FHS 3.0, section 5.13: /var/run is /run, and a file of both is one file. */
const underRun = (path: string): string => path.replace(/^\/var\/run\//, '/run/')

const knowledgeOf = ({ recognise, files }: Profile): KnownDaemon => ({
  pidFiles: [
    ...new Set([...(files.debian?.pid ?? []), ...(files.rhel?.pid ?? [])].map(underRun)),
  ].filter((path) => !path.includes('*')),
  programs: recognise.programs ?? [],
  argument: recognise.argument ?? [],
})

/**
 * What the profiles know of the daemon of a script: the one that its configuration names, else the
 * one that is recognised by the script's name. Null where nobody knows it, or several could be meant.
 */
export function knownDaemonOf(
  script: string,
  configured: string | null,
  index: ProfileIndex,
): KnownDaemon | null {
  const byName = index.byScript.get(script) ?? []
  // A person's own come first, and hold against the catalogue's.
  const fitting = byName.some(({ own }) => own) ? byName.filter(({ own }) => own) : byName
  const meant =
    configured === null
      ? fitting.length === 1
        ? fitting[0]
        : undefined
      : index.byId.get(configured)
  return meant === undefined ? null : knowledgeOf(meant.profile)
}

/** Whether a process runs one of the daemon's programs. */
export function runsKnown(row: ProcessRow, { programs, argument }: KnownDaemon): boolean {
  if (row.kernelThread || !isKnown(row.executable)) return false
  const names = [row.executable.path, scriptOf(row)].flatMap((path) =>
    path === null ? [] : lastPart(path),
  )
  if (!names.some((name) => programs.includes(name))) return false
  if (argument.length === 0) return true
  return (
    isKnown(row.args) &&
    row.args.some((word) => argument.includes(word) || argument.includes(lastPart(word)))
  )
}

/** Where packages put daemons: FHS 3.0, sections 3.4, 3.16 and 4.4 to 4.10. */
const programFolders = [
  '/usr/sbin',
  '/usr/bin',
  '/sbin',
  '/bin',
  '/usr/local/sbin',
  '/usr/local/bin',
]

/**
 * Paths of which one has to be there before "no such process" means that the daemon is down: else
 * this machine may call its program otherwise. Empty where the name alone says too little.
 */
export const installedPaths = ({ programs, argument }: KnownDaemon): readonly string[] =>
  argument.length > 0
    ? []
    : programs.flatMap((name) => programFolders.map((folder) => `${folder}/${name}`))
