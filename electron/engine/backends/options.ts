import type { Configuration, ServiceConfiguration } from '../../../shared/configuration.ts'
import type { ProfileIndex } from '../decide/profile/index-profiles.ts'
import type { SelfFacts } from '../decide/protect.ts'
import { makeScene, type Scene } from '../decide/scene.ts'
import type { Table } from '../decide/table.ts'
import type { Target } from '../decide/target.ts'
import type { Observed } from '../decide/observed.ts'
import type { InitScripts } from '../os/init-scripts.ts'
import type { FileLooks } from './file-looks.ts'
import type { PortOwners } from './port-owners.ts'

/** What the backends ask of the world. */
export interface BackendOptions {
  /** The table with its indexes; asked often with the same table. */
  readonly scene: (table: Table) => Scene
  readonly configuration: () => Configuration
  /** What is known of daemons; without it nothing is. */
  readonly profiles?: () => ProfileIndex
  readonly files: FileLooks
  readonly scripts: InitScripts
  readonly portOwners: (port: number, table: Table) => PortOwners
}

/** Computes the scene of a table once, for as long as everybody asks about that table. */
export function createSceneCache(self: SelfFacts): (table: Table) => Scene {
  let last: Scene | null = null
  return (table) => {
    if (last?.table !== table) last = makeScene(table, self)
    return last
  }
}

/** The configured service of a target by name, else null. */
export function configurationOf(
  target: Target,
  configuration: Configuration,
): ServiceConfiguration | null {
  const services = configuration.services ?? {}
  if (target.kind !== 'name' || !Object.hasOwn(services, target.name)) return null
  return services[target.name] ?? null
}

/** The configured lock file and whether it is there. */
export function lookAtLockFile(
  configuration: ServiceConfiguration | null,
  files: FileLooks,
): Observed['lockFile'] {
  const path = configuration?.lockfile
  return path === undefined ? null : { path, there: files.exists(path) }
}
