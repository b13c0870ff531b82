/** What to read before a plan is carried out: the worst first, each with its evidence. */
import type { Guarantee } from '../../../shared/host.ts'
import type { Member, SignalMasks } from '../../../shared/process.ts'
import { isTerminating } from '../../../shared/signals.ts'
import type { PlanWarning } from '../../../shared/plan.ts'
import { printSchedule, unaskedForceSteps, type Schedule } from '../../../shared/schedule.ts'
import { count, printable } from '../../../shared/wording/numbers.ts'
import { dispositionOf } from './disposition.ts'
import { targetsAmong } from './escalation/targets.ts'
import type { Observed } from './observed.ts'
import { livingOf, signalOf } from './plan-steps.ts'
import {
  permissionWarnings,
  runsAsRoot,
  type PlannedPermission,
} from './privilege/plan-permission.ts'
import { profileWarnings, waitsForBlocked } from './profile/warnings.ts'
import type { RunUnit, UnitImpact } from '../../../shared/unit.ts'
import type { UnitFacts } from '../parse/unit-properties.ts'
import { initWarnings } from './sysv/init-warnings.ts'
import type { Table } from './table.ts'
import { unitWarnings } from './unit/unit-warnings.ts'

export interface WarningFacts {
  readonly observed: Observed
  readonly schedule: Schedule
  readonly table: Table
  readonly guarantee: Guarantee
  /** Signal masks by pid; a process whose masks are unknown is absent. */
  readonly masks: ReadonlyMap<number, SignalMasks>
  readonly unit: {
    readonly unit: RunUnit
    readonly facts: UnitFacts
    readonly impact: UnitImpact
  } | null
  /** What has to be permitted; null where Quiesce is root, or nobody looked. */
  readonly permission?: PlannedPermission | null
}

const note = (sentence: string, evidence?: string): PlanWarning =>
  evidence === undefined ? { severity: 'note', sentence } : { severity: 'note', sentence, evidence }

const mostNamed = 5
/** At most five names, then how many more. */
function nameSome(members: readonly Member[]): string {
  const some = members.slice(0, mostNamed).map((m) => `${m.name} (${m.identity.pid})`)
  const more = members.length - some.length
  return some.join(', ') + (more > 0 ? ` and ${more} more` : '')
}

/** Restart= fires on what a signal ends before the unit's stop was asked for (systemd.service(5)). */
function signalsFirst({ schedule }: WarningFacts): boolean {
  const first = schedule.find((item) => item.kind === 'stop' || item.kind === 'signal')
  return first?.kind === 'signal' && isTerminating(first.signal)
}

function warnForce({ schedule }: WarningFacts): PlanWarning[] {
  const steps = unaskedForceSteps(schedule)
  if (steps.length === 0) return []
  return [
    {
      severity: 'stop',
      sentence: 'SIGKILL is sent without asking anybody, as soon as the waits before it are over.',
      evidence: `No \`ask\` stands before KILL in ${printSchedule(schedule)}.`,
    },
  ]
}

function warnDeaf({ observed, schedule, masks }: WarningFacts): PlanWarning[] {
  const living = livingOf(observed.members)
  const said = new Set<string>()
  return schedule.flatMap((item) => {
    const step = signalOf(item, observed.stopMethod)
    if (!step) return []
    return targetsAmong(living, observed.members, step.scope).flatMap((member) => {
      const { pid } = member.identity
      const mask = masks.get(pid)
      const here = mask ? dispositionOf(mask, step.signal) : 'default'
      const key = `${pid}/${step.signal}`
      if (said.has(key) || (here !== 'ignored' && here !== 'blocked')) return []
      if (here === 'blocked' && waitsForBlocked(observed.profile, step.signal)) return []
      said.add(key)
      const name = `${member.name} (${pid})`
      return here === 'ignored'
        ? note(
            `${name} ignores SIG${step.signal} and will never react to it.`,
            `SigIgn in /proc/${pid}/status`,
          )
        : note(
            `${name} has SIG${step.signal} blocked and reacts only once it lets it in.`,
            `SigBlk in /proc/${pid}/status`,
          )
    })
  })
}

