import { join } from 'node:path'
import { createBackends } from '../backends/backends.ts'
import { createFileLooks } from '../backends/file-looks.ts'
import { findPidFiles, runFolders } from '../backends/found-pid-files.ts'
import { createSceneCache, type BackendOptions } from '../backends/options.ts'
import { createPortOwners } from '../backends/port-owners.ts'
import { needsOfStop } from '../decide/privilege/needs.ts'
import { ancestorsOf } from '../decide/table.ts'
import type { SessionFacts } from '../decide/unit/own-session.ts'
import { unitOfCgroup } from '../parse/cgroup.ts'
import { isKnown } from '../../../shared/unknown.ts'
import { createInitScripts } from '../os/init-scripts.ts'
import { createInventory, type Inventory, type RememberedTimes } from './inventory.ts'
import { catalogue } from '../profiles/catalogue.ts'
import { createProfileIndex } from '../profiles/profiles.ts'
import type { World } from '../world.ts'

/** The inventory over this machine's process table, configuration and pid files. */
export function openInventory(world: World, memory: RememberedTimes): Inventory {
  const { table, host, uid } = world
  const self = { pid: process.pid, uid, systemd: host.systemd }
  const configuration = () => world.configuration.current().configuration
  const backendOptions: BackendOptions = {
    scene: createSceneCache(self),
    configuration,
    profiles: createProfileIndex(catalogue, () => configuration().profiles),
    files: createFileLooks(),
    scripts: createInitScripts(uid),
    portOwners: createPortOwners((pid) => table.listeningPorts(pid)),
  }
  // A practice daemon that forked away is listed by its pid file, as its start names it.
  const folders = [...runFolders, join(world.folders.runtime, 'practice')]
  const { units, cgroups, invocations, clients, deadlineFiles } = world
  const readRow = (pid: number) => table.readOne(pid)
  return createInventory({
    table,
    backends: createBackends(backendOptions, { units, cgroups, invocations, readRow }),
    backendOptions,
    unitFacts: {
      units,
      clients,
      table,
      session: readSession(world),
      fixedDeadline: (manager) => deadlineFiles.refusal(manager),
    },
    pidFiles: () => findPidFiles(folders, (path) => backendOptions.files.pidFile(path)),
    guarantee: () => world.signaller.guarantee(),
    permission: (observed, schedule) => {
      const { helpers, isOthers } = world.privilege
      const state = helpers.state()
      if (state.kind === 'root') return null
      return { needs: needsOfStop(observed, schedule, isOthers), state }
    },
    rules: () => {
      const { limits, settings } = world.settings.current()
      return { limits, schedule: settings.schedule }
    },
    memory,
    problems: () => world.configuration.problems().map((p) => `${p.message} ${p.next}`),
  })
}

/** What the person's own session hangs on: read once, it does not change while Quiesce runs. */
function readSession({ table, env }: World): SessionFacts {
  const rows = table.read()
  const me = rows.rows.get(process.pid)
  const own = me ? [me, ...ancestorsOf(rows, process.pid)] : []
  return {
    sshConnection: env.SSH_CONNECTION ?? null,
    ownUnits: own.flatMap((row) =>
      isKnown(row.cgroup) ? (unitOfCgroup(row.cgroup)?.unit ?? []) : [],
    ),
  }
}
