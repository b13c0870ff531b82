/** An engine whose runs are played by the real table of phases and events, without a process. */
import type { DoorEngine } from '../../electron/cli/command.ts'
import type {
  PushedEvent,
  RequestInput,
  RequestName,
  RequestOutputs,
  RunView,
} from '../../shared/contract.ts'
import { fail, ok, type QuiesceError, type Result } from '../../shared/errors.ts'
import type { Member } from '../../shared/process.ts'
import type { Run } from '../../shared/run.ts'
import type { UntimedEvent } from '../../electron/engine/decide/escalation/events.ts'
import { makeRun, Play } from '../fakes/run.ts'

type Answers = {
  [K in RequestName]?: (input: RequestInput<K>) => Result<RequestOutputs[K]>
}

export const refusal = (code: QuiesceError['code'], message = 'It is refused.'): QuiesceError => ({
  code,
  message,
  next: 'Do something else.',
})

export class FakeEngine implements DoorEngine {
  readonly asked: { name: RequestName; input: unknown }[] = []
  readonly answers: Answers = {}
  play: Play | null = null
  /** Changes the run that a stop begins. */
  runChanges: Partial<Run> = {}
  members: Member[] | undefined
  advice: RunView['advice'] = null
  closed = false
  interruptedBy: string | null = null
  readonly #listeners = new Set<(event: PushedEvent) => void>()

  request<K extends RequestName>(
    name: K,
    input: RequestInput<K>,
  ): Promise<Result<RequestOutputs[K]>> {
    this.asked.push({ name, input })
    const answer = this.answers[name]
    return Promise.resolve(
      answer ? answer(input) : (this.#answerRun(name, input) as Result<RequestOutputs[K]>),
    )
  }

  subscribe(listener: (event: PushedEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  push(event: PushedEvent): void {
    for (const listener of this.#listeners) listener(event)
  }

  /** Plays events on the run and pushes where it stands after them. */
  happen(change: (play: Play) => unknown): void {
    if (!this.play) throw new Error('no run yet')
    change(this.play)
    this.push({ name: 'run', payload: this.view() })
  }

  view(): RunView {
    if (!this.play) throw new Error('no run yet')
    const owner = { here: true, pid: 4000, user: 'ops', door: 'cli' }
    return {
      run: this.play.run,
      plan: null,
      owner,
      advice: this.advice,
      canStart: false,
      usual: null,
    }
  }

  /** Begins a run as `run.stop` does: the first signals are out when it answers. */
  begin(schedule: string, person: boolean): RunView {
    const changes = { ...this.runChanges, person }
    this.play = new Play(
      this.members ? makeRun(schedule, changes, this.members) : makeRun(schedule, changes),
    )
    this.play.begin()
    this.push({ name: 'run', payload: this.view() })
    this.play.settle()
    this.push({ name: 'run', payload: this.view() })
    return this.view()
  }

  get runsAsked(): RequestName[] {
    return this.asked.map(({ name }) => name).filter((name) => name !== 'run.list')
  }

  interrupt(why: string): Promise<void> {
    this.interruptedBy = why
    if (this.play) this.happen((play) => play.after(1, { kind: 'interrupted', why }))
    return Promise.resolve()
  }

  personLeft(): void {
    if (this.play) this.happen((play) => play.after(1, { kind: 'person-left' }))
  }

  close(): Promise<void> {
    this.closed = true
    return Promise.resolve()
  }

  #answerRun(name: RequestName, input: unknown): Result<unknown> {
    const answers: Partial<Record<RequestName, () => Result<unknown>>> = {
      'run.list': () => ok(this.play ? [this.view()] : []),
      'run.get': () => ok(this.view()),
      'run.resume': () => ok(this.view()),
      'run.stop': () => {
        const { schedule, person } = input as RequestInput<'run.stop'>
        return ok(this.begin(schedule ?? 'stop/30/ask/KILL/5', person))
      },
      'run.kill': () => {
        const { scope, person } = input as RequestInput<'run.kill'>
        return ok(this.begin(scope === 'all' ? 'KILL/5' : `KILL@${scope}/5`, person))
      },
      'run.decide': () => this.#decide(input as RequestInput<'run.decide'>),
    }
    const unwritten = refusal('not-available', `No answer to ${name} was written.`)
    return answers[name]?.() ?? fail(unwritten)
  }

  #decide({ decision, turn }: RequestInput<'run.decide'>): Result<RunView> {
    const event: UntimedEvent = { kind: 'decision', decision, turn, by: 'ops' }
    this.happen((play) => play.after(1, event))
    const refused = this.play?.last.find((effect) => effect.kind === 'refuse-decision')
    return refused ? fail(refused.error) : ok(this.view())
  }
}
