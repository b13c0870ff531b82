/** Watches configured services while nobody stops them: restarts, run times, answers. */
import { later } from '../../../shared/moment.ts'
import type { ServiceAlert, ServiceWatch } from '../../../shared/watch.ts'
import { describePolicy } from '../decide/watch/describe-watch.ts'
import {
  freshMemory,
  judgeAnswer,
  judgeRestarted,
  judgeService,
  type Judgement,
  type WatchMemory,
  type WatchPolicy,
} from '../decide/watch/judge-service.ts'
import type { WatcherPorts } from './ports.ts'

/** How often the watched services are looked at. Milliseconds. */
const lookEveryMs = 1000
/** Older alerts are in the journal. */
const keptAlerts = 200

export class Watcher {
  readonly #ports: WatcherPorts
  readonly #memories = new Map<string, WatchMemory>()
  /** Services that a run was about since they were last seen up. */
  readonly #stopped = new Set<string>()
  readonly #lastAnswer = new Map<string, number>()
  #alerts: readonly ServiceAlert[] = []
  #lastId = 0
  #disarm: (() => void) | null = null
  #closed = false

  constructor(ports: WatcherPorts) {
    this.#ports = ports
  }

  /** Begins to watch; from then on it looks by itself until it is closed. */
  open(): void {
    this.#arm()
  }

  close(): void {
    this.#closed = true
    this.#disarm?.()
  }

  /** What was noticed since Quiesce started, newest last. */
  get alerts(): readonly ServiceAlert[] {
    return this.#alerts
  }

  /** A run of some Quiesce is about this service: what happens to it now is wanted. */
  noteRun(name: string): void {
    if (this.#ports.policies().has(name)) this.#stopped.add(name)
  }

  /** How a service is watched; null where nothing is asked for. */
  watchOf(name: string, keptBySystemd: boolean): ServiceWatch | null {
    const policy = this.#ports.policies().get(name)
    if (policy === undefined) return null
    const words = describePolicy(policy)
    return {
      ...words,
      restartBy: words.restart === null ? null : keptBySystemd ? 'systemd' : 'quiesce',
      answer: this.#answerOf(name),
      runTimeMs: policy.runTimeMs,
    }
  }

  #answerOf(name: string): ServiceWatch['answer'] {
    const memory = this.#memories.get(name)
    const at = this.#lastAnswer.get(name)
    if (memory?.silentSince != null) {
      const { silentSince: since, failures } = memory
      return { kind: 'silent', since, failures, why: this.#why.get(name) ?? '' }
    }
    return at === undefined ? { kind: 'not-asked' } : { kind: 'answers', at }
  }
  readonly #why = new Map<string, string>()

  #arm(): void {
    if (this.#closed) return
    const { clock } = this.#ports
    this.#disarm = clock.at(later(clock.now(), lookEveryMs), () => {
      void this.#look().finally(() => {
        this.#arm()
      })
    })
  }

  async #look(): Promise<void> {
    const policies = this.#ports.policies()
    if (policies.size === 0 || !(await this.#ports.mayWatch())) return
    const busy = await this.#ports.busy()
    for (const name of busy) this.noteRun(name)
    for (const [name, policy] of policies) {
      if (!this.#closed) this.#lookAt(name, policy, busy.has(name))
    }
    for (const name of this.#memories.keys()) if (!policies.has(name)) this.#memories.delete(name)
  }

  #lookAt(name: string, policy: WatchPolicy, busy: boolean): void {
    const seen = this.#ports.look(name)
    if (seen === null) return
    const now = this.#ports.clock.now()
    const stoppedByQuiesce = busy || this.#stopped.has(name)
    this.#take(
      name,
      judgeService(this.#memoryOf(name), policy, { ...seen, stoppedByQuiesce }, now),
      policy,
    )
    // It is up and no run is about it: what it does from now on, it does by itself.
    if (seen.up && !busy) this.#stopped.delete(name)
  }

  #memoryOf(name: string): WatchMemory {
    return this.#memories.get(name) ?? freshMemory
  }

  #take(name: string, judgement: Judgement, policy: WatchPolicy): void {
    this.#memories.set(name, judgement.memory)
    for (const { kind, sentence } of judgement.alerts) {
      this.tell({ kind, sentence, target: name, title: policy.title })
    }
    if (judgement.actions.includes('restart')) void this.#restart(name, policy)
    if (judgement.actions.includes('probe')) void this.#ask(name, policy)
  }

  /** Tells of what was noticed, by the watcher or by whoever else watches a service. */
  tell(alert: Omit<ServiceAlert, 'id' | 'at'>): void {
    this.#lastId += 1
    const whole = { ...alert, id: this.#lastId, at: this.#ports.clock.now().wall }
    this.#alerts = [...this.#alerts, whole].slice(-keptAlerts)
    this.#ports.tell(whole)
  }

  async #restart(name: string, policy: WatchPolicy): Promise<void> {
    const started = await this.#ports.start(name)
    if (this.#closed) return
    const report = started.ok ? started.value : { up: false, sentence: started.error.message }
    this.#take(name, judgeRestarted(this.#memoryOf(name), policy, report), policy)
  }

  async #ask(name: string, policy: WatchPolicy): Promise<void> {
    if (policy.probe === null) return
    const why = await this.#ports.ask(policy.probe)
    if (this.#closed) return
    const now = this.#ports.clock.now()
    if (why === null) this.#lastAnswer.set(name, now.wall)
    else this.#why.set(name, why)
    this.#take(name, judgeAnswer(this.#memoryOf(name), policy, why, now), policy)
  }
}
