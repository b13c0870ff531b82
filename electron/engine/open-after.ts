/** Whether services come back after their stop, as this engine and this machine can tell. */
import { toQuiesceError } from '../../shared/errors.ts'
import type { AfterWatch } from '../../shared/after-watch.ts'
import type { ProcessRow } from '../../shared/process.ts'
import type { Run } from '../../shared/run.ts'
import type { BringsBack } from '../../shared/unit.ts'
import { AfterWatches } from './after/after-watches.ts'
import type { BeforeEnd, CameBack } from './after/ports.ts'
import type { UnitBook } from './backends/systemd/unit-book.ts'
import { expectReturners } from './decide/after/expected.ts'
import { nextElapse } from './decide/after/next-elapse.ts'
import { findWhoStarted, type ReturnFacts } from './decide/after/who-started.ts'
import type { Table } from './decide/table.ts'
import { bringsBack } from './decide/unit/brings-back.ts'
import { unitCameBack } from './decide/unit/came-back.ts'
import { shareTable } from './diagnosing/share-table.ts'
import { findCopyOfRun } from './inventory/copy.ts'
import type { Inventory } from './inventory/inventory.ts'
import { parseActivation } from './parse/activation.ts'
import { countOf } from './parse/unit-values.ts'
import type { Pushes } from './pushes.ts'
import type { Runs } from './runs/runs.ts'
import type { Watcher } from './watching/watcher.ts'
import type { World } from './world.ts'

/** Whose parents are looked at so far up. */
const mostParents = 8

/** A stop of forty services is forty watches: they share what was read so lately. Milliseconds. */
const freshMs = 500

export interface AfterOf {
  readonly world: World
  readonly inventory: Inventory
  readonly runs: Pick<Runs, 'note'>
  readonly pushes: Pushes
  readonly watcher: Pick<Watcher, 'tell'>
}

function parentsOf(table: Table, row: ProcessRow): readonly ProcessRow[] {
  const parents: ProcessRow[] = []
  let next = table.rows.get(row.parentPid)
  while (next !== undefined && next.identity.pid !== 1 && parents.length < mostParents) {
    parents.push(next)
    next = table.rows.get(next.parentPid)
  }
  return parents
}

const bookOf = (world: World, { unit }: Run): UnitBook | null =>
  unit === null ? null : world.units.book(unit.manager)

function whatBringsBack(world: World, run: Run): readonly BringsBack[] {
  const book = bookOf(world, run)
  const facts = run.unit && book?.get(run.unit.name)
  return facts && book ? bringsBack(facts, (name) => book.get(name), []) : []
}

function whoIsExpected(world: World, run: Run): AfterWatch['expected'] {
  const book = bookOf(world, run)
  const now = world.clock.now()
  const elapseOf = (unit: string): ReturnType<typeof nextElapse> => {
    const raw = book?.get(unit)?.raw
    return raw ? nextElapse(raw, now) : null
  }
  const manager = run.unit?.manager ?? 'system'
  return expectReturners(run.target, whatBringsBack(world, run), {
    elapseOf,
    now: now.wall,
    manager,
  })
}

const restartsOf = (world: World, run: Run): number | null =>
  run.unit && countOf(bookOf(world, run)?.get(run.unit.name)?.raw.NRestarts)

function unitFactsOf(world: World, run: Run, before: BeforeEnd): ReturnFacts['unit'] {
  const book = bookOf(world, run)
  const facts = run.unit && book?.get(run.unit.name)
  if (!facts || !book) return null
  const triggers = facts.relations.TriggeredBy.flatMap((name) => {
    const state = book.get(name)?.state
    return state ? [{ name, activeState: state.activeState, subState: state.subState }] : []
  })
  return {
    name: facts.name,
    target: run.target,
    restart: facts.settings.restart,
    restarts: { now: restartsOf(world, run), before: before.restarts },
    activation: parseActivation(facts.raw.ActivationDetails),
    triggers,
    busNames: facts.busName === '' ? [] : [facts.busName],
  }
}

/** The unit of a run that was started again, with its main process. */
function lookAtUnit(
  world: World,
  run: Run,
  { table, before }: { readonly table: Table; readonly before: BeforeEnd },
): CameBack | null {
  const book = bookOf(world, run)
  const facts = run.unit && book?.get(run.unit.name)
  if (!facts) return null
  const how = unitCameBack({ ...run.unit, state: facts.state })
  if (how === null) return null
  const row = table.rows.get(facts.state.mainPid) ?? null
  return { how, ...findWhoStarted({ row, parents: [], unit: unitFactsOf(world, run, before) }) }
}

function look(of: AfterOf, rows: Table, run: Run, before: BeforeEnd): CameBack | null {
  const { world, inventory } = of
  const { backends, backendOptions } = inventory.sources
  const unit = lookAtUnit(world, run, { table: rows, before })
  if (unit !== null) return unit
  const copy = findCopyOfRun(backends, backendOptions, rows, { run, heads: before.heads })
  if (copy === null) return null
  const parents = parentsOf(rows, copy.row)
  return { how: copy.evidence, ...findWhoStarted({ row: copy.row, parents, unit: null }) }
}

/** Opens the watch over ended runs; it looks at nothing before the first one ends. */
export function openAfter(of: AfterOf): AfterWatches {
  const { world, inventory, runs, pushes, watcher } = of
  const { clock, journal } = world
  const table = shareTable(inventory.sources.table, clock, freshMs)
  const watches = new AfterWatches({
    clock,
    remember: (run) => inventory.remember(run.members.map(({ member }) => member)),
    restarts: (run) => restartsOf(world, run),
    look: (run, before) => look(of, table.read(), run, before),
    expects: (run) => whoIsExpected(world, run),
    bringsBack: (run) => {
      const book = bookOf(world, run)
      const facts = run.unit && book?.get(run.unit.name)
      return { brings: whatBringsBack(world, run), restartMs: facts?.settings.restartMs ?? null }
    },
    onUnitChange: (run, listener) => {
      const stop = bookOf(world, run)?.onChange((name) => {
        if (name === run.unit?.name) listener()
      })
      return stop ?? (() => undefined)
    },
    show: (run, watch) => {
      runs.note(run, { watch })
    },
    alert: ({ target, title }, sentence) => {
      watcher.tell({ kind: 'came-back', target, title, sentence })
    },
    report: (error) => {
      const sentence = `A look whether it came back failed: ${toQuiesceError(error).message}`
      void journal.write(null, null, { kind: 'notice', sentence })
    },
  })
  pushes.observe((event) => {
    watches.hear(event)
  })
  return watches
}
