/** What the engine says of a scene. */
import type { Engine } from '../../../electron/engine/engine.ts'
import type { RequestInput } from '../../../shared/contract.ts'
import type { Diagnosis } from '../../../shared/diagnosis.ts'
import { Scene } from './scene.ts'
import type { Scenario } from './scenarios.ts'

export interface Seen {
  readonly diagnosis: Diagnosis
  /** From the question to the answer. */
  readonly ms: number
}

/** Who looks: an engine, wherever it runs. */
export interface Looker {
  readonly engine: Pick<Engine, 'request'>
  /** One look at a time, for its time not to be that of others. */
  readonly inTurn: <T>(look: () => Promise<T>) => Promise<T>
}

/** Where scenes are played, and who looks at them. */
export interface Theatre extends Looker {
  readonly program: string
  readonly folder: string
}

/** Asks a service to stop, as a run does; by itself the run waits far longer than any test. */
export async function stop(
  { engine }: Looker,
  target: string,
  schedule = 'TERM/600',
): Promise<string> {
  const view = await engine.request('run.stop', { target, schedule, person: true })
  if (!view.ok) throw new Error(view.error.message)
  return view.value.run.id
}

/** What is looked at: a target, or the run that stops it. */
export type Looked = RequestInput<'diagnosis.make'>

export async function look({ engine, inTurn }: Looker, looked: Looked): Promise<Seen> {
  return inTurn(async () => {
    const begun = performance.now()
    const made = await engine.request('diagnosis.make', looked)
    if (!made.ok) throw new Error(made.error.message)
    return { diagnosis: made.value, ms: performance.now() - begun }
  })
}

const isTooEarly = ({ diagnosis }: Seen): boolean =>
  diagnosis.findings.some(({ code, sentence }) => code === 'unknown' && /^Too early/.test(sentence))

/** Of a second that is too early, a tenth of a second apart. */
const mostLooks = 30

/** Looks until this is the verdict, or for so many looks; those that come too early do not count. */
export async function lookUntil(
  looker: Looker,
  looked: Looked,
  { verdict, looks }: { readonly verdict: string; readonly looks: number },
): Promise<Seen> {
  let left = looks
  for (let all = 1; ; all += 1) {
    const seen = await look(looker, looked)
    if (!isTooEarly(seen)) left -= 1
    if (left <= 0 || all === mostLooks || seen.diagnosis.findings[0]?.code === verdict) return seen
    // Timers of the engine have their turn, too.
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Plays a scene until the engine has a verdict on it. */
export async function play(theatre: Theatre, scenario: Scenario): Promise<Seen> {
  const { program, folder } = theatre
  const scene = await Scene.start(program, scenario.scene, folder)
  try {
    const target = scenario.target?.(folder) ?? `pid:${scene.subject}`
    if (scenario.when !== 'before') await stop(theatre, target)
    if (scenario.when === 'there') await scene.there()
    return await lookUntil(theatre, { target }, { looks: 1, ...scenario })
  } finally {
    scene.end()
  }
}
