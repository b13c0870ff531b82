/** Healthy daemons, looked at while they rest and while they leave: nothing is to be said of them. */
import type { Diagnosis, FindingCode } from '../../../shared/diagnosis.ts'
import { look, stop, type Looked, type Looker, type Seen, type Theatre } from './look.ts'
import { Scene } from './scene.ts'

export interface Healthy {
  readonly scene: string
}

/** What a look saw of one, at rest and then at each look until it had left. */
export interface SeenWell {
  readonly resting: Seen
  readonly leaving: readonly Seen[]
}

/** Of one that leaves there is nothing else to say. */
const harmless: ReadonlySet<FindingCode> = new Set(['makes-progress', 'unknown', 'nothing-sent'])

/**
 * What is said against a daemon that leaves: its verdict, or anything that is more than a possibility
 * ("blocks SIGTERM while it works: it may take it when that is done").
 */
export const accusations = (
  { findings }: Diagnosis,
  right: ReadonlySet<FindingCode> = new Set(),
): readonly string[] =>
  findings
    .filter(({ certainty }, at) => at === 0 || certainty !== 'possible')
    .filter(({ code }) => !harmless.has(code) && !right.has(code))
    .map(({ code, certainty, sentence }) => `${code} (${certainty}): ${sentence}`)

async function hasEnded({ engine }: Looker, run: string): Promise<boolean> {
  const view = await engine.request('run.get', { run })
  return view.ok && view.value.run.phase.kind === 'ended'
}

/** Looks at a stop again and again; the last look is the one after which it had left. */
export async function lookUntilLeft(
  looker: Looker,
  looked: Looked & { readonly run: string },
  hasLeft: () => Promise<boolean> | boolean,
): Promise<readonly Seen[]> {
  const seen: Seen[] = []
  for (;;) {
    // By its run: the process itself may be gone at any moment.
    seen.push(await look(looker, looked))
    if (await hasLeft()) return seen
    // As far apart as somebody looks who cannot wait.
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
}

/** Looks at one at rest, asks it to stop, and looks again until it has left. */
export async function playHealthy(theatre: Theatre, { scene: name }: Healthy): Promise<SeenWell> {
  const scene = await Scene.start(theatre.program, name, theatre.folder)
  try {
    const target = `pid:${scene.subject}`
    const resting = await look(theatre, { target })
    const run = await stop(theatre, target)
    const hasLeft = (): Promise<boolean> => hasEnded(theatre, run)
    return { resting, leaving: await lookUntilLeft(theatre, { target, run }, hasLeft) }
  } finally {
    scene.end()
  }
}
