import type { Plan, PlannedStep } from '../../../shared/plan.ts'
import { proposeWait } from '../../../shared/proposed-wait.ts'
import { ceilingSentence } from '../../../shared/wording/ceilings.ts'
import { printable } from '../../../shared/wording/numbers.ts'
import { processNames } from '../../../shared/wording/process-names.ts'
import type { Command, CommandCall } from '../command.ts'
import { printError } from '../print-error.ts'
import { plannedProfileLines } from '../profile-lines.ts'
import { endWithError, printResult } from '../print-result.ts'
import { memberToJson } from '../run-changes.ts'
import { suspectToJson } from '../service-json.ts'
import { stopTimesLines } from '../stop-times-lines.ts'
import { suspectLines } from '../suspect-lines.ts'
import { paint } from '../terminal.ts'
import { ceilingToJson, planUnitToJson } from '../unit-json.ts'
import { withEngine } from '../with-engine.ts'
import { scheduleOption, targetDetails } from './common.ts'

const conditionWords: Record<PlannedStep['condition'], string> = {
  always: '',
  'if-some-are-left': ' - if some are left',
  'only-if-you-say-so': ' - only if you say so',
}

const sourceWords: Record<Plan['scheduleSource'], string> = {
  default: 'the default',
  settings: 'from the settings',
  configuration: 'from the configuration',
  profile: 'from what is known of this daemon',
  memory: 'with a wait that covers its earlier stops',
  person: 'as you wrote it',
}

/** Lines of the steps: number, item, what it does, to whom. */
function stepLines(plan: Plan): string[] {
  const widest = Math.max(0, ...plan.steps.map((step) => step.item.length))
  return plan.steps.map((step) => {
    // A sentence that names everybody needs no list behind it.
    const named = step.targets.every((target) => step.sentence.includes(`(${target.pid})`))
    const whom = named ? '' : `: ${processNames(step.targets)}`
    const force = step.force ? ' (force)' : ''
    const number = String(step.index + 1).padStart(4)
    const sentence = printable(step.sentence)
    return `${number}  ${step.item.padEnd(widest)}  ${sentence}${force}${whom}${conditionWords[step.condition]}`
  })
}

function headingLines(plan: Plan): string[] {
  const members = plan.members.filter((member) => member.kept === null).map(memberToJson)
  return [
    `${printable(plan.title)} (${plan.backend}), schedule ${plan.schedule}, ${sourceWords[plan.scheduleSource]}`,
    members.length === 0 ? 'No process of it runs.' : `Members: ${processNames(members)}`,
  ]
}

/** Nobody forces what is not stopped. */
function ceilingLines({ ceilings, refusal }: Plan): string[] {
  if (refusal !== null) return []
  return ceilings.length === 0
    ? ['Ceiling: none known; nobody else is going to force it']
    : ceilings.map((ceiling) => `Ceiling: ${ceilingSentence(ceiling)}`)
}

/** Warnings that must be read come first; the rest follows the steps. */
export function planLines(plan: Plan): string[] {
  const warnings = (severity: 'stop' | 'note'): string[] =>
    plan.warnings
      .filter((warning) => warning.severity === severity)
      .map((warning) => {
        const evidence = warning.evidence === undefined ? '' : ` (${printable(warning.evidence)})`
        return `${severity === 'stop' ? 'Warning' : 'Note'}: ${printable(warning.sentence)}${evidence}`
      })
  const kept = plan.members.filter((member) => member.kept !== null)
  return [
    ...warnings('stop'),
    ...headingLines(plan),
    ...stopTimesLines(plan.schedule, plan.stopTimes ?? null),
    ...plannedProfileLines(plan.profile),
    ...stepLines(plan),
    // Of a refused plan nobody is signalled, and the refusal says why.
    ...(plan.refusal ? [] : kept).map(
      (m) => `Kept: ${processNames([memberToJson(m)])}, ${printable(m.kept ?? '')}`,
    ),
    ...suspectLines(plan.suspects),
    ...plan.impact.map((sentence) => `Impact: ${printable(sentence)}`),
    ...ceilingLines(plan),
    ...warnings('note'),
  ]
}

const planFields = (plan: Plan): object => ({
  target: plan.target,
  title: plan.title,
  backend: plan.backend,
  schedule: plan.schedule,
  scheduleSource: plan.scheduleSource,
  steps: plan.steps,
  members: plan.members.filter((member) => member.kept === null).map(memberToJson),
  suspects: plan.suspects.map(suspectToJson),
  kept: plan.members
    .filter((member) => member.kept !== null)
    .map((member) => ({ ...memberToJson(member), why: member.kept })),
  impact: plan.impact,
  ceilings: plan.ceilings.map(ceilingToJson),
  warnings: plan.warnings,
  unit: plan.unit && planUnitToJson(plan.unit),
  profile: plan.profile,
  stopTimes: plan.stopTimes ?? null,
  proposed: proposeWait(plan.schedule, plan.stopTimes ?? null),
})

function endPlan(call: CommandCall, plan: Plan): number {
  const { terminal } = call.world
  // A plan that would be refused is no success, whatever the reason is.
  const exitStatus = plan.refusal === null ? 0 : 14
  if (!call.json) {
    for (const line of planLines(plan)) {
      terminal.print(line.startsWith('Warning:') ? paint(terminal, 'red', line) : line)
    }
    terminal.print('Nothing was sent.')
  }
  if (plan.refusal) printError(terminal, plan.refusal)
  printResult(call, exitStatus, planFields(plan), plan.refusal)
  return exitStatus
}

/** `quiesce plan`: what a stop would do, before anything is sent. */
export const planCommand: Command = {
  name: 'plan',
  summary: 'what a stop would do; sends nothing',
  positionals: ['TARGET'],
  options: [scheduleOption],
  details: ['Exit status: 0, or 14 when the stop would be refused.', ...targetDetails],
  run: (call) =>
    withEngine(call, async (engine) => {
      const [target = ''] = call.arguments.positionals
      const schedule = call.arguments.values.get('schedule')
      const input = { target, ...(schedule !== undefined && { schedule }) }
      const plan = await engine.request('plan.make', input)
      return plan.ok ? endPlan(call, plan.value) : endWithError(call, plan.error)
    }),
}
