/**
 * The engine: one object behind every door. Start-up is a list of calls, in order; what a request
 * does stands in `handlers.ts`, what a run does in `decide/escalation/`.
 */
import { join } from 'node:path'
import type { Client, RequestInput, RequestName, RequestOutputs } from '../../shared/contract.ts'
import { fail, ok, toQuiesceError, type Result } from '../../shared/errors.ts'
import type { JournalEntry } from '../../shared/journal-entry.ts'
import type { Run } from '../../shared/run.ts'
import { createAskScript } from './backends/sysv/ask-script.ts'
import { userConfigurationPath } from './configuration/configuration.ts'
import { refuseUnderWay } from './configuration/entries/under-way.ts'
import { readOutcomes } from './journal/outcomes.ts'
import { makeHandlers, type Handlers } from './handlers.ts'
import { describeHost } from './host-info.ts'
import { openAfter } from './open-after.ts'
import { openCopies } from './open-copies.ts'
import { openEvidence } from './open-evidence.ts'
import { openAdvice } from './open-advice.ts'
import { openReboot } from './open-reboot.ts'
import { openLeftovers } from './open-leftovers.ts'
import { createInTurn } from './in-turn.ts'
import { outputName } from './output-name.ts'
import type { EngineParts } from './parts.ts'
import { Pushes } from './pushes.ts'
import { openDiagnoses, openRemedies } from './open-diagnosis.ts'
import type { Diagnoses } from './diagnosing/diagnoses.ts'
import { OpenRecords } from './runs/open-records.ts'
import { readHistory } from './runs/read-history.ts'
import { StopMemory } from './runs/stop-memory.ts'
import { openPastRuns, openRuns } from './open-runs.ts'
import { openOrders } from './orders/open-orders.ts'
import type { PastRuns } from './runs/past-runs.ts'
import type { Runs } from './runs/runs.ts'
import type { Inventory } from './inventory/inventory.ts'
import { openInventory } from './inventory/open-inventory.ts'
import { ServicesFeed } from './inventory/services-feed.ts'
import { pushSettings } from './settings/push-settings.ts'
import { shownSettings } from './settings/stray-limits.ts'
import { makeWatcher } from './watching/open-watcher.ts'
import { openWorld, type EngineOptions, type World } from './world.ts'

export type { EngineOptions }

/** The client of every door, and what only a door's own process may ask. */
export interface Engine extends Client {
  /** Ends every live run as interrupted, with the reason as words, and waits for the record. */
  interrupt(why: string): Promise<void>
  /** Nobody can answer any more: runs go on as without a person. */
  personLeft(): void
  /**
   * Whether somebody can see what the door shows, which they can until it is said. While nobody can and
   * no run is alive, services are looked at rarely; runs, units and watched services as always.
   */
  beSeen(isSeen: boolean): void
  /** Lets go of everything. Live runs are left to the journal, as after a crash. */
  close(): Promise<void>
}

/** Opens the engine. Refused where its folders belong to somebody else. */
export async function createEngine(options: EngineOptions): Promise<Result<Engine>> {
  const opened = await openWorld(options)
  if (!opened.ok) return opened
  const world = opened.value
  const pushes = new Pushes((error) => {
    const { message } = toQuiesceError(error)
    void world.journal.write(null, null, { kind: 'notice', sentence: message })
  })
  const memory = new StopMemory(() => readOutcomesOf(world))
  const inventory = openInventory(world, memory)
  // A run of an earlier boot is over; nothing older can be open.
  const since = world.host.bootedAt
  const openRecords = new OpenRecords(async () => (await world.journal.read({ since })).entries)
  const past = openPastRuns(world, openRecords)
  const diagnoses = openDiagnoses({ world, inventory, pushes, memory, runs: () => runs })
  const remedies = openRemedies(world, inventory, diagnoses)
  const runs: Runs = openRuns({
    world,
    inventory,
    past,
    pushes,
    remedies,
    memory,
    door: options.door,
  })
  const plainParts = makeParts({ world, inventory, runs, pushes, diagnoses, memory })
  const watching = makeWatcher({ world, inventory, pushes, parts: plainParts })
  const { watcher } = watching
  const after = openAfter({ world, inventory, runs, pushes, watcher })
  const parts: EngineParts = { ...plainParts, watcher }
  // Doors that come and go (the command line) do not watch.
  if (options.watches === true) watcher.open()
  const feed = new ServicesFeed({ parts, pushes, clock: world.clock })
  const handlers = makeHandlers(parts)
  // Whatever moves a run moves its row in the list.
  pushes.observe((event) => {
    if (event.name !== 'run') return
    feed.lookSoon()
    watcher.noteRun(event.payload.run.target)
  })
  const stopSettings = pushSettings({
    world,
    shown: () => shownSettings(inventory, world.settings),
    pushes,
    feed,
    watches: options.watches === true,
  })
  const stopJournal = pushJournal({ world, pushes, past, openRecords, memory })
  return ok({
    request: (name, input) => {
      if (name === 'services.list') feed.wake(world.units)
      return answer(handlers, name, input)
    },
    subscribe: (listener) => pushes.subscribe(listener),
    interrupt: async (why) => {
      await parts.orders.interrupt()
      await runs.interrupt(why)
    },
    personLeft: () => {
      // First the orders: whoever goes on then must not be asked.
      parts.orders.personLeft()
      runs.personLeft()
    },
    beSeen: (isSeen) => {
      feed.beSeen(isSeen)
    },
    close: async () => {
      stopJournal()
      stopSettings()
      watching.close()
      after.close()
      parts.diagnoses.close()
      parts.advice.close()
      parts.reboot.close()
      feed.close()
      await parts.orders.interrupt()
      await runs.close()
      await world.close()
    },
  })
}

