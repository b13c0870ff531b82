import type { Member, SignalMasks } from '../../../shared/process.ts'
import type { PastStop, ServiceDetail, ServiceRow } from '../../../shared/service.ts'
import type { StopTimes } from '../../../shared/stop-times.ts'
import { isKnown } from '../../../shared/unknown.ts'
import type { Look } from '../decide/observed.ts'
import { ownSchedule } from '../decide/plan.ts'
import { headOf } from '../decide/rows.ts'
import { listSignalFacts } from '../decide/signal-facts.ts'
import { describeInit } from '../decide/sysv/init-detail.ts'
import type { Table } from '../decide/table.ts'
import { describeUnit, type UnitInPlan } from './unit-facts.ts'

export interface DetailFacts {
  readonly look: Look
  readonly table: Table
  readonly row: ServiceRow
  readonly history: readonly PastStop[]
  readonly times: StopTimes | null
  readonly unit: UnitInPlan | null
  /** The schedule that the settings name for services without one of their own. */
  readonly usual: string | null
  readonly masksOf: (member: Member) => SignalMasks | null
}

/** One service, whole. Signals are those of its main process, or of its only root. */
export function describeService(facts: DetailFacts): ServiceDetail {
  const { observed } = facts.look
  const head = headOf(observed)
  const masks = head && facts.masksOf(head)
  const executable = head && facts.table.rows.get(head.identity.pid)?.executable
  const { configuration } = observed
  const schedule = ownSchedule(observed, { usual: facts.usual, times: facts.times })
  const profile = observed.profile?.profile ?? null
  return {
    row: facts.row,
    members: observed.members,
    suspects: observed.suspects,
    executable: executable && isKnown(executable) ? executable.path : (configuration?.exe ?? null),
    pidFile: observed.pidFile,
    lockFile: observed.lockFile,
    schedule: schedule.text,
    scheduleSource: schedule.source,
    startCommand: observed.startCommand,
    stopCommand: observed.stopMethod.kind === 'command' ? observed.stopMethod.argv : null,
    // Without a process or a profile there is nothing to say of any signal.
    signals: head || profile ? listSignalFacts(masks, profile) : [],
    unit: facts.unit && describeUnit(facts.unit),
    init: describeInit(facts.look),
    profile: observed.profile,
    watch: null,
    history: facts.history,
    stopTimes: facts.times,
  }
}
