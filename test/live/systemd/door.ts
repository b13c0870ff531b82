/** The console of a Quiesce that runs inside a host, and a person before it. */
import { createInterface } from 'node:readline'
import type {
  RequestInput,
  RequestName,
  RequestOutputs,
  RunView,
} from '../../../shared/contract.ts'
import type { AfterWatch } from '../../../shared/after-watch.ts'
import type { Result } from '../../../shared/errors.ts'
import type { Decision, Run } from '../../../shared/run.ts'
import type { HostProcess } from '../../hosts/host-process.ts'
import { PrivateHost, type RunOptions } from '../../hosts/private-host.ts'

import { cli } from './inside.ts'

interface Wait {
  readonly run: string
  readonly holds: (run: Run, watch: AfterWatch | undefined) => boolean
  readonly done: (run: Run) => void
  readonly failed: (error: Error) => void
}

export class Door {
  /** The console: `kill` ends Quiesce. */
  readonly console: HostProcess
  readonly #bridge: HostProcess
  readonly #answers = new Map<number, (answer: unknown) => void>()
  /** The newest view of each run. */
  readonly #runs = new Map<string, Run>()
  /** Whether its service comes back, of each run that has ended. */
  readonly #watches = new Map<string, AfterWatch>()
  #waits: readonly Wait[] = []
  #lastId = 0

  private constructor(console: HostProcess, bridge: HostProcess) {
    this.console = console
    this.#bridge = bridge
  }

  /** Starts `quiesce console` and connects to it. */
  static async open(host: PrivateHost, options: RunOptions = {}): Promise<Door> {
    const program = host.start([...cli, 'console', '--json'], options)
    const said = await firstLine(program)
    const { url, openerFile } = JSON.parse(said) as Record<string, string>
    const token = /#token=([\w-]+)/.exec(host.readFile(openerFile ?? '') ?? '')?.[1]
    const script = `${PrivateHost.checkout}/test/live/systemd/door-inside.ts`
    const bridge = host.start([PrivateHost.node, '--no-warnings', script], options)
    const door = new Door(program, bridge)
    door.#listen()
    const origin = url?.replace(/\/$/, '')
    bridge.child.stdin?.write(`${JSON.stringify({ origin, token })}\n`)
    return door
  }

  /** One request of the contract. */
  async request<K extends RequestName>(
    name: K,
    input: RequestInput<K>,
  ): Promise<Result<RequestOutputs[K]>> {
    const id = (this.#lastId += 1)
    const answer = new Promise((done) => this.#answers.set(id, done))
    this.#bridge.child.stdin?.write(`${JSON.stringify({ id, name, input })}\n`)
    return (await answer) as Result<RequestOutputs[K]>
  }

  /** As `request`, where a refusal is a fault of the test. */
  async ask<K extends RequestName>(name: K, input: RequestInput<K>): Promise<RequestOutputs[K]> {
    const answer = await this.request(name, input)
    if (!answer.ok) throw new Error(`${name} was refused: ${JSON.stringify(answer.error)}`)
    return answer.value
  }

  /** Begins a stop with a person before it. */
  async stop(
    target: string,
    schedule: string,
    more: Partial<RequestInput<'run.stop'>> = {},
  ): Promise<Run> {
    const view = await this.ask('run.stop', { target, schedule, person: true, ...more })
    this.#note(view)
    return view.run
  }

  /** Decides on the run as it stands now. */
  async decide(run: Run, decision: Decision): Promise<Result<RunView>> {
    const { turn } = this.#runs.get(run.id) ?? run
    return this.request('run.decide', { run: run.id, turn, decision })
  }

  /** Waits until the run is so. The test's own timeout ends it. */
  async until(run: Run, holds: (run: Run) => boolean): Promise<Run> {
    const now = this.#runs.get(run.id) ?? run
    if (holds(now)) return now
    return new Promise((done, failed) => {
      this.#waits = [...this.#waits, { run: run.id, holds, done, failed }]
    })
  }

  async untilPhase(run: Run, ...kinds: readonly Run['phase']['kind'][]): Promise<Run> {
    return this.until(run, ({ phase }) => kinds.includes(phase.kind))
  }

  /** Waits until the watch over the ended run is so. */
  async untilWatched(run: Run, holds: (watch: AfterWatch) => boolean): Promise<AfterWatch> {
    const isSo = (watch: AfterWatch | undefined): watch is AfterWatch =>
      watch !== undefined && holds(watch)
    const now = this.#watches.get(run.id)
    if (isSo(now)) return now
    await new Promise<Run>((done, failed) => {
      const wait = { run: run.id, holds: (_: Run, watch?: AfterWatch) => isSo(watch), done, failed }
      this.#waits = [...this.#waits, wait]
    })
    const watch = this.#watches.get(run.id)
    if (watch === undefined) throw new Error(`nobody watches ${run.id}`)
    return watch
  }

  /** The run's end, and its outcome. */
  async untilEnd(run: Run): Promise<Run & { phase: { kind: 'ended' } }> {
    return (await this.untilPhase(run, 'ended')) as Run & { phase: { kind: 'ended' } }
  }

  #listen(): void {
    const { stdout, stderr } = this.#bridge.child
    let complaints = ''
    stderr?.on('data', (text: Buffer) => (complaints += text.toString()))
    this.#bridge.child.once('exit', () => {
      for (const { failed } of this.#waits) failed(new Error(`the console is lost: ${complaints}`))
    })
    if (stdout === null) return
    createInterface({ input: stdout }).on('line', (line) => {
      const said = JSON.parse(line) as Said
      if (said.id !== undefined) this.#answers.get(said.id)?.(said.answer ?? lost(said.lost))
      if (said.event === 'run') this.#note(said.payload as RunView)
    })
  }

  #note({ run, watch }: RunView): void {
    const known = this.#runs.get(run.id)
    if (known !== undefined && known.revision > run.revision) return
    this.#runs.set(run.id, run)
    if (watch !== undefined) this.#watches.set(run.id, watch)
    for (const wait of this.#waits.filter((one) => one.run === run.id && one.holds(run, watch))) {
      this.#waits = this.#waits.filter((other) => other !== wait)
      wait.done(run)
    }
  }
}

interface Said {
  readonly id?: number
  readonly answer?: unknown
  readonly lost?: string
  readonly event?: string
  readonly payload?: unknown
}

const lost = (why = 'no answer'): Result<never> => ({
  ok: false,
  error: { code: 'internal', message: `The console did not answer: ${why}`, next: '' },
})

async function firstLine({ child }: HostProcess): Promise<string> {
  let text = ''
  return new Promise((done, failed) => {
    child.stderr?.on('data', (more: Buffer) => (text += more.toString()))
    child.stdout?.on('data', (more: Buffer) => {
      text += more.toString()
      const line = /^\{.*$/m.exec(text)
      if (line !== null && text.includes('\n')) done(line[0])
    })
    child.once('exit', () => {
      failed(new Error(`the console did not open: ${text}`))
    })
  })
}
