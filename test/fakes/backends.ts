/** The backends over made-up files, ports and configuration; nothing of this machine is read. */
import type { Configuration } from '../../shared/configuration.ts'
import { ok } from '../../shared/errors.ts'
import type { SystemdBackendOptions } from '../../electron/engine/backends/systemd/systemd.ts'
import type { UnitFactsOf } from '../../electron/engine/inventory/unit-facts.ts'
import type { InitScriptFile } from '../../electron/engine/os/init-scripts.ts'
import type { ProcessTable } from '../../electron/engine/os/ports.ts'
import { createBackends, type Backends } from '../../electron/engine/backends/backends.ts'
import { createSceneCache, type BackendOptions } from '../../electron/engine/backends/options.ts'
import {
  indexProfiles,
  type KnownProfile,
} from '../../electron/engine/decide/profile/index-profiles.ts'
import type { SelfFacts } from '../../electron/engine/decide/protect.ts'
import type { PidFileFacts } from '../../electron/engine/decide/pid-file-verdict.ts'
import { createUnits, type Units } from '../../electron/engine/backends/systemd/units.ts'
import { fakeNow, inodeOf } from './rows.ts'
import type { FakeManager } from './systemd.ts'
import { FakeClock } from './world.ts'

type PlainFile = Extract<PidFileFacts, { kind: 'file' }>

/** What lies on the made-up machine; a test changes it between two looks. */
export interface FakeMachine {
  self: SelfFacts
  configuration: Configuration
  /** Executables that exist; their inodes follow from their paths, as in `makeRow`. */
  executables: string[]
  /** Scripts that are called as programs: they exist, and are no binaries. */
  scriptFiles: string[]
  pidFiles: Record<string, PidFileFacts>
  lockFiles: string[]
  /** Init scripts by name or path. */
  scripts: Record<string, InitScriptFile>
  /** Owners by port; null for a port whose owners nobody may see. */
  ports: Record<number, readonly number[] | null>
  /** What is known of daemons. */
  profiles: readonly KnownProfile[]
  /** How often the owners of a port were asked for. */
  portsAsked: number
}

/** A pid file of root's that names this pid, written now. */
export const pidFileOf = (pid: number, more: Partial<PlainFile> = {}): PlainFile => ({
  kind: 'file',
  file: { uid: 0, mode: 0o644 },
  folder: { uid: 0, mode: 0o755 },
  writtenAt: fakeNow.wall,
  content: { ok: true, value: pid },
  ...more,
})

export function makeMachine(more: Partial<FakeMachine> = {}): FakeMachine {
  return {
    self: { pid: 50, uid: 0, systemd: false },
    configuration: {},
    executables: [],
    scriptFiles: [],
    pidFiles: {},
    lockFiles: [],
    scripts: {},
    ports: {},
    profiles: [],
    portsAsked: 0,
    ...more,
  }
}

export function fakeOptions(machine: FakeMachine): BackendOptions {
  return {
    scene: createSceneCache(machine.self),
    configuration: () => machine.configuration,
    profiles: () => indexProfiles(machine.profiles),
    files: {
      executable: (path) =>
        [...machine.executables, ...machine.scriptFiles].includes(path)
          ? { device: 8, inode: inodeOf(path) }
          : null,
      pidFile: (path) => machine.pidFiles[path] ?? { kind: 'missing' },
      exists: (path) =>
        machine.lockFiles.includes(path) ||
        (machine.pidFiles[path]?.kind ?? 'missing') !== 'missing',
    },
    scripts: {
      names: () => Object.keys(machine.scripts).filter((name) => !name.startsWith('/')),
      pathOf: (name) => (name.startsWith('/') ? name : `/etc/init.d/${name}`),
      read: (name) => machine.scripts[name] ?? null,
      isBinary: (path) => machine.executables.includes(path),
    },
    portOwners: (port) => {
      machine.portsAsked += 1
      const pids = machine.ports[port]
      return { listening: pids !== undefined, pids: pids ?? [] }
    },
  }
}

/** A machine without systemd. */
export const noUnits: SystemdBackendOptions = {
  units: {
    books: [],
    book: () => null,
    ready: () => Promise.resolve(),
    close: () => Promise.resolve(),
  },
  cgroups: {
    processes: () => [],
    populated: () => null,
    mayKill: () => false,
    kill: () => ok(null),
    watch: () => () => undefined,
  },
  invocations: { of: () => null },
  readRow: () => null,
}

/** What plans and details ask of a machine without systemd. */
export const noUnitFacts = (table: ProcessTable): UnitFactsOf => ({
  units: noUnits.units,
  clients: { connectedTo: () => [] },
  table,
  session: { sshConnection: null, ownUnits: [] },
  fixedDeadline: () => null,
})

export const fakeBackends = (
  machine: FakeMachine,
  systemd: SystemdBackendOptions = noUnits,
): Backends => createBackends(fakeOptions(machine), systemd)

/** The managers of a machine with systemd, listed already. */
export async function openUnits(...managers: readonly FakeManager[]): Promise<Units> {
  const units = createUnits({
    clock: new FakeClock(),
    open: (kind) => Promise.resolve(managers.find(({ manager }) => manager === kind) ?? null),
  })
  await units.ready()
  return units
}
