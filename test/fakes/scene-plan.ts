/** The plan of a service of a scene. */
import { fail, ok, type QuiesceError, type Result } from '../../shared/errors.ts'
import type { Ceiling, Plan, PlannedStep } from '../../shared/plan.ts'
import { isForce, parseSchedule, type ScheduleItem } from '../../shared/schedule.ts'
import type { RunUnit, UnitDetail } from '../../shared/unit.ts'
import { plannedProfile } from './scene-known.ts'
import type { Scene } from './scenes.ts'

export const unknownTarget = (target: string): QuiesceError => ({
  code: 'unknown-target',
  message: `There is no service "${target}".`,
  next: 'Look at the list for the right name.',
})

const stepWords = (item: ScheduleItem): string => {
  switch (item.kind) {
    case 'stop':
      return 'SIGTERM to the main process'
    case 'signal':
      return `SIG${item.signal} to ${item.scope === 'all' ? 'every member' : 'the main process'}`
    case 'wait':
      return `wait at most ${item.seconds} s`
    case 'wait-on':
      return 'wait without a deadline'
    case 'ask':
      return 'you decide'
  }
}

const plannedCeiling = (now: number): Ceiling => ({
  who: 'systemd',
  source: 'TimeoutStopSec=90s after SIGTERM',
  what: 'SIGKILL',
  fixed: null,
  at: now + 90_000,
})

const runUnitOf = ({ name, manager, settings, state }: UnitDetail): RunUnit => ({
  name,
  manager,
  invocation: state.invocation,
  settings,
  state,
  fixedDeadline: null,
  movedTo: null,
})

/** The plan that an engine would make of a schedule for a service of the scene. */
export function scenePlan(scene: Scene, target: string, text = 'stop/30/ask/KILL/5'): Result<Plan> {
  const row = scene.rows.find((one) => one.target === target)
  if (row === undefined) return fail(unknownTarget(target))
  const unit = scene.units.details[target]
  const profile = scene.details[target]?.profile ?? null
  const schedule = parseSchedule(text)
  if (!schedule.ok) return schedule
  const members = scene.members[target] ?? []
  const asked = schedule.value.findIndex((item) => item.kind === 'ask')
  const steps = schedule.value.map((item, index): PlannedStep => ({
    index,
    item: text.split('/')[index] ?? '',
    sentence: stepWords(item),
    targets:
      item.kind === 'stop' || item.kind === 'signal'
        ? members
            .filter((m) => m.main || isForce(item))
            .map((m) => ({ pid: m.identity.pid, name: m.name }))
        : [],
    force: isForce(item),
    condition:
      index <= 1
        ? 'always'
        : asked !== -1 && index > asked
          ? 'only-if-you-say-so'
          : 'if-some-are-left',
  }))
  return ok({
    target,
    title: row.title,
    backend: row.backend,
    schedule: text,
    scheduleSource: text === 'stop/30/ask/KILL/5' ? 'default' : 'person',
    steps,
    members,
    suspects: scene.suspects[target] ?? [],
    ceilings: unit === undefined ? [] : [plannedCeiling(scene.now)],
    profile: profile === null ? null : plannedProfile(profile),
    unit: unit === undefined ? null : { unit: runUnitOf(unit), impact: unit.impact },
    impact: members.length > 1 ? ['Its workers lose their main process.'] : [],
    warnings:
      members.length > 0 && unit === undefined
        ? [
            {
              severity: 'note',
              sentence: 'rtpp-notify.sh (5120) left the tree; SIGTERM does not reach it.',
            },
          ]
        : [],
    refusal: row.refusal,
    madeAt: scene.now,
  })
}
