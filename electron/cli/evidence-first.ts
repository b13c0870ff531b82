/** Evidence before force: saved once, before whatever would force is asked for. */
import { resolve } from 'node:path'
import type {
  Client,
  RequestInput,
  RequestName,
  RequestOutputs,
  RunView,
} from '../../shared/contract.ts'
import type { Result } from '../../shared/errors.ts'
import type { EvidenceReport } from '../../shared/evidence.ts'
import type { EvidenceLine } from '../../shared/json-evidence.ts'
import type { Run } from '../../shared/run.ts'
import { isForce } from '../../shared/schedule.ts'
import { describeEvidence } from '../../shared/wording/evidence-words.ts'
import { printable } from '../../shared/wording/numbers.ts'
import type { CommandCall, DoorEngine, Option } from './command.ts'
import { toJsonLine } from './json-line.ts'
import { paint } from './terminal.ts'

export const evidenceOptions: readonly Option[] = [
  {
    name: 'evidence',
    value: 'DIR',
    sentence:
      'before force, save stacks, open files, sockets, memory and log in a new folder below DIR (- for the one that Quiesce has for it)',
  },
  {
    name: 'core',
    sentence:
      'with --evidence: a core, too, once force is decided; it stops the service while it is written',
  },
  {
    name: 'stacks',
    sentence:
      'with --evidence: where each thread stands in its program, too, once force is decided; it stops the service for a moment',
  },
]

/** What is missing is told in so many lines; the folder's index names all. */
const mostMissing = 5

/** So long before a schedule forces by itself it is saved: the time that a saving may take. Milliseconds. */
const leadMs = 3000
const tickMs = 250

type Due = 'hangs' | 'forces'

/** It hangs and a person decides, or its last moments before the schedule itself forces have come. */
function whyDue({ phase, schedule, person }: Run, now: number): Due | null {
  // Without a person it ends here, and nothing of it is lost.
  if (phase.kind === 'asking') return person ? 'hangs' : null
  // Before that it may still leave: its grace is no hang, and what is saved then shows none.
  if (phase.kind !== 'waiting' || phase.deadline === null) return null
  if (phase.deadline.wall - now > leadMs) return null
  const next = schedule.slice(phase.step + 1).find((item) => item.kind !== 'wait')
  return next !== undefined && isForce(next) ? 'forces' : null
}

function toLine(run: string | null, at: number, saved: Result<EvidenceReport>): EvidenceLine {
  const head = { type: 'evidence', run } as const
  if (saved.ok) {
    const { folder, files, bytes, missing, cut } = saved.value
    const lists = { files: [...files], bytes, missing: [...missing], cut }
    return {
      ...head,
      at: saved.value.at,
      sentence: describeEvidence(saved.value),
      folder,
      ...lists,
    }
  }
  const sentence = `No evidence was saved. ${saved.error.message}`
  return { ...head, at, sentence, folder: null, files: [], bytes: 0, missing: [], cut: false }
}

/** What the service stands still for while it is saved. */
interface Held {
  readonly core: 'none' | 'gcore'
  readonly stacks: boolean
}

const untouched: Held = { core: 'none', stacks: false }
const isHeld = ({ core, stacks }: Held): boolean => core !== 'none' || stacks

class EvidenceFirst {
  readonly #call: CommandCall
  readonly #engine: DoorEngine
  readonly #held: Held
  readonly #folder: Pick<RequestInput<'evidence.save'>, 'folder'>
  readonly #stop: () => void
  #run: Run | null = null
  #saving: Promise<void> | null = null