/** proc_pid_stat(5): T is stopped by a signal, t by a debugger, D cannot be woken. */
const states: readonly (readonly [
  state: string,
  sentence: (who: string, many: boolean) => string,
])[] = [
  [
    'T',
    (who, many) =>
      `${who} ${many ? 'are' : 'is'} stopped (SIGSTOP) and cannot hear; SIGCONT follows the stop.`,
  ],
  [
    't',
    (who, many) =>
      `${who} ${many ? 'are' : 'is'} held by a debugger: it decides what becomes of a signal.`,
  ],
  [
    'D',
    (who, many) =>
      `${who} ${many ? 'wait' : 'waits'} for a device or file server: even SIGKILL takes effect only after that.`,
  ],
]

function warnStates({ observed, table }: WarningFacts): PlanWarning[] {
  const living = livingOf(observed.members)
  return states.flatMap(([state, sentence]) => {
    const those = living.filter((m) => table.rows.get(m.identity.pid)?.state === state)
    return those.length === 0
      ? []
      : [note(sentence(nameSome(those), those.length > 1), `State ${state}`)]
  })
}

function warnKept({ observed }: WarningFacts): PlanWarning[] {
  const kept = observed.members.filter((m) => m.kept !== null)
  return kept
    .slice(0, mostNamed)
    .map((m) => note(`${m.name} (${m.identity.pid}) is left running.`, m.kept ?? undefined))
}

function warnSuspects({ observed }: WarningFacts): PlanWarning[] {
  const { suspects } = observed
  const [first] = suspects
  if (!first) return []
  const who = nameSome(suspects.map((s) => s.member))
  const many = count(suspects.length, 'process probably belongs', 'processes probably belong')
  return [note(`${many} to it and will not be signalled: ${who}.`, first.why)]
}

function warnFiles({ observed }: WarningFacts): PlanWarning[] {
  const { pidFile, lockFile, members } = observed
  const found: PlanWarning[] = []
  if (pidFile?.verdict === 'stale') {
    found.push(
      note(`The pid file ${printable(pidFile.path)} is stale.`, pidFile.evidence.join(' ')),
    )
  }
  if (lockFile?.there === true && members.length === 0) {
    found.push(
      note(`The lock file ${printable(lockFile.path)} is there, though nothing of it runs.`),
    )
  }
  return found
}

function warnGuarantee({ guarantee }: WarningFacts): PlanWarning[] {
  if (guarantee.kind === 'exact') return []
  const sentence =
    'Signals are checked, not exact: in the moment between check and call a pid could change hands.'
  return [note(sentence, guarantee.why)]
}

/** All warnings of a plan, those to stop at first. */
export const planWarnings = (facts: WarningFacts): readonly PlanWarning[] =>
  allWarnings(facts).sort((a, b) => Number(b.severity === 'stop') - Number(a.severity === 'stop'))

const warnInit = ({ observed, permission = null }: WarningFacts): PlanWarning[] =>
  initWarnings(observed, runsAsRoot(permission)).map(([sentence, evidence]) =>
    note(sentence, evidence),
  )

const allWarnings = (facts: WarningFacts): PlanWarning[] => [
  ...warnForce(facts),
  ...permissionWarnings(facts.permission ?? null),
  ...(facts.unit ? unitWarnings({ ...facts.unit, signalsFirst: signalsFirst(facts) }) : []),
  ...profileWarnings({ ...facts, unit: facts.unit?.unit ?? null }),
  ...warnDeaf(facts),
  ...warnStates(facts),
  ...warnKept(facts),
  ...warnSuspects(facts),
  ...warnFiles(facts),
  ...warnInit(facts),
  ...warnGuarantee(facts),
]
