/** One handler for each request of the contract; the compiler asks for those that are missing. */
import type { RequestInput, RequestName, RequestOutputs } from '../../shared/contract.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { Run } from '../../shared/run.ts'
import type { ServiceDetail } from '../../shared/service.ts'
import { exportConfiguration, importConfiguration } from './configuration/entries/import.ts'
import { changeGroup, changeProfile, changeService } from './configuration/entries/requests.ts'
import { writtenConfiguration } from './configuration/entries/written.ts'
import { saveEvidence } from './evidence/save-evidence.ts'
import { takeStacks } from './stacks/take-stacks.ts'
import { findLeftovers, removeLeftovers } from './leftovers/leftovers.ts'
import { guardCopy } from './copies/guard-copy.ts'
import type { Observed } from './decide/observed.ts'
import type { EngineParts } from './parts.ts'
import { needsOfStart, othersAmong } from './decide/privilege/needs.ts'
import { startPractice } from './practice.ts'
import { askPermission } from './privilege/ask-permission.ts'
import { dropPermission } from './privilege/drop-permission.ts'
import { makeReport } from './report.ts'
import { askSignalConsent, withMeaning } from './runs/signal-consent.ts'
import { sendSingleSignal } from './runs/single-signal.ts'
import { noStartCommand } from './runs/starter.ts'
import { shownSettings } from './settings/stray-limits.ts'
import { addService } from './suggest/add.ts'
import { suggest } from './suggest/suggest.ts'
import { controlUnit } from './units/control-unit.ts'
import { noControlProcess, signalUnit } from './units/signal-unit.ts'
import { startOwn } from './units/start-transient.ts'
import { startUnit } from './units/start-unit.ts'
import { readDependencies, readLog, readProperties } from './units/unit-requests.ts'

export type Handlers = {
  readonly [K in RequestName]: (input: RequestInput<K>) => Promise<Result<RequestOutputs[K]>>
}

