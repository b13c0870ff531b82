/** Why a service does not stop: all rules asked, the verdict first. */
import type { Diagnosis, Finding } from '../../../../shared/diagnosis.ts'
import { isKnown } from '../../../../shared/unknown.ts'
import { printable } from '../../../../shared/wording/numbers.ts'
import { makeCase } from './case.ts'
import type { Claim } from './claim.ts'
import { evidence } from './evidence.ts'
import type { DiagnosisFacts } from './facts.ts'
import { quoteLog } from './log-reason.ts'
import { listNotKnown } from './not-known.ts'
import { orderClaims } from './order.ts'
import type { RemedyAction } from './remedy-action.ts'
import { askRules } from './rules/all.ts'
import { ruleOut } from './ruled-out.ts'
import { sumUp } from './sum-up.ts'
import { drawWaits } from './wait-graph.ts'

/** A remedy stands once, with the first finding that offers it. */
function withRemedies(claims: readonly Claim[]): {
  readonly findings: readonly Finding[]
  readonly actions: ReadonlyMap<string, RemedyAction>
} {
  const actions = new Map<string, RemedyAction>()
  const findings = claims.map(({ code, certainty, sentence, subject, evidence, offers }) => {
    const fresh = offers.filter(({ remedy, action }) => {
      if (actions.has(remedy.id)) return false
      actions.set(remedy.id, action)
      return true
    })
    return { code, certainty, sentence, subject, evidence, remedies: fresh.map((o) => o.remedy) }
  })
  return { findings, actions }
}

/** Why there are no lines of its own; null where there are some. */
function noteOf({ log }: DiagnosisFacts): string | null {
  if (!isKnown(log)) return printable(log.unknown)
  return log.length === 0 ? 'it has written no line where Quiesce looks' : null
}

/**
 * Diagnoses a service. Total: whatever the facts, it answers and never throws. Each remedy of a
 * finding has its action under its id; none of them is SIGKILL or SIGSTOP.
 */
export function diagnose(facts: DiagnosisFacts): {
  readonly diagnosis: Diagnosis
  readonly actions: ReadonlyMap<string, RemedyAction>
} {
  const c = makeCase(facts)
  const ordered = orderClaims(askRules(c))
  const claims = quoteLog(c, sumUp(ordered))
  const { findings, actions } = withRemedies(claims)
  const log = isKnown(facts.log) ? facts.log : []
  const diagnosis: Diagnosis = {
    target: facts.observed.target,
    title: facts.observed.title,
    run: facts.run?.id ?? null,
    findings,
    ruledOut: ruleOut(c, claims),
    notKnown: listNotKnown(c),
    waits: drawWaits(c, ordered),
    log: log.map(({ at, text }) => ({ at, text: evidence('log', text).line })),
    logNote: noteOf(facts),
    usual: facts.usual,
    looks: { count: facts.looks, spanMs: facts.spanMs, tookMs: facts.tookMs ?? 0 },
    at: facts.now.wall,
  }
  return { diagnosis, actions }
}
