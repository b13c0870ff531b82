/** One daemon on a host: started by its script, looked at in /proc, stopped, and cleared away. */
import { mkdirSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { killSeen, type SeenInside } from '../../hosts/host-processes.ts'
import type { PlainHost } from '../../hosts/plain-host.ts'
import { quiesce, type Told } from '../systemd/inside.ts'
import type { Daemon } from './daemon.ts'
import { traceSignals } from './trace-signals.ts'

export interface Stopped {
  readonly told: Told
  /** Signals that reached the main process, in their order. */
  readonly signals: readonly string[]
  readonly left: readonly number[]
}

export class DaemonStage {
  readonly host: PlainHost
  readonly daemon: Daemon
  /** It as its pid file's daemon, and as its script's. */
  readonly target: string
  readonly scriptTarget: string

  constructor(host: PlainHost, daemon: Daemon) {
    this.host = host
    this.daemon = daemon
    this.target = daemon.target ?? `pidfile:${daemon.pidFile}`
    this.scriptTarget = `init:${daemon.name}`
  }

  /** Its living processes now. */
  processes(): SeenInside[] {
    const { ours, job } = this.daemon
    const main = this.main()
    return this.host
      .processes()
      .filter(({ args, state, pid }) => state !== 'Z' && ours.test(args) && (!job || pid === main))
  }

  pids(): number[] {
    return this.processes()
      .map(({ pid }) => pid)
      .sort((a, b) => a - b)
  }

  main(): number {
    return Number((this.host.readFile(this.daemon.pidFile) ?? '').trim())
  }

  /** Starts it by its script, and waits until its pid file and its processes are there. */
  async start(): Promise<number | null> {
    await this.daemon.beforeStart?.(this.host)
    const { status } = await this.host.script(this.daemon.name, 'start')
    await this.until(() => this.pids().includes(this.main()) && this.isComplete())
    await this.daemon.job?.begin(this.host)
    return status
  }

  isComplete(): boolean {
    return this.pids().length >= this.daemon.atLeast
  }

  /** Ends all of it, its job too, and removes what a dead one leaves. */
  async clear(): Promise<void> {
    const job = this.daemon.job?.args
    for (const seen of this.host.processes()) {
      if (this.daemon.ours.test(seen.args) || job?.test(seen.args)) killSeen(seen)
    }
    await this.until(() => this.pids().length === 0)
    await this.host.run(['rm', '-f', this.daemon.pidFile])
  }

  /** Waits until it holds; a daemon that never comes to it must not keep the others' tests waiting. */
  async until(holds: () => boolean): Promise<void> {
    const end = performance.now() + 60_000
    while (!holds()) {
      if (performance.now() > end) throw new Error(`${this.daemon.name} does not get there`)
      await new Promise((resolve) => setTimeout(resolve, 30))
    }
  }

  async ask(...args: string[]): Promise<Told> {
    return quiesce(this.host, args)
  }

  /** Stops it, while the signals are watched that its main process gets. */
  async stop(target: string): Promise<Stopped> {
    const trace = await traceSignals(this.host, this.main())
    const told = await this.ask('stop', target, '--schedule', 'stop/20/ask', '--no-input')
    return { told, signals: await trace.end(), left: this.pids() }
  }

  /** Makes it hang; the answer lets go of what holds it. */
  async hang(): Promise<() => void> {
    const { hang } = this.daemon
    if (hang.kind === 'busy') await hang.begin(this.host)
    if (hang.kind !== 'frozen') return () => undefined
    const main = this.main()
    return freeze(
      join(this.host.cgroup, `held-${this.daemon.name}`),
      this.processes().filter((process) => hang.who(process, main)),
    )
  }
}

function freeze(cgroup: string, processes: readonly SeenInside[]): () => void {
  mkdirSync(cgroup)
  for (const { outsidePid } of processes) {
    writeFileSync(join(cgroup, 'cgroup.procs'), `${outsidePid}`)
  }
  writeFileSync(join(cgroup, 'cgroup.freeze'), '1')
  return () => {
    rmdirSync(cgroup)
  }
}
