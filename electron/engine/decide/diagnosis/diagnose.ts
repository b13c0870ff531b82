/** Why a service does not stop: all rules asked, the verdict first. */
import type { Diagnosis, Finding } from '../../../../shared/diagnosis.ts'
import { isKnown } from '../../../../shared/unknown.ts'
import { printable } from '../../../../shared/wording/numbers.ts'
import { makeCase } from './case.ts'
import type { Claim, Rule } from './claim.ts'
import type { DiagnosisFacts } from './facts.ts'
import { orderClaims } from './order.ts'
import type { RemedyAction } from './remedy-action.ts'
import { frozen } from './rules/frozen.ts'
import { blocksSignal, ignoresSignal } from './rules/signal-masks.ts'
import { stopped } from './rules/stopped.ts'
import { traced } from './rules/traced.ts'

export const rules: readonly Rule[] = [ignoresSignal, blocksSignal, stopped, traced, frozen]

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

/**
 * Diagnoses a service. Total: whatever the facts, it answers and never throws. Each remedy of a
 * finding has its action under its id; none of them is SIGKILL or SIGSTOP.
 */
export function diagnose(facts: DiagnosisFacts): {
  readonly diagnosis: Diagnosis
  readonly actions: ReadonlyMap<string, RemedyAction>
} {
  const c = makeCase(facts)
  const claims = orderClaims(rules.flatMap((rule) => rule(c)))
  const { findings, actions } = withRemedies(claims)
  const log = isKnown(facts.log) ? facts.log : []
  const diagnosis: Diagnosis = {
    target: facts.observed.target,
    title: facts.observed.title,
    run: facts.run?.id ?? null,
    findings,
    ruledOut: [],
    notKnown: [],
    waits: { nodes: [], edges: [] },
    log: log.map(({ at, text }) => ({ at, text: printable(text) })),
    logNote: isKnown(facts.log) ? null : facts.log.unknown,
    usual: facts.usual,
    looks: { count: facts.looks, spanMs: facts.spanMs, tookMs: facts.tookMs ?? 0 },
    at: facts.now.wall,
  }
  return { diagnosis, actions }
}
