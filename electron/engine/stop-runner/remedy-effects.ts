/** Carries out what a diagnosis offered and a person chose: intent, effect, result, and a sentence. */
import type { JournalBody } from '../../../shared/journal-entry.ts'
import { fail, type Result } from '../../../shared/errors.ts'
import { later } from '../../../shared/moment.ts'
import { sameIdentity, type ProcessIdentity } from '../../../shared/process.ts'
import { livingMembers } from '../../../shared/run.ts'
import type { SignalName } from '../../../shared/signals.ts'
import { continuedSentence, signalSentence } from '../../../shared/wording/remedy-words.ts'
import { watchFreed } from './watch-freed.ts'
import { clock as clockTime } from '../../../shared/wording/numbers.ts'
import type { CarriedRemedy, Settled } from '../decide/escalation/events.ts'
import { mayHappen, type EffectContext, type EffectOf } from './effects.ts'
import { HeldMembers } from './held-members.ts'

type RemedyEffect = EffectOf<'remedy'>
type Named = ProcessIdentity & { readonly name: string }

/** What a remedy came to: for the record, for the run, and for the person. */
interface Done {
  readonly results: readonly (Settled & { readonly name: string })[]
  readonly sentence: string
}

/** How often, and how far apart, it is looked whether a process goes on. Milliseconds. */
const continuesWithin = { looks: 10, apartMs: 20 } as const

/** Does it. Whatever comes of it is a notice of the run; only its members' exits move it. */
export async function carryOutRemedy(context: EffectContext, effect: RemedyEffect): Promise<void> {
  const { call, action } = effect
  const targets = targetsOf(context, action)
  // Who may be killed along with it takes the names of what it holds with it.
  if (action.kind === 'signal' && action.frees !== undefined) {
    context.ports.beforeForce?.(context.run())
  }
  const body = intentOf(effect, targets)
  if (!(await mayHappen(context, body, call))) {
    const results = targets.map(({ boot, pid, startTicks }): Settled => ({
      identity: { boot, pid, startTicks },
      outcome: 'failed',
    }))
    context.feed({ kind: 'call-settled', call, results, failure: null, note: null })
    return
  }
  const since = context.ports.clock.now()
  const { results, sentence } = await perform(context, action, targets)
  await recordResult(context, effect, { results, sentence })
  const settled = results.map(({ identity, outcome }): Settled => ({ identity, outcome }))
  const note = anew(context, sentence)
  context.feed({ kind: 'call-settled', call, results: settled, failure: null, note })
  const ended = settled.some(({ outcome }) => outcome === 'sent' || outcome === 'maybe')
  if (action.kind === 'signal' && ended) void watchFreed(context, action, since)
}

/** A sentence that the run has said already is said again with its time: it is another remedy. */
function anew({ run, ports }: EffectContext, sentence: string): string {
  const isKnown = run().notices.includes(sentence)
  return isKnown ? `${clockTime(ports.clock.now().wall)}: ${sentence}` : sentence
}

async function perform(
  context: EffectContext,
  action: CarriedRemedy,
  targets: readonly Named[],
): Promise<Done> {
  switch (action.kind) {
    case 'continue':
      return sendTo(context, targets, 'CONT')
    case 'signal':
      return sendTo(context, targets, action.signal)
    case 'thaw': {
      const what = action.unit ?? action.cgroup
      const thawed = context.ports.remedies?.thaw(action.unit, action.cgroup) ?? notHere()
      return said(thawed, `${what} was thawed: it goes on.`)
    }
    case 'stop-trigger': {
      const stopped = context.ports.remedies?.stopTrigger(action.unit) ?? notHere()
      return said(
        stopped,
        `systemd is stopping ${action.unit}: until that is started again, it starts nothing.`,
      )
    }
  }
}

const notHere = (): Promise<Result<null>> =>
  Promise.resolve(
    fail({
      code: 'not-available',
      message: 'Nobody is there who could do this.',
      next: 'Do it by hand, and look again.',
    }),
  )

async function said(answer: Promise<Result<null>>, sentence: string): Promise<Done> {
  const result = await answer
  return { results: [], sentence: result.ok ? sentence : result.error.message }
}

