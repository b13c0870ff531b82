/** Where Quiesce keeps what: by the XDG Base Directory Specification 0.8, and by uid. */
import { statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { fail, ok, type QuiesceError, type Result } from '../../shared/errors.ts'
import { refusePrivateFolder } from './private-folder.ts'

export interface Folders {
  /** Holds the user's `services.yaml`. */
  readonly config: string
  /** Holds the machine's `*.yaml`. */
  readonly systemConfig: string
  readonly journal: string
  /** What daemons say that Quiesce started where there is no systemd to keep it. */
  readonly output: string
  /** Locks; made, and checked again, when the first claim is written. */
  readonly runtime: string
}

/** What `findFolders` asks the system; tests answer themselves. */
export interface FolderProbe {
  /** The home folder that the password database names. */
  passwdHome(): string
  /** Owner of a folder, or null where there is none (or it cannot be asked). */
  ownerOf(path: string): number | null
  /** Why a folder in a shared place must not be used, or null. */
  refusePrivate(path: string, uid: number): QuiesceError | null
}

type Environment = Readonly<Record<string, string | undefined>>

export const folderProbe: FolderProbe = {
  passwdHome: () => userInfo().homedir,
  ownerOf(path) {
    try {
      const status = statSync(path)
      return status.isDirectory() ? status.uid : null
    } catch {
      // Not there or not ours to look at: either way no place for our files.
      return null
    }
  },
  refusePrivate: refusePrivateFolder,
}

/** "All paths set in these environment variables must be absolute"; a relative one is ignored. */
function absolute(env: Environment, name: string): string | null {
  const value = env[name]
  return value !== undefined && isAbsolute(value) ? value : null
}

function findHome(env: Environment, uid: number, probe: FolderProbe): string {
  const home = absolute(env, 'HOME')
  // `sudo` without -H leaves the caller's HOME: root's files do not belong there.
  const borrowed = home !== null && uid === 0 && probe.ownerOf(home) !== 0
  return home === null || borrowed ? probe.passwdHome() : home
}

/**
 * The runtime folder. XDG_RUNTIME_DIR counts only where it is ours: `su` leaves the other user's.
 * QUIESCE_RUNTIME_DIR stands above all, for rehearsals that must not meet the machine's real runs.
 */
function findRuntime(env: Environment, uid: number, probe: FolderProbe): Result<string> {
  const named = absolute(env, 'QUIESCE_RUNTIME_DIR')
  if (named !== null) return ok(named)
  // One place for root whatever session it comes from, else two roots would not see each other.
  if (uid === 0) return ok('/run/quiesce')
  const bases = [absolute(env, 'XDG_RUNTIME_DIR'), `/run/user/${uid}`]
  const base = bases.find((path) => path !== null && probe.ownerOf(path) === uid)
  if (base !== undefined && base !== null) return ok(join(base, 'quiesce'))
  const shared = `/tmp/quiesce-${uid}`
  const refusal = probe.refusePrivate(shared, uid)
  return refusal === null ? ok(shared) : fail(refusal)
}

/** Finds all folders, makes none. Refuses a lock folder in /tmp that somebody else made. */
export function findFolders(
  env: Environment,
  uid: number,
  probe: FolderProbe = folderProbe,
): Result<Folders> {
  const runtime = findRuntime(env, uid, probe)
  if (!runtime.ok) return runtime
  const home = findHome(env, uid, probe)
  const config = absolute(env, 'XDG_CONFIG_HOME') ?? join(home, '.config')
  const state = absolute(env, 'XDG_STATE_HOME') ?? join(home, '.local', 'state')
  return ok({
    config: join(config, 'quiesce'),
    systemConfig: '/etc/quiesce/services.d',
    journal: join(state, 'quiesce', 'journal'),
    output: join(state, 'quiesce', 'output'),
    runtime: runtime.value,
  })
}