/** The handlers over the engine's parts. */
export function makeHandlers(parts: EngineParts): Handlers {
  const { runs, orders, inventory, journal } = parts
  return {
    'host.info': () => Promise.resolve(ok(parts.hostInfo())),
    'services.list': async (input) => {
      await inventory.ready()
      return ok(inventory.list(input, await parts.allRuns()))
    },
    'services.inspect': async ({ target }) => {
      await inventory.prepare(target, true)
      const runs = await parts.allRuns()
      const detail = inventory.inspect(target, runs, await parts.history(target))
      return detail.ok ? ok(withWatch(parts, await parts.askScript.hear(detail.value))) : detail
    },
    'plan.make': async ({ target, schedule }) => {
      await inventory.prepare(target, true)
      return inventory.plan(target, schedule)
    },
    'run.stop': ({ target, schedule, suspects, triggers, person }) =>
      runs.begin({
        target,
        schedule,
        suspects: suspects ?? [],
        triggers: triggers ?? [],
        person,
        kill: null,
      }),
    'run.kill': ({ target, scope, person }) =>
      runs.begin({
        target,
        schedule: undefined,
        suspects: [],
        triggers: [],
        person,
        kill: scope,
      }),
    'run.decide': ({ run, turn, decision }) => runs.decide(run, turn, decision),
    'run.resume': ({ run, person }) => runs.resume(run, person),
    'run.list': async () => ok(await runs.list()),
    'run.get': ({ run }) => runs.get(run),
    'service.signal': (input) =>
      journalled(parts, { action: 'signal', target: input.target }, () => signal(parts, input)),
    'service.start': (input) =>
      journalled(parts, { action: 'start', target: input.target }, () => start(parts, input)),
    'service.restart': (input) => restart(parts, input),
    'unit.control': (input) =>
      journalled(parts, { action: input.action, target: input.target }, () =>
        controlUnit(parts.controlPorts, input),
      ),
    'unit.dependencies': (input) => readDependencies(parts.unitRequests, input),
    'unit.properties': (input) => readProperties(parts.unitRequests, input),
    'log.read': (input) => readLog(parts.unitRequests, input),
    'diagnosis.make': (input) => parts.diagnoses.make(input),
    'evidence.save': (input) => saveEvidence(parts.evidencePorts, input),
    'stacks.take': (input) => takeStacks(parts.evidencePorts, input),
    'advice.machine': () => parts.advice.make(),
    'reboot.plan': () => parts.reboot.plan(),
    'reboot.request': (input) =>
      journalled(parts, { action: 'reboot', target: null }, () => parts.reboot.request(input)),
    'reboot.cancel': (input) => parts.reboot.cancel(input),
    'report.make': (input) => makeReport(parts, input),
    'leftovers.find': (input) => findLeftovers(parts.leftoverPorts, input),
    'leftovers.remove': (input) =>
      journalled(parts, { action: 'clean-up', target: input.target }, () =>
        removeLeftovers(parts.leftoverPorts, input),
      ),
    'order.plan': ({ of }) => orders.plan(of),
    'order.begin': (wanted) => orders.begin(wanted),
    'order.decide': ({ order, turn, decision }) => orders.decide(order, turn, decision),
    'order.list': async () => ok(await orders.list()),
    'order.get': ({ order }) => Promise.resolve(orders.get(order)),
    'services.suggest': ({ target }) => suggest(parts.suggestPorts, target),
    'services.add': (input) =>
      edited(parts, { action: 'add', target: input.name }, () => addService(parts.addPorts, input)),
    'profiles.list': () => Promise.resolve(ok(parts.profiles())),
    'alerts.list': () => Promise.resolve(ok(parts.watcher.alerts)),
    'settings.get': async () => ok(await shownSettings(inventory, parts.settings)),
    'settings.change': ({ changes }) =>
      edited(parts, { action: 'settings', target: null }, async () => {
        const changed = await parts.settings.change(changes)
        return changed.ok ? ok(await shownSettings(inventory, parts.settings)) : changed
      }),
    'configuration.get': () =>
      Promise.resolve(
        ok(writtenConfiguration(parts.entryPorts.store.current(), parts.entryPorts.file)),
      ),
    'services.change': (input) =>
      edited(parts, { action: 'change', target: input.name }, () =>
        changeService(parts.entryPorts, input),
      ),
    'groups.change': (input) =>
      edited(parts, { action: 'change', target: null }, () => changeGroup(parts.entryPorts, input)),
    'profiles.change': (input) =>
      edited(parts, { action: 'change', target: null }, () =>
        changeProfile(parts.entryPorts, input),
      ),
    'configuration.export': () => exportConfiguration(parts.entryPorts, parts.hostInfo().hostName),
    'configuration.import': (input) =>
      edited(parts, { action: 'import', target: null }, () =>
        importConfiguration(parts.entryPorts, input),
      ),
    'permission.ask': ({ action }) =>
      askPermission({ privilege: parts.privilege, hostInfo: () => parts.hostInfo() }, action),
    'permission.drop': async () => {
      const dropped = await dropPermission({ ...parts.privilege, live: runs.live })
      return dropped.ok ? ok(parts.hostInfo()) : dropped
    },
    'journal.read': async (query) => ok((await journal.read(query)).entries),
    'practice.start': async (options) => {
      const ready = await startPractice(parts.practicePath, parts.practiceFolder, options)
      if (!ready.ok) return ready
      const { pid, pidFile } = ready.value
      return ok({ pid, target: pidFile ? `pidfile:${pidFile}` : inventory.pinnedTarget(pid) })
    },
  }
}

/** How it is watched is no part of a look. */
const withWatch = ({ watcher }: EngineParts, detail: ServiceDetail): ServiceDetail => ({
  ...detail,
  watch: watcher.watchOf(detail.row.target, detail.unit !== null),
})

/** A refusal is a record, too: what was asked for and why nothing was sent. */
async function journalled<T>(
  parts: EngineParts,
  { action, target }: { readonly action: string; readonly target: string | null },
  act: () => Promise<Result<T>>,
): Promise<Result<T>> {
  const result = await act()
  if (result.ok) return result
  const { code, message } = result.error
  await parts.journal.write(null, target, { kind: 'refused', action, code, sentence: message })
  return result
}

/** A change of the person's own file: one after the other, a refusal recorded. */
const edited = <T>(
  parts: EngineParts,
  what: { readonly action: string; readonly target: string | null },
  act: () => Promise<Result<T>>,
): Promise<Result<T>> => journalled(parts, what, () => parts.inTurn(act))