/** Whom it goes to, with the names that the run knows. */
function targetsOf({ run }: EffectContext, action: CarriedRemedy): readonly Named[] {
  const nameOf = (identity: ProcessIdentity): string =>
    run().members.find((m) => sameIdentity(m.member.identity, identity))?.member.name ?? 'process'
  if (action.kind === 'signal') return [{ ...action.target, name: action.name }]
  if (action.kind !== 'continue') return []
  return action.targets.map((identity) => ({ ...identity, name: nameOf(identity) }))
}

const whatOf = (action: CarriedRemedy): SignalName | 'thaw' | 'stop-unit' => {
  if (action.kind === 'continue') return 'CONT'
  if (action.kind === 'signal') return action.signal
  return action.kind === 'thaw' ? 'thaw' : 'stop-unit'
}

const argvOf = (action: CarriedRemedy): readonly string[] | null => {
  if (action.kind === 'thaw') {
    return action.unit === null ? ['cgroup.freeze', action.cgroup, '0'] : ['ThawUnit', action.unit]
  }
  return action.kind === 'stop-trigger' ? ['StopUnit', action.unit] : null
}

function intentOf(
  { call, step, action, remedy, by }: RemedyEffect,
  targets: readonly Named[],
): JournalBody {
  const argv = argvOf(action)
  return {
    kind: 'intent',
    call,
    step,
    what: whatOf(action),
    force: false,
    by,
    targets: targets.map((one) => ({ ...one })),
    ...(argv === null ? {} : { argv: [...argv] }),
    remedy: remedy.label,
  }
}

async function recordResult(
  context: EffectContext,
  { call, step, action }: RemedyEffect,
  { results, sentence }: Done,
): Promise<void> {
  const written = await context.ports.record({
    kind: 'result',
    call,
    step,
    what: whatOf(action),
    results: results.map(({ identity, name, outcome }) => ({ ...identity, name, outcome })),
    detail: sentence,
  })
  if (written.ok) return
  const why = written.error.cause ?? written.error.message
  context.feed({ kind: 'journal-failed', call: null, why })
}

/** To each by its own pin: a member's of the run, anybody else's made and verified now. */
async function sendTo(
  context: EffectContext,
  targets: readonly Named[],
  signal: SignalName,
): Promise<Done> {
  const results: Done['results'][number][] = []
  // One after the other: a claim names them all, and a second one at once would drop the first.
  for (const { name, boot, pid, startTicks } of targets) {
    const identity = { boot, pid, startTicks }
    results.push({ identity, name, outcome: await sendOne(context, identity, signal) })
  }
  if (signal !== 'CONT') return { results, sentence: signalSentence(signal, results) }
  const continued = await Promise.all(
    results.map(async (one) => one.outcome === 'sent' && (await goesOn(context, one.identity))),
  )
  const told = results.map((one, at) => ({ ...one, goesOn: continued[at] === true }))
  return { results, sentence: continuedSentence(told) }
}

async function sendOne(
  context: EffectContext,
  identity: ProcessIdentity,
  signal: SignalName,
): Promise<Settled['outcome']> {
  const { held, ports, run } = context
  if (held.isPinned(identity)) return (await held.send(identity, signal)).outcome
  const own = (): ProcessIdentity[] => livingMembers(run()).map((m) => m.identity)
  // Somebody else's process is signalled by root only while this run has it claimed.
  const claimed = await ports.claim?.update([...own(), identity])
  if (claimed?.ok === false) return 'failed'
  const pins = new HeldMembers(ports.signaller, () => undefined)
  try {
    await pins.holdIdentity(identity)
    return (await pins.send(identity, signal)).outcome
  } finally {
    pins.releaseAll()
    await ports.claim?.update(own())
  }
}

/** A process that was continued runs a moment later. */
async function goesOn({ ports }: EffectContext, identity: ProcessIdentity): Promise<boolean> {
  for (let look = 0; look < continuesWithin.looks; look += 1) {
    const row = ports.table.readOne(identity.pid)
    if (row === null || !sameIdentity(row.identity, identity)) return true
    if (row.state !== 'T') return true
    await pause(ports.clock)
  }
  return false
}

const pause = (clock: EffectContext['ports']['clock']): Promise<void> =>
  new Promise((resolve) => {
    clock.at(later(clock.now(), continuesWithin.apartMs), resolve)
  })
