/** Looks around a process or script that a person wants to keep as a service. */
import { realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { ok, type Result } from '../../../shared/errors.ts'
import type { ProcessRow } from '../../../shared/process.ts'
import type { Run } from '../../../shared/run.ts'
import type { PidFileVerdict } from '../../../shared/service.ts'
import type { Suggestion } from '../../../shared/suggestion.ts'
import type { Profile } from '../../../shared/profile.ts'
import { findMatches } from '../backends/find-matches.ts'
import { findIndependent } from '../decide/groups.ts'
import { judgePidFile } from '../decide/pid-file-verdict.ts'
import { headsOf } from '../decide/profile/facts.ts'
import { noProfiles } from '../decide/profile/index-profiles.ts'
import { makeServiceRow } from '../decide/rows.ts'
import type { SuggestFacts } from '../decide/suggest/facts.ts'
import { programPath } from '../decide/suggest/find-by.ts'
import { suggestService } from '../decide/suggest/suggest.ts'
import type { InitFacts } from '../decide/sysv/init-facts.ts'
import { errnoOf } from '../errno.ts'
import type { Inventory, InventoryOptions, Seen } from '../inventory/inventory.ts'
import { runStateFor } from '../inventory/list.ts'

export interface SuggestPorts {
  readonly inventory: Pick<Inventory, 'prepare' | 'look'>
  /** The same that the inventory was made with. */
  readonly sources: Pick<InventoryOptions, 'table' | 'backends' | 'backendOptions' | 'pidFiles'>
  /** The person's own file, to which it would be written. */
  readonly file: string
  allRuns(): Promise<readonly Run[]>
}

/** Where Red Hat's scripts lay a lock file: /var/lock is usually /run/lock. */
const lockFolders = ['/var/lock/subsys', '/run/lock/subsys']

const nobody = { exe: null, user: null }

function realFolder(path: string): string {
  try {
    return join(realpathSync(dirname(path)), basename(path))
  } catch (error) {
    if (errnoOf(error) === null) throw error
    return path
  }
}

/** The first of each file that two paths name. */
function distinct(paths: readonly string[]): readonly string[] {
  const seen = new Map<string, string>()
  for (const path of paths) {
    const real = realFolder(path)
    if (!seen.has(real)) seen.set(real, path)
  }
  return [...seen.values()]
}

const filesOf = (profile: Profile | null, kind: 'pid' | 'lock'): readonly string[] =>
  [profile?.files.debian, profile?.files.rhel].flatMap((files) => files?.[kind] ?? [])

/** The one process that stands for the service, and how many there are. */
function findMain({ look, table }: Seen): {
  readonly main: ProcessRow | null
  readonly heads: number
} {
  const heads = headsOf(look.observed, []).flatMap((m) => table.rows.get(m.identity.pid) ?? [])
  return { main: heads.length === 1 ? (heads[0] ?? null) : null, heads: heads.length }
}

/** Pid files that name the process: what was asked for first, then the shortest path. */
function pidFilesOf(
  { sources }: SuggestPorts,
  { look, table }: Seen,
  main: ProcessRow | null,
): readonly PidFileVerdict[] {
  const own = look.observed.pidFile
  const { files } = sources.backendOptions
  const found = sources.pidFiles().map(({ path, facts }) => ({ path, facts }))
  const usual = filesOf(look.observed.profile?.profile ?? null, 'pid')
  const more = [...(own ? [own.path] : []), ...usual].map((path) => ({
    path,
    facts: files.pidFile(path),
  }))
  const all = [...more.slice(0, own ? 1 : 0), ...found, ...more.slice(own ? 1 : 0)]
  const kept = new Set(distinct(all.map(({ path }) => path)))
  const judged = all
    .filter(({ path }, at) => kept.has(path) && all.findIndex((one) => one.path === path) === at)
    .map(({ path, facts }) => judgePidFile(path, facts, table, nobody))
  if (main === null) return judged.filter(({ path }) => path === own?.path)
  return judged
    .filter(({ pid }) => pid === main.identity.pid)
    .sort(
      (a, b) =>
        Number(b.path === own?.path) - Number(a.path === own?.path) ||
        a.path.length - b.path.length,
    )
}

/** The script that this process is the daemon of: its own look says so, not its name. */
function scriptOfDaemon(
  { sources }: SuggestPorts,
  { look, table }: Seen,
  main: ProcessRow | null,
): InitFacts | null {
  if (look.observed.init !== null || look.observed.unit !== null) return look.observed.init
  if (main === null) return null
  for (const name of sources.backends.scripts()) {
    const seen = sources.backends.sysv.look({ kind: 'init', name }, table)
    const observed = seen.ok ? seen.value.observed : null
    const heads = observed?.init ? headsOf(observed, []) : []
    if (heads.some((m) => m.identity.pid === main.identity.pid)) return observed?.init ?? null
  }
  return null
}

/** Processes that run the same program and are no members. */
function namesakesOf(
  { sources }: SuggestPorts,
  { look, table }: Seen,
  main: ProcessRow | null,
): readonly ProcessRow[] {
  const exe = main && programPath(main)
  if (exe === null) return []
  const scene = sources.backendOptions.scene(table)
  const members = new Set(look.observed.members.map((m) => m.identity.pid))
  const { rows } = findMatches(sources.backendOptions, scene, { exe, user: null, port: null })
  return findIndependent(
    scene,
    rows.filter((row) => !members.has(row.identity.pid) && !scene.protection.isOutside(row)),
  )
}

function lockFilesOf(
  { sources }: SuggestPorts,
  names: readonly string[],
  usual: readonly string[],
): readonly string[] {
  const paths = [
    ...names.flatMap((name) => lockFolders.map((folder) => join(folder, name))),
    ...usual,
  ]
  return distinct(paths.filter((path) => sources.backendOptions.files.exists(path)))
}

/** The configured service whose member the process is: nothing is stopped under two names. */
function ownerOf(
  { sources }: SuggestPorts,
  { table }: Seen,
  main: ProcessRow | null,
): string | null {
  if (main === null) return null
  const names = Object.keys(sources.backendOptions.configuration().services ?? {})
  const owner = names.find((name) => {
    const resolved = sources.backends.resolve(name)
    const look = resolved.ok ? resolved.value.backend.look(resolved.value.target, table) : resolved
    return look.ok && look.value.observed.members.some((m) => m.identity.pid === main.identity.pid)
  })
  return owner ?? null
}

function gather(ports: SuggestPorts, seen: Seen): SuggestFacts {
  const { main, heads } = findMain(seen)
  const { observed } = seen.look
  const script = scriptOfDaemon(ports, seen, main)
  const { backendOptions, table } = ports.sources
  const profile = observed.profile?.profile ?? null
  const path = main && programPath(main)
  const names = [script?.name, path === null ? undefined : basename(path), profile?.id].flatMap(
    (name) => name ?? [],
  )
  return {
    target: seen.resolved.target,
    look: seen.look,
    main,
    heads,
    script,
    namesakes: namesakesOf(ports, seen, main),
    pidFiles: pidFilesOf(ports, seen, main),
    lockFiles: lockFilesOf(ports, [...new Set(names)], filesOf(profile, 'lock')),
    ports: main ? [...table.listeningPorts(main.identity.pid)].sort((a, b) => a - b) : [],
    owner: ownerOf(ports, seen, main),
    taken: Object.keys(backendOptions.configuration().services ?? {}),
  }
}

/** Profiles to choose from, the one that fits first. */
function profilesOf({ sources }: SuggestPorts, fits: string | undefined): Suggestion['profiles'] {
  const { all } = sources.backendOptions.profiles?.() ?? noProfiles
  return all
    .map(({ profile: { id, title } }) => ({ id, title }))
    .sort((a, b) => Number(b.id === fits) - Number(a.id === fits))
}

/**
 * Proposes a service for a target. Writes nothing. Errors are those of a look: `unknown-target`,
 * `ambiguous-target` with the matches; a target that can be no service has `refusal` instead.
 */
export async function suggest(ports: SuggestPorts, target: string): Promise<Result<Suggestion>> {
  await ports.inventory.prepare(target, false)
  const seen = ports.inventory.look(target)
  if (!seen.ok) return seen
  const { look, table } = seen.value
  const facts = gather(ports, seen.value)
  const suggested = suggestService(facts)
  const runState = runStateFor(look.observed.target, await ports.allRuns())
  return ok({
    ...suggested,
    target: look.observed.target,
    row: makeServiceRow(look, { table, runState, cpuPercent: null }),
    pidFiles: facts.pidFiles.flatMap(({ path, verdict }) => (verdict === 'trusted' ? [path] : [])),
    lockFiles: facts.lockFiles,
    profiles: profilesOf(ports, look.observed.profile?.profile.id),
    file: ports.file,
  })
}
