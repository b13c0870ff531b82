/** The diagnoses of this engine, with what they ask of the world. */
import { join } from 'node:path'
import type { RunView } from '../../shared/contract.ts'
import { ok, toQuiesceError, type Result } from '../../shared/errors.ts'
import { diagnose } from './decide/diagnosis/diagnose.ts'
import type { Observed } from './decide/observed.ts'
import type { Table } from './decide/table.ts'
import { Diagnoses } from './diagnosing/diagnoses.ts'
import { mayDo } from './diagnosing/may-do.ts'
import { shareTable, whenAsked } from './diagnosing/share-table.ts'
import { createInTurn } from './in-turn.ts'
import type { Inventory } from './inventory/inventory.ts'
import { readLastLines } from './diagnosing/last-lines.ts'
import { DiagnosisLooks } from './os/diagnosis/looks.ts'
import { outputName } from './output-name.ts'
import type { Pushes } from './pushes.ts'
import type { RunRemedies } from './runs/ports.ts'
import type { Runs } from './runs/runs.ts'
import { isAbout } from './runs/same-service.ts'
import type { StopMemory } from './runs/stop-memory.ts'
import type { World } from './world.ts'

interface DiagnosesOf {
  readonly world: World
  readonly inventory: Inventory
  readonly pushes: Pushes
  readonly memory: StopMemory
  /** Asked only once somebody wants a diagnosis: runs are made after it. */
  runs(): Pick<Runs, 'get' | 'list'>
}

/** Diagnoses of this Quiesce; they follow its runs by what is pushed of them. */
export function openDiagnoses(of: DiagnosesOf): Diagnoses {
  const { world, inventory, pushes, memory } = of
  const { clock, table, journal, unitLog } = world
  const outputFile = (target: string): string =>
    join(world.folders.output, `${outputName(target)}.log`)
  const log = (one: Observed) => readLastLines({ unitLog, table, outputFile }, one)
  const shared = shareTable(table, clock)
  const diagnoses = new Diagnoses({
    clock,
    openLooks: () => new DiagnosisLooks({ clock, table: shared, log }),
    refuser: () =>
      whenAsked(() => inventory.sources.backendOptions.scene(shared.read()).protection.refuse),
    diagnose,
    observe: (target) => observe(inventory, target, () => shared.read()),
    usual: (service) => memory.timesOf(service),
    ownPortNames: () => ownPortNames(world),
    isAlive: (identity) => world.isAlive(identity),
    inTurn: createInTurn(),
    findRun: (id) => of.runs().get(id),
    runAbout: async (observed) => {
      const views = await of.runs().list()
      const isIts = ({ run }: RunView): boolean =>
        run.phase.kind !== 'ended' && isAbout(run, observed)
      return views.find(isIts)?.run ?? null
    },
    push: (diagnosis) => {
      pushes.push({ name: 'diagnosis', payload: diagnosis })
    },
    report: (error) => {
      const sentence = `A diagnosis failed: ${toQuiesceError(error).message}`
      void journal.write(null, null, { kind: 'notice', sentence })
    },
  })
  pushes.observe((event) => {
    if (event.name === 'run') diagnoses.noteRun(event.payload)
  })
  return diagnoses
}

/** Remedies of these diagnoses, as a run asks for them. */
export function openRemedies(
  { table, privilege }: World,
  inventory: Inventory,
  diagnoses: Diagnoses,
): RunRemedies {
  const { permits, isOthers } = privilege
  return {
    find: (run, remedy) => diagnoses.find(run, remedy),
    take: (run, remedy) => diagnoses.take(run, remedy),
    giveBack: (run, remedy) => {
      diagnoses.giveBack(run, remedy)
    },
    lookSoon: (run) => {
      diagnoses.lookSoon(run)
    },
    mayDo: (run, { action }) => mayDo({ table, inventory, permits, isOthers }, run, action),
  }
}

/** A service as it is now: one that may not be stopped may be looked at all the same. */
async function observe(
  inventory: Inventory,
  target: string,
  read: () => Table,
): Promise<Result<Observed>> {
  await inventory.prepare(target, false)
  const seen = inventory.look(target, read())
  return seen.ok ? ok(seen.value.look.observed) : seen
}

/** Ports that a person wrote down. */
function ownPortNames({ configuration }: World): ReadonlyMap<number, string> {
  const { services } = configuration.current().configuration
  return new Map(
    Object.entries(services ?? {}).flatMap(([name, { port, title }]) =>
      port === undefined ? [] : [[port, title ?? name] as const],
    ),
  )
}
