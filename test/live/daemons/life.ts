/** Plays a daemon's life on a host, and gathers what the machine and Quiesce say of it. Judges nothing. */
import type { PlainHost } from '../../hosts/plain-host.ts'
import type { SeenWell } from '../diagnosis/healthy.ts'
import { look, type Looker, type Seen } from '../diagnosis/look.ts'
import type { Told } from '../systemd/inside.ts'
import type { Daemon } from './daemon.ts'
import { DaemonStage, type Stopped } from './stage.ts'
import { watchWell } from './well.ts'

export interface Life {
  /** Exit status of its script's `start` and `status`. */
  readonly script: { readonly start: number | null; readonly status: number | null }
  /** Its line of `quiesce list`, or null. */
  readonly found: Readonly<Record<string, unknown>> | null
  /** The pid in its pid file, and its pids in /proc. */
  readonly main: number
  readonly pids: readonly number[]
  /** As a pid file's daemon, and as its script's. */
  readonly planned: Told
  readonly plannedByScript: Told
  readonly stopped: Stopped
  readonly stoppedByScript: Stopped
  /** A stop while something keeps it; null where nothing does. */
  readonly hung: Hung | null
  readonly forced: { readonly told: Told; readonly left: readonly number[] }
  readonly mainKilled: MainKilled
  /** `quiesce start` after everything was cleared away, and the script's `status` then. */
  readonly restarted: { readonly told: Told; readonly status: number | null }
  /** Looked at while it rests, and while it leaves in its own way. */
  readonly well: SeenWell
  /** Whether its job outlived the graceful stop; null where it has none. */
  readonly jobLives: boolean | null
}

interface Hung {
  readonly told: Told
  readonly left: readonly number[]
  /** What is said of it then. */
  readonly why: Seen
}

interface MainKilled {
  readonly told: Told
  /** Its processes besides the main one, before; all that is left of it, after. */
  readonly others: readonly number[]
  readonly left: readonly number[]
  readonly pidFile: boolean
  /** Whether its script then starts it, with nothing cleared away. */
  readonly startsAgain: boolean
}

export async function playLife(host: PlainHost, onlooker: Looker, daemon: Daemon): Promise<Life> {
  const stage = new DaemonStage(host, daemon)
  // What an earlier life left, that did not come to its end.
  await stage.clear()
  await daemon.prepare?.(host)
  const looked = await lookAt(stage)
  const stopped = await stage.stop(stage.target)
  const jobLives = daemon.job === undefined ? null : isAtJob(stage)
  await stage.clear()
  await stage.start()
  const stoppedByScript = await stage.stop(stage.scriptTarget)
  await stage.clear()
  const hang = await hangAndForce(stage, onlooker)
  const mainKilled = await killMain(stage)
  await stage.clear()
  await daemon.beforeStart?.(host)
  const told = await stage.ask('start', stage.scriptTarget)
  if (daemon.scriptRefused) await host.script(daemon.name, 'start')
  const { status } = await host.script(daemon.name, 'status')
  const well = await watchWell(host, onlooker, daemon)
  await stage.clear()
  return {
    ...{ ...looked, well, stopped, jobLives, stoppedByScript, ...hang, mainKilled },
    restarted: { told, status },
  }
}

async function lookAt(stage: DaemonStage) {
  const { host, daemon } = stage
  const start = await stage.start()
  const { status } = await host.script(daemon.name, 'status')
  const main = stage.main()
  const pids = stage.pids()
  const [list, planned, plannedByScript] = await Promise.all([
    stage.ask('list'),
    stage.ask('plan', stage.target),
    stage.ask('plan', stage.scriptTarget),
  ])
  const rows = list.result.services as readonly Record<string, unknown>[]
  const found = rows.find(({ pid }) => pid === main) ?? null
  return { script: { start, status }, found, main, pids, planned, plannedByScript }
}

const isAtJob = ({ host, daemon }: DaemonStage): boolean =>
  host.processes().some(({ args, state }) => state !== 'Z' && daemon.job?.args.test(args) === true)

/** A stop that does not come to its end, and force then; force alone where nothing keeps it. */
async function hangAndForce(
  stage: DaemonStage,
  onlooker: Looker,
): Promise<Pick<Life, 'hung' | 'forced'>> {
  await stage.start()
  const letGo = await stage.hang()
  const hung = stage.daemon.hang.kind === 'never' ? null : await stopInVain(stage, onlooker)
  // Apache removes its pid file when a graceful stop begins; then the script's program still tells.
  const named =
    stage.host.readFile(stage.daemon.pidFile) === null ? stage.scriptTarget : stage.target
  const told = await stage.ask('kill', named, '--yes', '--scope', 'all')
  const forced = { told, left: stage.pids() }
  await stage.clear()
  letGo()
  return { hung, forced }
}

async function stopInVain(stage: DaemonStage, onlooker: Looker): Promise<Hung> {
  const { target, daemon } = stage
  const schedule = `${daemon.graceful}/1/ask`
  const told = await stage.ask('stop', target, '--schedule', schedule, '--no-input')
  const left = stage.pids()
  return { told, left, why: await look(onlooker, { target, run: String(told.result.run) }) }
}

/** What lives on, and what is left, when only the main process is killed. */
async function killMain(stage: DaemonStage): Promise<MainKilled> {
  await stage.start()
  const main = stage.main()
  const others = stage.pids().filter((pid) => pid !== main)
  const told = await stage.ask('kill', stage.target, '--yes', '--scope', 'main')
  const left = stage.pids()
  const pidFile = stage.host.readFile(stage.daemon.pidFile) !== null
  await stage.host.script(stage.daemon.name, 'start')
  const { status } = await stage.host.script(stage.daemon.name, 'status')
  // Some scripts take the orphans for their daemon.
  const isNew = !left.includes(stage.main()) && stage.pids().includes(stage.main())
  return { told, others, left, pidFile, startsAgain: status === 0 && isNew }
}
