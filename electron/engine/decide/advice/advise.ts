/** Advice: the outcome's own words, and whatever rule speaks. A reboot needs a rule with evidence. */
import {
  adviceLevels,
  type Advice,
  type AdviceFinding,
  type AdviceLevel,
} from '../../../../shared/advice.ts'
import { count } from '../../../../shared/wording/numbers.ts'
import type { AdviceFacts, MachineFacts, RunFacts } from './facts.ts'
import { kernelHints, kernelRules } from './kernel-rules.ts'
import { wordsForMild, wordsForReboot } from './level-words.ts'
import { machineRules } from './machine-rules.ts'
import { wordsOfOutcome, type MildAdvice } from './outcome-words.ts'
import type { Checked, RebootLevel, RebootRule, Rule } from './rule.ts'
import { runRules } from './run-rules.ts'

/** Every rule; of equal weight, earlier ones are told first. */
export const rules: readonly Rule[] = [...runRules, ...machineRules, ...kernelRules, ...kernelHints]

const weight = (level: AdviceLevel): number => adviceLevels.indexOf(level)
const isReboot = (level: AdviceLevel): level is RebootLevel => level.startsWith('reboot-')

/** What now after the end of a run; `machine` null where the machine was not looked at (yet). */
export function adviseAfter(ended: RunFacts, machine: MachineFacts | null = null): Advice {
  return combine(wordsOfOutcome(ended), { ended, machine })
}

/** Whether this machine wants a reboot, whatever was stopped. */
export function adviseMachine(machine: MachineFacts): Advice {
  const facts = { ended: null, machine }
  const looks = checkedOf(facts)
  const unseen = looks.filter(({ answer }) => answer.startsWith('not known')).length
  const denied = looks.some(({ answer }) => answer.endsWith('permission denied'))
  const nothing: MildAdvice = {
    level: 'none',
    sentence: 'Nothing speaks for a reboot of this machine.',
    reasons: [
      `${count(looks.length, 'reason', 'reasons')} for a reboot were looked for${unseen === 0 ? '' : `, ${unseen} of them could not be seen`}.`,
    ],
    aboutReboot: `A reboot would cure nothing that can be seen.${denied ? ' As root more can be seen.' : ''}`,
  }
  return combine(nothing, facts)
}

function combine(base: MildAdvice, facts: AdviceFacts): Advice {
  const findings = findingsOf(facts)
  const checked = checkedOf(facts)
  const sentences = findings.map(({ sentence }) => sentence)
  const top = findings[0]
  const isHeavier = top !== undefined && weight(top.level) > weight(base.level)
  return {
    ...base,
    ...(isHeavier ? heavier(top, base) : {}),
    // Why nothing speaks for a reboot is no reason once something speaks.
    reasons: [
      ...new Set([...(facts.ended === null && isHeavier ? [] : base.reasons), ...sentences]),
    ],
    ...(findings.length === 0 ? {} : { findings }),
    ...(checked.length === 0 ? {} : { checked }),
  }
}

function heavier(
  { rule, level }: AdviceFinding,
  base: MildAdvice,
): Pick<Advice, 'level' | 'sentence' | 'aboutReboot'> {
  if (isReboot(level)) return { level, ...wordsForReboot(rule, level, base) }
  return { level, ...wordsForMild(level, base) }
}

/** The heaviest first. */
function findingsOf(facts: AdviceFacts): readonly AdviceFinding[] {
  const findings = rules.flatMap(({ name, level, when }) =>
    when(facts).map((said) => ({ rule: name, level, ...said })),
  )
  return findings.toSorted((a, b) => weight(b.level) - weight(a.level))
}

const isRebootRule = (rule: Rule): rule is RebootRule => 'look' in rule

/** What would speak for a reboot here, and whether it does. */
function checkedOf(facts: AdviceFacts): readonly Checked[] {
  const { ended, machine } = facts
  const isForce = ended?.outcome.kind === 'killed' || ended?.outcome.kind === 'survived'
  const asked = [
    ...(isForce ? runRules : []),
    ...(machine ? [...machineRules, ...kernelRules] : []),
  ]
  return asked.filter(isRebootRule).map(({ look, when }) => {
    const unseen = look.unseen(facts)
    if (unseen !== null) return { what: look.what, answer: `not known: ${unseen}` }
    const found = when(facts).length
    return { what: look.what, answer: found === 0 ? 'none' : found === 1 ? 'yes' : `yes, ${found}` }
  })
}
