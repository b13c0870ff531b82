import type { Client, PushedEvent, RequestName, RunView } from '../../shared/contract.ts'
import { ok, type Result } from '../../shared/errors.ts'
import type { Phase } from '../../shared/run.ts'
import { makeRun } from '../fakes/run.ts'

/** A client that records what it is asked, and answers as it is told. */
export class FakeClient implements Client {
  readonly asked: { readonly name: RequestName; readonly input: unknown }[] = []
  readonly listeners = new Set<(event: PushedEvent) => void>()
  /** Calls of what only the process of the door may do, in order. */
  readonly ended: string[] = []
  answer: (name: RequestName, input: unknown) => Promise<Result<unknown>> = () =>
    Promise.resolve(ok([]))

  request(name: RequestName, input: unknown): Promise<never> {
    this.asked.push({ name, input })
    return this.answer(name, input) as Promise<never>
  }

  subscribe(listener: (event: PushedEvent) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  interrupt(why: string): Promise<void> {
    this.ended.push(`interrupt: ${why}`)
    return Promise.resolve()
  }

  close(): Promise<void> {
    this.ended.push('close')
    return Promise.resolve()
  }

  push(event: PushedEvent): void {
    for (const listener of this.listeners) listener(event)
  }
}

const moment = { mono: 0, wall: 0 }
const phases = {
  waiting: { kind: 'waiting', step: 0, deadline: null },
  asking: { kind: 'asking', step: 1, why: 'schedule', since: moment },
  ended: { kind: 'ended', outcome: { kind: 'stopped' }, at: moment },
} satisfies Record<string, Phase>

/** A run as a door sees it, of which only what the desktop looks at matters here. */
export function runView(
  title: string,
  { phase = 'waiting', here = true, turn = 1 }: RunViewOptions = {},
): RunView {
  return {
    run: makeRun('stop/30/ask', { id: `run-${title}`, title, phase: phases[phase], turn }),
    plan: null,
    owner: { here, pid: 1234, user: 'ada', door: 'desktop' },
    advice: null,
    canStart: false,
    usual: null,
  }
}

interface RunViewOptions {
  readonly phase?: keyof typeof phases
  readonly here?: boolean
  readonly turn?: number
}