/** One signal: a unit's by its manager where that can reach it, any other process's by its pin. */
async function signal(
  parts: EngineParts,
  input: RequestInput<'service.signal'>,
): Promise<Result<RequestOutputs['service.signal']>> {
  await parts.inventory.prepare(input.target, false)
  const seen = parts.inventory.observe(input.target, [])
  if (!seen.ok) return seen
  const observed = seen.value
  const never = parts.inventory.refuseNever(observed)
  if (never) return fail(never)
  const { table } = parts.singleSignalPorts
  const refusal = askSignalConsent(table, observed, input)
  if (refusal) return fail(refusal)
  const { permits, isOthers } = parts.privilege
  const isTheirs = observed.unit === null && othersAmong(observed.members, isOthers).length > 0
  const permitted = await permits.want(isTheirs ? ['signals'] : [], true)
  if (!permitted.ok) return permitted
  const sent = await send(parts, observed, input)
  return sent.ok ? ok(withMeaning(sent.value, { table, observed }, input)) : sent
}

function send(
  parts: EngineParts,
  observed: Observed,
  { signal: name, scope }: RequestInput<'service.signal'>,
): Promise<Result<RequestOutputs['service.signal']>> {
  if (observed.unit) return signalUnit(parts.unitSignalPorts, observed, { signal: name, scope })
  if (scope === 'control') return Promise.resolve(fail(noControlProcess(observed.title)))
  return sendSingleSignal(parts.singleSignalPorts, observed, { signal: name, scope })
}

/** A script of root's is started by root where that can be had; else with one's own rights, as ever. */
function permitStart(
  { privilege: { helpers, permits } }: EngineParts,
  { startCommand }: Observed,
): Promise<Result<boolean>> {
  const canAsk = ['can-ask', 'no-agent'].includes(helpers.state().kind)
  return permits.want(canAsk ? needsOfStart(startCommand) : [], true)
}

/** Starts it, and lets the advice of the stop before know how that went. */
async function start(
  parts: EngineParts,
  { target, confirmed }: RequestInput<'service.start'>,
): Promise<Result<RequestOutputs['service.start']>> {
  await parts.inventory.prepare(target, false)
  const observed = parts.inventory.observe(target, [])
  if (!observed.ok) return observed
  const isUnit = observed.value.unit !== null && observed.value.startCommand === null
  const permitted = await permitStart(parts, observed.value)
  if (!permitted.ok) return permitted
  const report = isUnit
    ? await startUnit(parts.starterPorts, observed.value, confirmed)
    : await startOwn(parts.starterPorts, target, confirmed)
  if (report.ok) parts.runs.noteStart(target, report.value)
  return report
}

async function restart(
  parts: EngineParts,
  { target, schedule, person, confirmed }: RequestInput<'service.restart'>,
): Promise<Result<RequestOutputs['service.restart']>> {
  await parts.inventory.prepare(target, false)
  const observed = parts.inventory.observe(target, [])
  if (!observed.ok) return observed
  // Nobody stops a service for a restart that cannot bring it back.
  const { startCommand, unit, title } = observed.value
  if (startCommand === null && unit === null) return fail(noStartCommand(title))
  const beside = await guardCopy(parts.starterPorts, observed.value, confirmed === true, true)
  if (!beside.ok) return beside
  // Asked before anything is stopped, and while no keys are heard.
  const permitted = await permitStart(parts, observed.value)
  if (!permitted.ok) return permitted
  const begun = await parts.runs.begin({
    target,
    schedule,
    suspects: [],
    triggers: [],
    person,
    kill: null,
  })
  if (!begun.ok) return begun
  const { id } = begun.value.run
  await parts.runs.untilEnded(id)
  const ended = await parts.runs.get(id)
  if (!ended.ok) return ended
  if (!isDown(ended.value.run, beside.value)) return ok({ run: ended.value, start: null })
  const report = await start(parts, { target, confirmed })
  if (!report.ok) return fail(report.error)
  const after = await parts.runs.get(id)
  return ok({ run: after.ok ? after.value : ended.value, start: report.value })
}

/** Nobody is left, however that came about; `beside`: or who outlives SIGKILL shall not matter. */
function isDown({ phase, members }: Run, beside: boolean): boolean {
  if (phase.kind !== 'ended') return false
  if (beside && phase.outcome.kind === 'survived') return true
  const downs = ['already-stopped', 'stopped', 'killed']
  return (
    downs.includes(phase.outcome.kind) && members.every((m) => m.gone !== null || m.member.kept)
  )
}
