/** The backends over made-up files, ports and configuration; nothing of this machine is read. */
import type { Configuration } from '../../shared/configuration.ts'
import { createBackends, type Backends } from '../../electron/engine/backends/backends.ts'
import { createSceneCache, type BackendOptions } from '../../electron/engine/backends/options.ts'
import type { SelfFacts } from '../../electron/engine/decide/protect.ts'
import type { PidFileFacts } from '../../electron/engine/decide/pid-file-verdict.ts'
import { fakeNow, inodeOf } from './rows.ts'

type PlainFile = Extract<PidFileFacts, { kind: 'file' }>

/** What lies on the made-up machine; a test changes it between two looks. */
export interface FakeMachine {
  self: SelfFacts
  configuration: Configuration
  /** Executables that exist; their inodes follow from their paths, as in `makeRow`. */
  executables: string[]
  pidFiles: Record<string, PidFileFacts>
  lockFiles: string[]
  /** Owners by port; null for a port whose owners nobody may see. */
  ports: Record<number, readonly number[] | null>
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
    pidFiles: {},
    lockFiles: [],
    ports: {},
    portsAsked: 0,
    ...more,
  }
}

export function fakeOptions(machine: FakeMachine): BackendOptions {
  return {
    scene: createSceneCache(machine.self),
    configuration: () => machine.configuration,
    files: {
      executable: (path) =>
        machine.executables.includes(path) ? { device: 8, inode: inodeOf(path) } : null,
      pidFile: (path) => machine.pidFiles[path] ?? { kind: 'missing' },
      exists: (path) => machine.lockFiles.includes(path),
    },
    portOwners: (port) => {
      machine.portsAsked += 1
      const pids = machine.ports[port]
      return { listening: pids !== undefined, pids: pids ?? [] }
    },
  }
}

export const fakeBackends = (machine: FakeMachine): Backends => createBackends(fakeOptions(machine))
