/** Advice for this machine, and what it adds to the advice of runs that forced. */
import type { Advice } from '../../shared/advice.ts'
import type { RunView } from '../../shared/contract.ts'
import { ok, toQuiesceError, type Result } from '../../shared/errors.ts'
import type { Leftover } from '../../shared/leftovers.ts'
import { mayHaveBeenKilled } from '../../shared/run.ts'
import { isKnown } from '../../shared/unknown.ts'
import { gatherMachine } from './advice/machine.ts'
import { readMemoryLook } from './advice/system-files.ts'
import { adviseMachine } from './decide/advice/advise.ts'
import type { MachineFacts } from './decide/advice/facts.ts'
import { findLeftovers, type LeftoverPorts } from './leftovers/leftovers.ts'
import type { MemoryLook } from './parse/machine-memory.ts'
import type { Pushes } from './pushes.ts'
import type { Runs } from './runs/runs.ts'
import type { World } from './world.ts'

interface AdviceOf {
  readonly world: World
  readonly runs: Runs
  readonly pushes: Pushes
  readonly leftoverPorts: LeftoverPorts
}

/** Advice as the handlers ask for it. */
export interface MachineAdvice {
  make(): Promise<Result<Advice>>
  /** One of the last minute, or made now: for who shows it beside something else. */
  recent(): Promise<Advice>
  /** No further run is looked at, and a look under way changes nothing any more. */
  close(): void
}

const freshMs = 60_000

/** Only force leaves what a machine has to be looked at for. */
const wantsMore = ({ run }: RunView): boolean =>
  run.phase.kind === 'ended' &&
  (['killed', 'survived'].includes(run.phase.outcome.kind) ||
    (run.phase.outcome.kind === 'stopped' && mayHaveBeenKilled(run)))

/** Opens it: from now on runs that forced get the machine's facts as soon as they are known. */
export function openAdvice({ world, runs, pushes, leftoverPorts }: AdviceOf): MachineAdvice {
  const gather = (): Promise<MachineFacts> => gatherFacts(world)
  const before = new Map<string, Promise<MemoryLook | null>>()
  const looked = new Set<string>()
  let isClosed = false
  const look = async ({ run: { id, target } }: RunView): Promise<void> => {
    const [machine, leftovers] = await Promise.all([
      gather(),
      leftoversOf(leftoverPorts, target, id),
    ])
    const memoryBefore = (await before.get(id)) ?? null
    before.delete(id)
    if (!isClosed) runs.note(id, { around: { machine, leftovers, memoryBefore } })
  }
  pushes.observe((event) => {
    if (isClosed || event.name !== 'run' || !event.payload.owner.here) return
    const { run } = event.payload
    if (run.phase.kind !== 'ended') {
      if (!before.has(run.id)) before.set(run.id, memoryNow())
      return
    }
    if (!wantsMore(event.payload)) before.delete(run.id)
    else if (!looked.has(run.id)) {
      looked.add(run.id)
      look(event.payload).catch((error: unknown) => {
        const sentence = `The machine could not be looked at: ${toQuiesceError(error).message}`
        void world.journal.write(run.id, run.target, { kind: 'notice', sentence })
      })
    }
  })
  let last: { readonly at: number; readonly advice: Advice } | null = null
  const make = async (): Promise<Advice> => {
    const advice = adviseMachine(await gather())
    last = { at: world.clock.now().mono, advice }
    return advice
  }
  return {
    make: async () => ok(await make()),
    close: () => {
      isClosed = true
    },
    recent: async () =>
      last !== null && world.clock.now().mono - last.at < freshMs ? last.advice : make(),
  }
}

async function memoryNow(): Promise<MemoryLook | null> {
  const look = await readMemoryLook('')
  return isKnown(look) ? look : null
}

async function leftoversOf(
  ports: LeftoverPorts,
  target: string,
  run: string,
): Promise<readonly Leftover[] | null> {
  const found = await findLeftovers(ports, { target, run })
  return found.ok ? found.value.leftovers : null
}

async function gatherFacts({ clock, table, host, units }: World): Promise<MachineFacts> {
  await units.ready()
  return gatherMachine({
    clock,
    readTable: () => table.read(),
    kernel: host.kernel,
    stateOf: (unit) => units.book('system')?.get(unit)?.state.activeState ?? null,
  })
}
