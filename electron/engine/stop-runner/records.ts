/** What a run leaves in the journal, as bodies of records. */
import type { JournalBody } from '../../../shared/journal-entry.ts'
import { identityKey, type Member, type ProcessIdentity } from '../../../shared/process.ts'
import { livingMembers, pairMembers, type Run } from '../../../shared/run.ts'
import type { SignalName } from '../../../shared/signals.ts'
import { outcomeSentence, tookMs } from '../../../shared/wording/outcomes.ts'
import { count } from '../../../shared/wording/numbers.ts'
import { phaseWord, whatFollows } from '../../../shared/wording/phases.ts'
import type { Effect, Settled, UntimedEvent } from '../decide/escalation/events.ts'

type Named = ProcessIdentity & { readonly name: string }
export const named = (member: Member): Named => ({ ...member.identity, name: member.name })

/** Settled identities with the names that the run knows. */
export function namedResults(
  run: Run,
  results: readonly Settled[],
): (Named & { outcome: Settled['outcome'] })[] {
  const names = new Map(run.members.map((m) => [identityKey(m.member.identity), m.member.name]))
  return results.map((r) => ({
    ...r.identity,
    name: names.get(identityKey(r.identity)) ?? 'unknown',
    outcome: r.outcome,
  }))
}

interface IntentFacts {
  readonly call: number
  readonly step: number
  readonly what: SignalName | 'stop-command' | 'stop-unit' | 'move-deadline'
  readonly force: boolean
  readonly targets: readonly Member[]
  readonly argv?: readonly string[]
}

export const intent = (run: Run, facts: IntentFacts): JournalBody => ({
  kind: 'intent',
  call: facts.call,
  step: facts.step,
  what: facts.what,
  force: facts.force,
  by: run.by,
  targets: facts.targets.map(named),
  ...(facts.argv ? { argv: [...facts.argv] } : {}),
})

export const began = (run: Run, schedule: string): JournalBody => ({
  kind: 'run-began',
  title: run.title,
  schedule,
  state: run,
})

/** A person's decision that was taken stands before what it brought about. */
export function recordsOfDecision(event: UntimedEvent, effects: readonly Effect[]): JournalBody[] {
  if (event.kind !== 'decision' || effects.some((e) => e.kind === 'refuse-decision')) return []
  const { decision, turn, by, remedy } = event
  const named = remedy && { remedy: remedy.remedy.label }
  return [{ kind: 'decision', decision: decision.kind, turn, by, ...named }]
}

/** The records of one move of a run: phase, members, notices, outcome; in the order of happening. */
export function recordsOfMove(before: Run, after: Run): JournalBody[] {
  return [
    ...memberRecords(before, after),
    ...after.notices
      .slice(before.notices.length)
      .map((sentence): JournalBody => ({ kind: 'notice', sentence })),
    ...phaseRecords(before, after),
  ]
}

function memberRecords(before: Run, after: Run): JournalBody[] {
  if (before.members === after.members) return []
  const left = livingMembers(after).length
  return pairMembers(before.members, after.members).flatMap(([was, now]): JournalBody[] => {
    if (was === now) return []
    if (was === undefined) return [{ kind: 'member-appeared', member: named(now.member) }]
    if (was.gone !== null || now.gone === null) return []
    return [{ kind: 'member-gone', member: named(now.member), how: now.gone.how, left }]
  })
}

/** A moved deadline is part of the state that is taken up after a crash: it has to be taken back. */
const isSamePhase = (before: Run, after: Run): boolean =>
  before.phase === after.phase &&
  before.turn === after.turn &&
  before.unit?.movedTo === after.unit?.movedTo

function phaseRecords(before: Run, after: Run): JournalBody[] {
  if (isSamePhase(before, after)) return []
  const { phase } = after
  if (phase.kind !== 'ended') {
    const left = livingMembers(after).length
    const next = whatFollows(after)
    const sentence = `${after.title}: ${phaseWord(phase).toLowerCase()}, ${count(left, 'process', 'processes')} left${next === '' ? '' : `, ${next}`}`
    return [{ kind: 'phase', phase: phase.kind, sentence, state: after }]
  }
  if (before.phase.kind === 'ended') return []
  const { outcome } = phase
  return [
    {
      kind: 'outcome',
      outcome: outcome.kind,
      sentence: outcomeSentence(after, outcome),
      by: 'by' in outcome ? outcome.by : null,
      survivors: livingMembers(after).map(named),
      state: after,
      tookMs: tookMs(after),
    },
  ]
}
