/** Carries out calls: intent on disk, then the effect, then its result on disk. */
import type { JournalBody } from '../../../shared/journal-entry.ts'
import { sameIdentity, type Member } from '../../../shared/process.ts'
import { livingMembers, type Run } from '../../../shared/run.ts'
import type { Effect, Settled, UntimedEvent } from '../decide/escalation/events.ts'
import { wordOfCommand } from '../decide/sysv/script-word.ts'
import type { HeldMembers } from './held-members.ts'
import type { StopRunnerPorts } from './ports.ts'
import { intent, namedResults } from './records.ts'
import { watchScriptForce } from './script-force.ts'
import { killAll, sweepAndKill } from './sweep.ts'
import { forceUnit } from './unit-effects.ts'

export type EffectOf<K extends Effect['kind']> = Extract<Effect, { readonly kind: K }>

/** A stop command that has not answered by then is reported and left running. Milliseconds. */
const commandLimitMs = 15 * 60_000

export interface EffectContext {
  readonly ports: StopRunnerPorts
  readonly held: HeldMembers
  readonly run: () => Run
  readonly feed: (event: UntimedEvent) => void
  readonly lookForNew: () => Promise<readonly Member[]>
}

/** Writes the intent; false means that the effect must not happen. */
export async function mayHappen(
  context: EffectContext,
  body: JournalBody,
  call: number,
): Promise<boolean> {
  const written = await context.ports.record(body)
  const run = context.run()
  if (!written.ok && !run.recordInMemory) {
    const why = written.error.cause ?? written.error.message
    await reportResult(context, body, [], 'not sent: the intent was not on disk in time')
    context.feed({ kind: 'journal-failed', call, why })
    return false
  }
  // While the intent was written the person may have left it, or Quiesce been told to end.
  if (run.phase.kind !== 'ended') return true
  await reportResult(context, body, [], 'not sent: the run had ended')
  return false
}

export async function reportResult(
  context: EffectContext,
  of: JournalBody,
  results: readonly Settled[],
  detail?: string,
): Promise<void> {
  if (of.kind !== 'intent') return
  const written = await context.ports.record({
    kind: 'result',
    call: of.call,
    step: of.step,
    what: of.what,
    results: namedResults(context.run(), results),
    ...(detail === undefined ? {} : { detail }),
  })
  if (written.ok) return
  const why = written.error.cause ?? written.error.message
  context.feed({ kind: 'journal-failed', call: null, why })
}

/** One signal that leaves a choice, to each target through its pin. */
export async function carryOutSignal(
  context: EffectContext,
  effect: EffectOf<'signal'>,
): Promise<void> {
  const { call, step, signal, targets } = effect
  const body = intent(context.run(), { call, step, what: signal, force: false, targets })
  if (!(await mayHappen(context, body, call))) return
  const results = await Promise.all(
    targets.map(async ({ identity }): Promise<Settled> => {
      const { outcome, changed } = await context.held.send(identity, signal)
      if (changed) context.feed({ kind: 'member-gone', identity, how: 'identity-changed' })
      return { identity, outcome }
    }),
  )
  await reportResult(context, body, results)
  context.feed({ kind: 'call-settled', call, results, failure: null, note: null })
}

/** SIGCONT to those that are stopped: a stopped process never sees SIGTERM (signal(7)). */
export async function carryOutWake(
  context: EffectContext,
  effect: EffectOf<'continue-stopped'>,
): Promise<void> {
  const stopped = effect.targets.filter(({ identity }) => {
    const row = context.ports.table.readOne(identity.pid)
    return row !== null && row.state === 'T' && sameIdentity(row.identity, identity)
  })
  if (stopped.length === 0 || context.run().phase.kind === 'ended') return
  const facts = { call: effect.call, step: effect.step, what: 'CONT', force: false } as const
  const body = intent(context.run(), { ...facts, targets: stopped })
  const written = await context.ports.record(body)
  if (!written.ok && !context.run().recordInMemory) return
  const results = await Promise.all(
    stopped.map(async ({ identity }): Promise<Settled> => {
      const { outcome } = await context.held.send(identity, 'CONT')
      return { identity, outcome }
    }),
  )
  await reportResult(context, body, results)
}

/** SIGKILL: to all with a sweep, to main or group as named. One intent covers the whole of it. */
export async function carryOutForce(
  context: EffectContext,
  effect: EffectOf<'force'>,
): Promise<void> {
  const { call, step, scope, targets } = effect
  // They take the names of what they hold with them.
  context.ports.beforeForce?.(context.run())
  const body = intent(context.run(), { call, step, what: 'KILL', force: true, targets })
  if (!(await mayHappen(context, body, call))) return
  const { held, lookForNew } = context
  const whole = await forceUnit(context, effect)
  if (whole.failure !== null) {
    const none = targets.map(({ identity }): Settled => ({ identity, outcome: 'no-permission' }))
    await reportResult(context, body, none, whole.detail ?? undefined)
    context.feed({ kind: 'call-settled', call, results: none, failure: whole.failure, note: null })
    return
  }
  const each = targets.filter((m) => !whole.reached.includes(m))
  const results =
    scope === 'all' && whole.reached.length === 0
      ? await sweepAndKill({ clock: context.ports.clock, held, lookForNew }, each)
      : await killAll(held, each)
  const reached = whole.reached.map(({ identity }): Settled => ({ identity, outcome: 'sent' }))
  const all = [...reached, ...results]
  await reportResult(context, body, all, whole.detail ?? undefined)
  context.feed({ kind: 'call-settled', call, results: all, failure: null, note: whole.note })
}

/** Members that live in this moment, whatever the run has heard so far. */
function namesOfLiving({ run, ports }: EffectContext): readonly string[] {
  return livingMembers(run()).flatMap(({ identity, name }) => {
    const row = ports.table.readOne(identity.pid)
    const lives = row?.alive === true && sameIdentity(row.identity, identity)
    return lives ? [`${name} (${identity.pid})`] : []
  })
}

/** The service's own stop command. Its word is noted; whether it worked, the members say. */
export async function carryOutCommand(
  context: EffectContext,
  effect: EffectOf<'command'>,
): Promise<void> {
  const { call, step, argv } = effect
  const facts = { call, step, what: 'stop-command', force: false, targets: [] } as const
  const body = intent(context.run(), { ...facts, argv })
  if (!(await mayHappen(context, body, call))) return
  const unwatch = watchScriptForce(context)
  const began = (pid: number): void => {
    const identity = context.ports.table.readOne(pid)?.identity
    if (identity !== undefined) context.feed({ kind: 'command-began', call, identity })
  }
  const result = await context.ports.commands.run(argv, commandLimitMs, { began })
  unwatch()
  if (!result.ok) {
    await reportResult(context, body, [], result.error.message)
    context.feed({ kind: 'call-settled', call, results: [], failure: result.error, note: null })
    return
  }
  const end = { ...result.value, limitMs: commandLimitMs }
  const { sentence, note } = wordOfCommand(argv, end, namesOfLiving(context))
  await reportResult(context, body, [], sentence)
  context.feed({ kind: 'call-settled', call, results: [], failure: null, note })
}
