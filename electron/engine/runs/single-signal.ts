/** One signal to a service, without a schedule: reload, reopen logs, print statistics. */
import type { SignalReport } from '../../../shared/reports.ts'
import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import type { JournalBody } from '../../../shared/journal-entry.ts'
import { sameIdentity, type Member } from '../../../shared/process.ts'
import type { Scope } from '../../../shared/schedule.ts'
import { isTerminating, type SignalName } from '../../../shared/signals.ts'
import { count } from '../../../shared/wording/numbers.ts'
import { noPermission } from '../decide/escalation/refusals.ts'
import { targetsAmong } from '../decide/escalation/targets.ts'
import type { Settled } from '../decide/escalation/events.ts'
import type { Observed } from '../decide/observed.ts'
import type { ProcessTable, Signaller } from '../os/ports.ts'
import { HeldMembers } from '../stop-runner/held-members.ts'
import { named } from '../stop-runner/records.ts'
import { changedIdentity } from '../stop-runner/refusals.ts'

export interface SingleSignalPorts {
  readonly signaller: Signaller
  readonly table: ProcessTable
  readonly by: string
  record(target: string, body: JournalBody): Promise<Result<unknown>>
}

/** A signal that leaves no choice has a way of its own. */
export const isForce: QuiesceError = {
  code: 'needs-force',
  message: 'SIGKILL is force, not a signal like others.',
  next: 'Use quiesce kill TARGET --yes, which shows what it costs and looks afterwards.',
}

export const nobodyThere = (title: string): QuiesceError => ({
  code: 'not-now',
  message: `${title} is not running: nobody is there to be signalled.`,
  next: 'Start it first.',
})

/** Sends one signal. Refused for KILL, for nobody there, and when every process denies it. */
export async function sendSingleSignal(
  ports: SingleSignalPorts,
  observed: Observed,
  what: { readonly signal: SignalName; readonly scope: Scope },
): Promise<Result<SignalReport>> {
  const { signal, scope } = what
  if (signal === 'KILL') return fail(isForce)
  const targets = targetsAmong(
    observed.members.filter((m) => m.kept === null),
    observed.members,
    scope,
  )
  if (targets.length === 0) return fail(nobodyThere(observed.title))
  const held = new HeldMembers(ports.signaller, () => undefined)
  try {
    for (const member of targets) {
      if ((await held.hold(member)) === 'changed') return fail(changedIdentity(member))
    }
    return await sendTo(ports, held, { observed, signal, targets })
  } finally {
    held.releaseAll()
  }
}

interface Sending {
  readonly observed: Observed
  readonly signal: SignalName
  readonly targets: readonly Member[]
}

async function sendTo(
  ports: SingleSignalPorts,
  held: HeldMembers,
  { observed, signal, targets }: Sending,
): Promise<Result<SignalReport>> {
  const { target, title } = observed
  const facts = { call: 1, step: 0, what: signal } as const
  const people = targets.map(named)
  const intent = { kind: 'intent', ...facts, force: false, by: ports.by, targets: people } as const
  const written = await ports.record(target, { ...intent, targets: people })
  if (!written.ok) return written
  const results = await Promise.all(
    targets.map(async ({ identity }): Promise<Settled> => {
      const { outcome } = await held.send(identity, signal)
      return { identity, outcome }
    }),
  )
  // A stopped process never sees a terminating signal until it is continued (signal(7)).
  if (isTerminating(signal)) await wakeStopped(ports, held, { observed, signal: 'CONT', targets })
  const withNames = results.map((r, at) => ({
    ...r.identity,
    name: people[at]?.name ?? '',
    outcome: r.outcome,
  }))
  await ports.record(target, { kind: 'result', ...facts, results: withNames })
  const sent = results.filter((r) => r.outcome === 'sent' || r.outcome === 'maybe').length
  const denied = results.filter((r) => r.outcome === 'no-permission').length
  const first = targets[0]
  if (sent === 0 && denied > 0 && first) return fail(noPermission(title, first))
  const refusedWords = denied > 0 ? `, refused for ${denied}` : ''
  const sentence = `SIG${signal} sent to ${count(sent, 'process', 'processes')} of ${title}${refusedWords}.`
  return ok({ sentence, sent, refused: results.length - sent })
}

async function wakeStopped(
  ports: SingleSignalPorts,
  held: HeldMembers,
  { observed, targets }: Sending,
): Promise<void> {
  const stopped = targets.filter(({ identity }) => {
    const row = ports.table.readOne(identity.pid)
    return row?.state === 'T' && sameIdentity(row.identity, identity)
  })
  if (stopped.length === 0) return
  const facts = { call: 2, step: 0, what: 'CONT' } as const
  const people = stopped.map(named)
  const intent = { kind: 'intent', ...facts, force: false, by: ports.by } as const
  const written = await ports.record(observed.target, { ...intent, targets: people })
  if (!written.ok) return
  const results = await Promise.all(
    people.map(async (one) => ({ ...one, outcome: (await held.send(one, 'CONT')).outcome })),
  )
  await ports.record(observed.target, { kind: 'result', ...facts, results })
}
