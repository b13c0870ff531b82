/** A look at a service as one row of the services table. */
import type { QuiesceError } from '../../../shared/errors.ts'
import type { Member, ProcessRow } from '../../../shared/process.ts'
import type { Run } from '../../../shared/run.ts'
import type { ServiceRow, ServiceState } from '../../../shared/service.ts'
import { count, printable } from '../../../shared/wording/numbers.ts'
import type { Moment } from '../../../shared/run.ts'
import { targetsAmong } from './escalation/targets.ts'
import type { Look, Observed } from './observed.ts'
import { describePractice, isPractice } from './readable-name.ts'
import { statusFactsOf } from './sysv/init-detail.ts'
import { decideLsbStatus, stateOfStatus } from './sysv/lsb-status.ts'
import type { Table } from './table.ts'
import { serviceStateOfUnit } from './unit/state.ts'

/** What a run says of its service while it lives, or null once it has ended. */
export function stateOfRun(run: Run): ServiceState | null {
  const { phase } = run
  switch (phase.kind) {
    case 'planned':
    case 'ended':
      return null
    case 'asking':
      return { kind: 'asking', runId: run.id, since: phase.since.wall }
    case 'held':
      return { kind: 'stopping', runId: run.id, until: null }
    case 'verifying':
      return { kind: 'stopping', runId: run.id, until: phase.until.wall }
    case 'stopping':
    case 'waiting':
    case 'forcing':
      return { kind: 'stopping', runId: run.id, until: phase.deadline?.wall ?? null }
  }
}

/** Refusals that come from a process that is there, though no member of anything. */
const fromLiving = new Set(['protected', 'kernel-thread', 'foreign-namespace', 'managed-by-unit'])

/** The state of a service that no run is about. */
export function stateOf(look: Look, now: Moment): ServiceState {
  const { observed, refusal } = look
  // Of a refused unit every member is kept, though they run.
  const { length } = refusal ? observed.members : observed.members.filter((m) => m.kept === null)
  if (observed.unit) return serviceStateOfUnit(observed.unit, length, now)
  if (observed.init) {
    const facts = statusFactsOf(look, observed.init)
    return stateOfStatus(decideLsbStatus(facts), facts)
  }
  if (observed.members.length > 0) return { kind: 'running' }
  const { pidFile, lockFile } = observed
  if (refusal && fromLiving.has(refusal.code)) return { kind: 'running' }
  // Stale although its number lives on: the service itself is dead, whoever has the number now.
  const named = observed.suspects.length > 0 && refusal !== null
  if (pidFile?.verdict === 'stale' && !named) return { kind: 'dead-pid-file', path: pidFile.path }
  if (refusal) return { kind: 'unknown', why: refusal.message }
  if (lockFile?.there === true) return { kind: 'dead-lock-file', path: lockFile.path }
  return { kind: 'stopped' }
}

function noteOf(state: ServiceState, { observed, refusal }: Look): string | null {
  if (refusal) return refusal.message
  if (state.kind === 'dead-pid-file') return observed.pidFile?.evidence.join(' ') ?? null
  if (state.kind === 'dead-lock-file') {
    return `Nothing of it runs, yet ${printable(state.path)} is there.`
  }
  const kept = observed.members.filter((m) => m.kept !== null).length
  return kept > 0 ? `${count(kept, 'process', 'processes')} of it would be left running.` : null
}

/** Main process, or the only root: the one whose pid, user and age stand for the service. */
export function headOf(observed: Observed): Member | null {
  const { members } = observed
  const heads = targetsAmong(members, members, 'main')
  return heads.length === 1 ? (heads[0] ?? null) : null
}

export interface RowFacts {
  readonly table: Table
  /** What a living run says, or null. */
  readonly runState: ServiceState | null
  /** Percent of one processor by pid; absent at the first look. */
  readonly cpuPercent: ReadonlyMap<number, number> | null
}

function sumPercent(members: readonly Member[], facts: RowFacts): number | null {
  const { cpuPercent } = facts
  if (cpuPercent === null) return null
  const sum = members.reduce((total, m) => total + (cpuPercent.get(m.identity.pid) ?? 0), 0)
  return Math.round(sum * 10) / 10
}

const userOf = (members: readonly Member[]): string =>
  [...new Set(members.map((m) => m.user))].join(', ')

/** The row of a look. */
export function makeServiceRow(look: Look, facts: RowFacts): ServiceRow {
  const { observed, refusal } = look
  const { members } = observed
  const head = headOf(observed)
  const state = facts.runState ?? stateOf(look, facts.table.at)
  const started = members.map((m) => m.startedAt)
  const isRow = (row: ProcessRow | undefined): row is ProcessRow => row !== undefined
  const rows = members.map((m) => facts.table.rows.get(m.identity.pid)).filter(isRow)
  const main = rows.find((row) => row.identity.pid === head?.identity.pid)
  const vice = main && observed.origin === 'discovered' ? describePractice(main) : null
  return {
    target: observed.target,
    title: observed.title,
    subtitle: vice ?? observed.subtitle,
    backend: observed.backend,
    state,
    main: observed.main ?? head?.identity ?? null,
    user: head?.user ?? userOf(members),
    memberCount: members.length,
    cpuPercent: members.length === 0 ? null : sumPercent(members, facts),
    residentBytes: members.reduce((sum, m) => sum + m.residentBytes, 0),
    startedAt: head?.startedAt ?? (started.length > 0 ? Math.min(...started) : null),
    note: noteOf(state, look),
    refusal,
    origin: observed.origin,
    practice: rows.some(isPractice),
    unit: observed.unit && { name: observed.unit.name, manager: observed.unit.manager },
    canStart: observed.startCommand !== null || observed.unit?.loadState === 'loaded',
  }
}

/** The row of a configured service that could not even be looked at (several match, say). */
export function makeRefusedRow(
  base: Pick<ServiceRow, 'target' | 'title' | 'subtitle' | 'backend'>,
  refusal: QuiesceError,
): ServiceRow {
  return {
    ...base,
    state: { kind: 'unknown', why: refusal.message },
    main: null,
    user: '',
    memberCount: 0,
    cpuPercent: null,
    residentBytes: 0,
    startedAt: null,
    note: refusal.message,
    refusal,
    origin: 'configured',
    practice: false,
    unit: null,
    canStart: false,
  }
}
