/** Puts together what a backend found: members, suspects, and whether a run would be refused. */
import type { ServiceConfiguration } from '../../../shared/configuration.ts'
import type { QuiesceError } from '../../../shared/errors.ts'
import type { Member, MemberReason } from '../../../shared/process.ts'
import type { StopMethod } from '../../../shared/run.ts'
import type { PidFileVerdict } from '../../../shared/service.ts'
import { parseSignal } from '../../../shared/signals.ts'
import { printable } from '../../../shared/wording/numbers.ts'
import { findMembers } from './members.ts'
import type { Look, Observed } from './observed.ts'
import type { Scene } from './scene.ts'
import { findSuspects, type Named } from './suspects.ts'

/** What a backend found out about a target before anything is said about members. */
export interface Findings {
  readonly target: string
  /** The name, where a process that is picked does not give a better one. */
  readonly title: string
  readonly subtitle: string
  readonly backend: 'process' | 'pidfile'
  readonly configuration: ServiceConfiguration | null
  /** Whom the target names; empty once members are known. */
  readonly picks: ReadonlyMap<number, MemberReason>
  readonly main: number | null
  readonly known: readonly Member[]
  /** Whom the target names though they are no members. */
  readonly named: readonly Named[]
  readonly pidFile: PidFileVerdict | null
  readonly lockFile: Observed['lockFile']
  /** What already forbids a run. */
  readonly refusal: QuiesceError | null
}

/** How the official stop is done: the configured command or signal, else SIGTERM to the main process. */
export function chooseStopMethod(configuration: ServiceConfiguration | null): StopMethod {
  if (configuration?.stop) return { kind: 'command', argv: configuration.stop }
  const signal = parseSignal(configuration?.signal ?? 'TERM') ?? 'TERM'
  return { kind: 'signal', signal, scope: 'main' }
}

/** The refusal of the first process that the target itself names and that is protected. */
function refuseNamed(scene: Scene, picks: ReadonlyMap<number, MemberReason>): QuiesceError | null {
  for (const pid of picks.keys()) {
    const row = scene.table.rows.get(pid)
    // Below another named process it merely turns up, and is kept.
    if (!row || picks.has(row.parentPid)) continue
    const refusal = scene.protection.refuse(row)
    if (refusal) return refusal
  }
  return null
}

/**
 * The service as one look shows it. Where a run is refused, every member is kept: nothing of it can
 * be signalled even by somebody who overlooks the refusal.
 */
export function assembleLook(scene: Scene, findings: Findings): Look {
  const { picks, main, known, named, configuration } = findings
  const refusal = findings.refusal ?? refuseNamed(scene, picks)
  const found = findMembers(scene, { picks, main, known })
  const members = refusal ? found.map((m) => ({ ...m, kept: m.kept ?? refusal.message })) : found
  const observed: Observed = {
    target: findings.target,
    title: printable(findings.title),
    subtitle: printable(configuration?.title ?? findings.subtitle),
    backend: findings.backend,
    origin: configuration ? 'configured' : 'discovered',
    main: members.find((m) => m.main)?.identity ?? null,
    members,
    suspects: findSuspects(scene, members, named),
    pidFile: findings.pidFile,
    lockFile: findings.lockFile,
    stopMethod: chooseStopMethod(configuration),
    startCommand: configuration?.start ?? null,
    configuration,
    unit: null,
    init: null,
    profile: null,
  }
  return { observed, refusal }
}
