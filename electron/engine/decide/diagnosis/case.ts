/** The facts of a diagnosis, arranged for its rules: who lives, who was asked, for how long. */
import { sameIdentity } from '../../../../shared/process.ts'
import { isAtRest } from '../../../../shared/run.ts'
import { signalByNumber, type SignalName } from '../../../../shared/signals.ts'
import type { UnitManager, UnitSettings, UnitState } from '../../../../shared/unit.ts'
import { isKnown } from '../../../../shared/unknown.ts'
import type { DiagnosisFacts, ProcessFacts, ProcessSample, SocketFacts } from './facts.ts'
import { targetPids } from './targets.ts'

/** A process that is there now. */
export interface Proc {
  readonly pid: number
  readonly name: string
  readonly facts: ProcessFacts
  readonly now: ProcessSample
  readonly before: ProcessSample | null
  readonly main: boolean
  /** Of the service, and not left running on purpose. */
  readonly member: boolean
  readonly kept: boolean
  /** It got the stop signal, or would get it. */
  readonly targeted: boolean
  /** Dead with all its threads, and not reaped. */
  readonly zombie: boolean
}

export interface CaseUnit {
  readonly name: string
  readonly manager: UnitManager
  readonly state: UnitState
  readonly settings: UnitSettings
}

export interface Case {
  readonly facts: DiagnosisFacts
  /** Everybody who is there, as the facts order them. */
  readonly procs: readonly Proc[]
  readonly byPid: ReadonlyMap<number, Proc>
  /** Sockets by inode: a server may have ten thousand, and each process asks for its own. */
  readonly sockets: ReadonlyMap<number, SocketFacts>
  /** Children by the pid of their parent, members or not. */
  readonly children: ReadonlyMap<number, readonly Proc[]>
  /** Members that live: no zombies, nobody who is kept. */
  readonly living: readonly Proc[]
  /**
   * Whose waits hold the stop up: living members, and the stop command that runs, each with its
   * children.
   */
  readonly subjects: readonly Proc[]
  /** Of these, who could go on if what it waits for came: neither stopped, nor held, nor frozen. */
  readonly awake: readonly Proc[]
  /** What runs ExecStop= or the script's `stop` now. */
  readonly stopCommand: Proc | null
  /** Null where the service has no process of its own, or it is gone. */
  readonly main: Proc | null
  readonly unit: CaseUnit | null
  /** The signal of its stop: the one that was sent, or the one that would be. */
  readonly signal: SignalName
  /** Null where nobody asked it to stop. */
  readonly asked: { readonly signal: SignalName; readonly agoMs: number } | null
  /** The stop signal has left: false while ExecStop= or a script runs that will send it. */
  readonly signalled: boolean
  /** There are two looks, and so long between them. */
  readonly spanMs: number
}

/** Below it, nothing that does not move is called still: a scheduler's tick is 10 ms. */
const stillSpanMs = 400
/** So soon after the signal no healthy daemon can be expected to be gone. */
const earlyMs = 1000

/** Long enough to say that what did not move stands still. */
export const isLongEnough = (c: Case): boolean => c.spanMs >= stillSpanMs

/** Asked so lately that a wait says nothing. */
export const isTooEarly = (c: Case): boolean => c.asked !== null && c.asked.agoMs < earlyMs

function unitOf(facts: DiagnosisFacts): CaseUnit | null {
  const { observed, run } = facts
  const unit = observed.unit ?? run?.unit ?? null
  if (unit === null) return null
  const { name, manager, settings } = unit
  // The run follows its unit's signals; a look may be older.
  return { name, manager, settings, state: run?.unit?.state ?? unit.state }
}

/** The signal that its stop begins with where none was sent yet. */
export function meantSignal({ observed }: DiagnosisFacts, unit: CaseUnit | null): SignalName {
  if (unit !== null) return signalByNumber(unit.settings.killSignal) ?? 'TERM'
  const { stopMethod, profile } = observed
  if (stopMethod.kind === 'signal') return stopMethod.signal
  const graceful = profile?.profile.signals.find((one) => one.role === 'graceful')
  return graceful?.signal ?? 'TERM'
}

function makeProc(
  facts: DiagnosisFacts,
  one: ProcessFacts,
  now: ProcessSample,
  targets: ReadonlySet<number>,
): Proc {
  const { observed } = facts
  const pid = one.identity.pid
  const known = observed.members.find((m) => sameIdentity(m.identity, one.identity))
  const kept = known !== undefined && known.kept !== null
  return {
    pid,
    name: one.name,
    facts: one,
    now,
    before: one.before,
    main: observed.main !== null && sameIdentity(observed.main, one.identity),
    member: one.member && !kept,
    kept,
    targeted: targets.has(pid),
    zombie: (now.row.state === 'Z' || now.row.state === 'X') && !now.row.alive,
  }
}

