/** Everything that the engine opens on this machine, in order; closed in the opposite one. */
import { release } from 'node:os'
import { fail, ok, type QuiesceError, type Result } from '../../shared/errors.ts'
import type { ProcessIdentity, ProcessRow } from '../../shared/process.ts'
import { version } from '../../shared/version.ts'
import type { ConfigurationStore } from './configuration/configuration.ts'
import type { JournalWriterIdentity } from './decide/open-runs.ts'
import { refusePlatform } from './decide/platform.ts'
import { isWriterAlive } from './decide/writer-alive.ts'
import { findFolders, type Folders } from './folders.ts'
import { openForceMemory, type ForceMemory } from './leftovers/open-memory.ts'
import { openJournal, type Journal } from './journal/journal.ts'
import { createLocks, type Locks } from './locks/locks.ts'
import { openPrivilege, type Privilege } from './privilege/open-privilege.ts'
import type { Asking } from './privilege/ports.ts'
import { findNativePrograms, type NativePrograms } from './native-folder.ts'
import { readHostFacts, type HostFacts } from './os/host.ts'
import { createLinuxPorts, type LinuxPorts } from './os/linux.ts'
import { mayLive } from './os/may-live.ts'
import { isPidTaken } from './os/portable.ts'
import { nameOfPerson } from './person.ts'
import { openSettings } from './settings/open-settings.ts'
import type { SettingsStore } from './settings/settings.ts'
import { openSyslog } from './journal/syslog.ts'
import { openSystemd, type SystemdPorts } from './open-systemd.ts'
import { sharedFolder } from './private-folder.ts'

export interface EngineOptions {
  /** Which door it is for; the record names it. */
  readonly door: string
  readonly env?: Readonly<Record<string, string | undefined>>
  /** It stays: services that are configured so are watched and started again. */
  readonly watches?: boolean
  /** Whom the system may ask for permission; a window has somebody before it. */
  readonly asking?: Asking
}

export interface World extends LinuxPorts, SystemdPorts {
  readonly folders: Folders
  readonly journal: Journal
  readonly configuration: ConfigurationStore
  readonly settings: SettingsStore
  readonly locks: Locks
  readonly privilege: Privilege
  /** What members of runs held before force. */
  readonly runMemory: ForceMemory
  readonly programs: NativePrograms
  readonly host: HostFacts
  readonly user: string
  readonly boot: string
  readonly uid: number
  readonly env: Readonly<Record<string, string | undefined>>
  isAlive(identity: ProcessIdentity): boolean
  isWriterAlive(writer: JournalWriterIdentity): boolean
  close(): Promise<void>
}

/** Without an identity of its own no other Quiesce could tell whether this one still lives. */
const cannotSeeItself: QuiesceError = {
  code: 'unreadable',
  message: 'Quiesce cannot see itself in /proc.',
  next: 'Mount /proc of this pid namespace, then start Quiesce again.',
}

/** Opens the world. Refused where the lock folder or the journal's belongs to somebody else. */
export async function openWorld(options: EngineOptions): Promise<Result<World>> {
  const { platform, arch } = process
  const unsuited = refusePlatform({ platform, arch, release: release() })
  if (unsuited) return fail(unsuited)
  const env = options.env ?? process.env
  const uid = process.getuid?.() ?? 0
  const folders = findFolders(env, uid)
  if (!folders.ok) return folders
  const programs = withOverride(findNativePrograms(import.meta.dirname), env)
  const ports = await createLinuxPorts({ helperPath: programs.helperPath })
  const { boot } = ports.table.read()
  const self = ports.table.readOne(process.pid)?.identity
  if (self === undefined) {
    await ports.signaller.close()
    return fail(cannotSeeItself)
  }
  const user = nameOfPerson(env)
  const journal = await openJournal({
    folder: folders.value.journal,
    clock: ports.clock,
    boot,
    door: options.door,
    user,
    version,
    syslog: openSyslog(),
    startTicks: self.startTicks,
  })
  if (!journal.ok) {
    await ports.signaller.close()
    return journal
  }
  const readOne = (pid: number): ProcessRow | null => ports.table.readOne(pid)
  const isAlive = (identity: ProcessIdentity): boolean =>
    mayLive(identity, { boot, readOne, isPidTaken })
  const me = { identity: self, user, door: options.door }
  const systemd = openSystemd({ clock: ports.clock, uid, env })
  const alsoRead = uid === 0 || env.QUIESCE_RUNTIME_DIR !== undefined ? null : sharedFolder
  const locks = createLocks({ folder: folders.value.runtime, alsoRead, me, isAlive })
  const privilege = openPrivilege({
    uid,
    boot,
    door: options.door,
    asking: options.asking ?? (options.watches === true ? 'agent' : 'nobody'),
    ports: { ...ports, locks, deadlineFiles: systemd.deadlineFiles },
    record: (sentence) => void journal.value.write(null, null, { kind: 'notice', sentence }),
  })
  const host = readHostFacts(ports.clock)
  const written = await openSettings({
    folders: folders.value,
    journal: journal.value,
    clock: ports.clock,
    uid,
    user,
    hostName: host.hostName,
  })
  return ok({
    ...ports,
    ...systemd,
    ...privilege.ports,
    privilege,
    runMemory: openForceMemory({
      folders: folders.value,
      clock: ports.clock,
      journal: journal.value,
    }),
    env,
    folders: folders.value,
    journal: journal.value,
    ...written,
    programs,
    host,
    user,
    boot,
    uid,
    isAlive,
    isWriterAlive: (writer) => isWriterAlive(writer, ports.table.readOne(writer.pid), boot),
    close: async () => {
      await privilege.helpers.drop()
      await systemd.unitLog.close()
      await systemd.units.close()
      await journal.value.close()
      await privilege.ports.signaller.close()
    },
  })
}

/** A helper elsewhere, named by whoever starts Quiesce; one that is not there gives the weaker way. */
function withOverride(
  programs: NativePrograms,
  env: Readonly<Record<string, string | undefined>>,
): NativePrograms {
  const helperPath = env.QUIESCE_SIGNAL_HELPER
  return helperPath === undefined || helperPath === '' ? programs : { ...programs, helperPath }
}
