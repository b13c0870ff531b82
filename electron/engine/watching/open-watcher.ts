import { join } from 'node:path'
import type { ServiceAlert } from '../../../shared/watch.ts'
import { errnoOf } from '../errno.ts'
import { makePrivateFolder } from '../private-folder.ts'
import { rowHead } from './row-head.ts'
import { watchPolicyOf } from '../decide/watch/describe-watch.ts'
import type { WatchPolicy } from '../decide/watch/judge-service.ts'
import type { Inventory } from '../inventory/inventory.ts'
import type { EngineParts } from '../parts.ts'
import type { Pushes } from '../pushes.ts'
import { OnlyOne } from '../os/only-one.ts'
import { startOwn } from '../units/start-transient.ts'
import type { World } from '../world.ts'
import { askProbe } from './ask-probe.ts'
import type { WatcherPorts } from './ports.ts'
import { Watcher } from './watcher.ts'

interface WatcherOf {
  readonly world: World
  readonly inventory: Inventory
  readonly pushes: Pushes
  readonly parts: Pick<EngineParts, 'allRuns' | 'starterPorts'>
}

/** A policy asks for nothing before its configuration was read: computed once for each reading. */
function createPolicies(world: World): () => ReadonlyMap<string, WatchPolicy> {
  let last: { readonly of: unknown; readonly policies: ReadonlyMap<string, WatchPolicy> } | null =
    null
  return () => {
    const { services } = world.configuration.current()
    if (last?.of === services) return last.policies
    const entries = [...services].flatMap(([name, { configuration }]) => {
      const policy = watchPolicyOf(name, configuration)
      return policy === null ? [] : [[name, policy] as const]
    })
    last = { of: services, policies: new Map(entries) }
    return last.policies
  }
}

/** Where nobody can tell whether another watches, this one does: a start looks first who runs. */
async function mayWatch({ folders, uid }: World, only: OnlyOne): Promise<boolean> {
  try {
    return makePrivateFolder(folders.runtime, uid).ok && (await only.take())
  } catch (error) {
    if (errnoOf(error) === null) throw error
    return true
  }
}

/** The watcher of this engine; it looks at nothing before it is opened. */
export function makeWatcher({ world, inventory, pushes, parts }: WatcherOf): {
  readonly watcher: Watcher
  readonly close: () => void
} {
  const only = new OnlyOne(join(world.folders.runtime, 'watch.sock'))
  const ports: WatcherPorts = {
    clock: world.clock,
    policies: createPolicies(world),
    look: (name) => {
      const seen = inventory.look(name)
      return seen.ok ? rowHead(seen.value) : null
    },
    busy: async () => new Set((await parts.allRuns()).map((run) => run.target)),
    start: async (name) => {
      await inventory.prepare(name, false)
      return startOwn(parts.starterPorts, name)
    },
    ask: (probe) => askProbe(world, probe),
    mayWatch: () => mayWatch(world, only),
    tell: (alert: ServiceAlert) => {
      pushes.push({ name: 'alert', payload: alert })
      void world.journal.write(null, alert.target, { kind: 'notice', sentence: alert.sentence })
    },
  }
  const watcher = new Watcher(ports)
  return {
    watcher,
    close: () => {
      watcher.close()
      only.release()
    },
  }
}