/** Without a run, `asked` may be the signal that a stop would begin with, as old as the looks are. */
const meantOnlyMs = 1000

function wasAsked(facts: DiagnosisFacts, unit: CaseUnit | null): boolean {
  const { asked, run, now, spanMs } = facts
  if (asked === null) return false
  if (run !== null) return run.phase.kind !== 'ended' || !isAtRest(run)
  if (unit !== null && unit.state.activeState === 'deactivating') return true
  return now.mono - asked.at.mono > spanMs + meantOnlyMs
}

/** ControlPID is that of ExecStop= while the unit stops, else of another command. */
function stopCommandPid(facts: DiagnosisFacts, unit: CaseUnit | null): number | null {
  if (facts.stopCommandPid !== undefined) return facts.stopCommandPid
  if (unit === null || !/^stop(?:-post)?$/.test(unit.state.subState)) return null
  return unit.state.controlPid > 0 ? unit.state.controlPid : null
}

function indexChildren(procs: readonly Proc[]): ReadonlyMap<number, readonly Proc[]> {
  const index = new Map<number, Proc[]>()
  for (const proc of procs) {
    const { parentPid } = proc.now.row
    if (parentPid === proc.pid) continue
    const known = index.get(parentPid)
    if (known) known.push(proc)
    else index.set(parentPid, [proc])
  }
  return index
}

function subjectsOf(
  procs: readonly Proc[],
  living: readonly Proc[],
  stopCommand: Proc | null,
): readonly Proc[] {
  const found = new Set(stopCommand === null ? living : [...living, stopCommand])
  // Children come after their parents in no particular order: once more until nobody is added.
  for (let size = -1; size !== found.size;) {
    size = found.size
    const pids = new Set([...found].map((proc) => proc.pid))
    for (const proc of procs) {
      if (pids.has(proc.now.row.parentPid) && !proc.zombie && !proc.kept) found.add(proc)
    }
  }
  return procs.filter((proc) => found.has(proc))
}

/** Its manager has the stop on its list, and stops others first (systemd.unit(5), After=). */
export const isQueued = ({ run }: DiagnosisFacts, unit: CaseUnit | null): boolean =>
  run !== null &&
  unit?.state.hasJob === true &&
  unit.state.activeState === 'active' &&
  run.sent.some((s) => s.what === 'stop-unit')

/** Its stop signal went out: by us, or by the unit's manager after its ExecStop= commands. */
function wasSignalled(facts: DiagnosisFacts, unit: CaseUnit | null): boolean {
  if (unit === null) return true
  const direct = facts.run?.sent.some((s) => s.identity !== null && s.outcome === 'sent')
  return direct === true || (unit.state.subState !== 'stop' && !isQueued(facts, unit))
}

/** Arranges the facts. Total. */
export function makeCase(facts: DiagnosisFacts): Case {
  const unit = unitOf(facts)
  const targets = targetPids(facts, unit)
  const procs = facts.processes.flatMap((one) =>
    one.now === null ? [] : [makeProc(facts, one, one.now, targets)],
  )
  const asked = wasAsked(facts, unit) ? facts.asked : null
  const living = procs.filter((proc) => proc.member && !proc.zombie)
  const stopCommand = procs.find((proc) => proc.pid === stopCommandPid(facts, unit)) ?? null
  const subjects = subjectsOf(procs, living, stopCommand)
  return {
    facts,
    procs,
    byPid: new Map(procs.map((proc) => [proc.pid, proc])),
    sockets: new Map(
      (isKnown(facts.sockets) ? facts.sockets : []).map((socket) => [socket.inode, socket]),
    ),
    children: indexChildren(procs),
    living,
    subjects,
    awake: subjects.filter((proc) => !isHalted(proc)),
    stopCommand,
    main: procs.find((proc) => proc.main) ?? null,
    unit,
    signal: facts.asked?.signal ?? meantSignal(facts, unit),
    asked:
      asked === null
        ? null
        : { signal: asked.signal, agoMs: Math.max(0, facts.now.mono - asked.at.mono) },
    signalled: asked !== null && wasSignalled(facts, unit),
    spanMs: facts.looks > 1 ? Math.max(0, facts.spanMs) : 0,
  }
}

/** True in a cgroup that stands still. */
export const isFrozen = ({ now }: Proc): boolean => isKnown(now.frozen) && now.frozen

/** It runs no code, whatever it waits for: stopped, in a tracing stop, or frozen. */
export const isHalted = (proc: Proc): boolean => /[Tt]/.test(proc.now.row.state) || isFrozen(proc)

/** Its children that are there, members or not. */
export const childrenOf = (c: Case, pid: number): readonly Proc[] => c.children.get(pid) ?? []

/** The masks of a process, or null where they could not be read. */
export const masksOf = (sample: ProcessSample | null) =>
  sample !== null && isKnown(sample.masks) ? sample.masks : null