  constructor(call: CommandCall, engine: DoorEngine, folder: string) {
    this.#call = call
    this.#engine = engine
    const { switches } = call.arguments
    this.#held = { core: switches.has('core') ? 'gcore' : 'none', stacks: switches.has('stacks') }
    this.#folder = folder === '-' ? {} : { folder: resolve(folder) }
    this.#stop = call.world.every(tickMs, () => {
      this.#look()
    })
  }

  /** The run moved: saves it where force comes next. */
  see({ run }: RunView): void {
    this.#run = run
    this.#look()
  }

  #look(): void {
    const run = this.#run
    if (run === null || this.#saving !== null) return
    const why = whyDue(run, this.#call.world.now())
    if (why === 'forces') this.#saving = this.#saveBeforeForce(run)
    // A person who may yet wait has not asked for its standing still.
    else if (why === 'hangs' && !isHeld(this.#held)) void this.save(run.target, run.id)
  }

  /** The clock is held meanwhile, so that nothing of its grace is lost, and force waits for it. */
  async #saveBeforeForce({ id, turn, target }: Run): Promise<void> {
    const held = await this.#engine.request('run.decide', {
      ...{ run: id, turn, decision: { kind: 'hold' } },
    })
    // A clock that cannot be held runs on: standing still would take what is left of its grace.
    await this.#save(target, id, held.ok ? this.#held : untouched)
    const now = this.#run
    if (!held.ok || now?.phase.kind !== 'held') return
    const release = { run: id, turn: now.turn, decision: { kind: 'release' } } as const
    const released = await this.#engine.request('run.decide', release)
    if (!released.ok && released.error.code !== 'not-now') {
      this.#call.world.terminal.complain(printable(released.error.message))
    }
  }

  /** Resolves when it is saved, or cannot be; a second time it is the first. */
  save(target: string, run: string | null): Promise<void> {
    this.#saving ??= this.#save(target, run, this.#held)
    return this.#saving
  }

  /** Resolves when nothing is being saved any more; it looks at the clock no more. */
  async settled(): Promise<void> {
    this.#stop()
    await this.#saving
  }

  async #save(target: string, run: string | null, held: Held): Promise<void> {
    const about = { target, ...(run !== null && { run }) }
    const saved = await this.#engine.request('evidence.save', {
      ...{ ...about, ...this.#folder },
      core: held.core,
      ...(held.stacks && { stacks: true }),
    })
    const { json, world } = this.#call
    const line = toLine(run, world.now(), saved)
    if (json) {
      world.terminal.print(toJsonLine(line))
      return
    }
    const sentence = printable(line.sentence)
    world.terminal.print(saved.ok ? sentence : paint(world.terminal, 'yellow', sentence))
    for (const { what, why } of line.missing.slice(0, mostMissing)) {
      world.terminal.print(`  Not saved: ${printable(what)}: ${printable(why)}.`)
    }
    const more = line.missing.length - mostMissing
    if (more > 0) world.terminal.print(`  And ${more} more, which index.json names.`)
  }
}

/**
 * Conducts a run that may force: with `--evidence`, what force would destroy is saved before a
 * decision to force is passed on, when the run hangs and asks, and right before its schedule forces by
 * itself, never while it may still leave in time. Stacks and a core wait for force itself. Force waits for the
 * saving's own limits, and for nothing else.
 */
export async function withEvidence(
  call: CommandCall,
  engine: DoorEngine,
  conduct: (engine: DoorEngine) => Promise<number>,
): Promise<number> {
  const folder = call.arguments.values.get('evidence')
  if (folder === undefined) return conduct(engine)
  const first = new EvidenceFirst(call, engine, folder)
  try {
    return await conduct(savesFirst(call, engine, first))
  } finally {
    await first.settled()
  }
}

function savesFirst(call: CommandCall, engine: DoorEngine, first: EvidenceFirst): DoorEngine {
  let target = call.arguments.positionals[0] ?? ''
  const request: Client['request'] = async <K extends RequestName>(
    name: K,
    input: RequestInput<K>,
  ): Promise<Result<RequestOutputs[K]>> => {
    if (name === 'run.kill') await first.save(target, null)
    const decided = name === 'run.decide' ? (input as RequestInput<'run.decide'>) : null
    if (decided?.decision.kind === 'force') await first.save(target, decided.run)
    return engine.request(name, input)
  }
  return {
    request,
    subscribe: (listener) =>
      engine.subscribe((event) => {
        if (event.name === 'run' && event.payload.owner.here) {
          ;({ target } = event.payload.run)
          first.see(event.payload)
        }
        listener(event)
      }),
    interrupt: (why) => engine.interrupt(why),
    personLeft: () => {
      engine.personLeft()
    },
    close: () => engine.close(),
  }
}