/** Whatever is thrown below is a bug or a broken system: it becomes an error with a code. */
async function answer<K extends RequestName>(
  handlers: Handlers,
  name: K,
  input: RequestInput<K>,
): Promise<Result<RequestOutputs[K]>> {
  try {
    return await handlers[name](input)
  } catch (thrown) {
    return fail(toQuiesceError(thrown))
  }
}

interface PartsOf {
  readonly world: World
  readonly inventory: Inventory
  readonly runs: Runs
  readonly pushes: Pushes
  readonly diagnoses: Diagnoses
  readonly memory: StopMemory
}

function makeParts({
  world,
  inventory,
  runs,
  pushes,
  diagnoses,
  memory,
}: PartsOf): Omit<EngineParts, 'watcher'> {
  const { clock, table, signaller, commands, journal, user, units, privilege } = world
  const record: EngineParts['entryPorts']['record'] = (target, body) =>
    journal.write(null, target, body)
  const file = userConfigurationPath(world.folders)
  const singleSignalPorts = { signaller, table, by: user, record }
  const allRuns = async (): Promise<readonly Run[]> =>
    (await runs.list()).map((view) => view.run).filter((run) => run.phase.kind !== 'ended')
  const orders = openOrders({ world, inventory, runs, pushes, allRuns })
  const addPorts = {
    store: world.configuration,
    file,
    uid: world.uid,
    by: user,
    profiles: () => inventory.profiles().map(({ profile }) => profile.id),
    record,
  }
  const controlPorts: EngineParts['controlPorts'] = {
    inventory,
    units,
    by: user,
    masks: ({ identity }) => table.masks(identity),
    record,
  }
  const leftoverPorts = openLeftovers({ world, inventory, runs, controlPorts, allRuns })
  const advice = openAdvice({ world, runs, pushes, leftoverPorts })
  return {
    runs,
    orders,
    diagnoses,
    inventory,
    journal,
    singleSignalPorts,
    unitSignalPorts: { ...singleSignalPorts, units, uid: world.uid },
    starterPorts: {
      findHolds: openCopies(world, inventory, runs),
      clock,
      commands,
      by: user,
      observe: (t) => inventory.observe(t, []),
      outputFile: (t) => join(world.folders.output, `${outputName(t)}.log`),
      record,
      units,
      uid: world.uid,
    },
    unitRequests: { inventory, units, log: world.unitLog },
    privilege,
    controlPorts,
    askScript: createAskScript(commands, clock),
    suggestPorts: { inventory, sources: inventory.sources, file, allRuns },
    addPorts,
    entryPorts: {
      ...addPorts,
      refuseBusy: async (name) => refuseUnderWay(name, await allRuns(), await orders.list()),
    },
    settings: world.settings,
    inTurn: createInTurn(),
    evidencePorts: openEvidence({ world, inventory, pushes, runs, diagnoses }),
    leftoverPorts,
    advice,
    reboot: openReboot({
      world,
      inventory,
      orders,
      pushes,
      allRuns,
      advise: () => advice.recent(),
    }),
    practicePath: world.programs.practicePath,
    practiceFolder: join(world.folders.runtime, 'practice'),
    profiles: () => inventory.profiles(),
    hostInfo: () => describeHost(world),
    allRuns,
    history: (target) => readHistory(memory, inventory, target),
  }
}

/** What of the journal cannot be read, whoever asks for the journal itself is told. */
const readOutcomesOf = async ({ folders }: World): Promise<readonly JournalEntry[]> =>
  (await readOutcomes(folders.journal)).entries

/** Records that carry the whole state of a run. */
const movesRun = new Set<JournalEntry['kind']>(['run-began', 'phase', 'outcome'])

interface JournalOf {
  readonly world: World
  readonly pushes: Pushes
  readonly past: PastRuns
  readonly openRecords: OpenRecords
  readonly memory: StopMemory
}

/** Records of this Quiesce and of others, as they are written. */
function pushJournal({ world, pushes, past, openRecords, memory }: JournalOf): () => void {
  const push = (entry: JournalEntry): void => {
    openRecords.note(entry)
    memory.note(entry)
    pushes.push({ name: 'journal', payload: entry })
  }
  const stopOwn = world.journal.onEntry(push)
  const stopOthers = world.journal.follow((entry) => {
    push(entry)
    if (entry.run === null || !movesRun.has(entry.kind)) return
    // Another Quiesce's run is shown here as it moves; nobody can decide it here.
    void past.find(entry.run).then((view) => {
      if (view !== null) pushes.push({ name: 'run', payload: view })
    })
  })
  const stopGuarantee = world.signaller.onGuarantee(() => {
    pushes.push({ name: 'host', payload: describeHost(world) })
  })
  const stopPermission = world.privilege.helpers.onChange(() => {
    pushes.push({ name: 'host', payload: describeHost(world) })
  })
  return () => {
    stopOwn()
    stopOthers()
    stopGuarantee()
    stopPermission()
  }
}
