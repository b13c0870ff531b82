/** Services that an init script controls, on machines whose init is not systemd. */
import { fail, ok, type QuiesceError, type Result } from '../../../../shared/errors.ts'
import type { Member, MemberReason } from '../../../../shared/process.ts'
import type { StopMethod } from '../../../../shared/run.ts'
import type { PidFileVerdict } from '../../../../shared/service.ts'
import { isKnown } from '../../../../shared/unknown.ts'
import { assembleLook, chooseStopMethod } from '../../decide/assemble.ts'
import type { Look } from '../../decide/observed.ts'
import type { Scene } from '../../decide/scene.ts'
import type { Named } from '../../decide/suspects.ts'
import { findDaemon } from '../../decide/sysv/find-daemon.ts'
import type { InitFacts } from '../../decide/sysv/init-facts.ts'
import { refuseForFiles, refuseMachineScript } from '../../decide/sysv/refusals.ts'
import type { Table } from '../../decide/table.ts'
import { printTarget, type Target } from '../../decide/target.ts'
import type { LookingBackend } from '../backend.ts'
import type { BackendOptions } from '../options.ts'
import { judgeFiles, otherPidPaths, seesProgram, subjectOf, type Subject } from './subject.ts'

/** The configured way, else the script's own `stop`, else SIGTERM where it has none. */
function stopMethodOf({ service, script }: Subject): StopMethod {
  if (service?.stop !== undefined || service?.signal !== undefined) return chooseStopMethod(service)
  const actions = script.text?.actions ?? []
  if (actions.length > 0 && !actions.includes('stop')) return chooseStopMethod(null)
  return { kind: 'command', argv: [script.path, 'stop'] }
}

const isTheScript = (method: StopMethod, { script }: Subject): boolean =>
  method.kind === 'command' && method.argv[0] === script.path

interface Found {
  readonly picks: ReadonlyMap<number, MemberReason>
  readonly main: number | null
  readonly named: readonly Named[]
}

function firstLook(
  options: BackendOptions,
  scene: Scene,
  subject: Subject,
  pidFiles: readonly PidFileVerdict[],
): Found {
  const daemon = findDaemon(scene, {
    executables: subject.executables.map((path) => ({
      path,
      file: options.files.executable(path),
    })),
    names: subject.service?.exe === undefined ? (subject.script.text?.processNames ?? []) : [],
    known: subject.known,
    user: subject.service?.user ?? null,
  })
  const trusted = pidFiles.flatMap(({ path, verdict, pid }) =>
    verdict === 'trusted' && pid !== null ? [[pid, { kind: 'pid-file', path }] as const] : [],
  )
  const [first] = trusted
  if (first) {
    const rest = daemon.roots.map((row) => ({
      pid: row.identity.pid,
      why: 'runs a program of the script, but no pid file names it',
    }))
    return { picks: new Map(trusted), main: first[0], named: [...rest, ...daemon.named] }
  }
  const how = `runs what ${subject.script.path} starts`
  const picks = daemon.roots.map((row) => [row.identity.pid, { kind: 'picked', how }] as const)
  const main = picks.length === 1 ? (picks[0]?.[0] ?? null) : null
  return { picks: new Map(picks), main, named: daemon.named }
}

/** In a run the members are known: whom the files name by now is a suspect at most. */
function lookInRun(
  scene: Scene,
  pidFiles: readonly PidFileVerdict[],
  known: readonly Member[],
): Found {
  const main = known.find((m) => m.main)?.identity
  const row = main && scene.table.rows.get(main.pid)
  const named = pidFiles.flatMap(({ path, verdict, pid }) =>
    verdict === 'trusted' && pid !== null && !known.some((m) => m.identity.pid === pid)
      ? [{ pid, why: `${path} names it now` }]
      : [],
  )
  return {
    picks: new Map(),
    main: row && row.identity.startTicks === main.startTicks ? main.pid : null,
    named,
  }
}

function factsOf(
  options: BackendOptions,
  subject: Subject,
  of: {
    readonly pidFiles: readonly PidFileVerdict[]
    readonly isDead: boolean
    readonly asRoot: boolean
  },
): InitFacts {
  const { pidFiles, isDead, asRoot } = of
  const { script, lockPaths, executables } = subject
  const { text } = script
  const force = text?.force ?? null
  return {
    name: script.name,
    path: script.path,
    leadsTo: script.leadsTo,
    header: text?.header ?? null,
    chkconfig: text?.chkconfig ?? null,
    knowsProgram:
      executables.length + (text?.processNames.length ?? 0) > 0 || subject.known !== null,
    seesProgram: seesProgram(options, subject),
    asRoot,
    actions: text?.actions ?? [],
    refusal: script.refusal,
    pidFiles,
    lockFiles: lockPaths.map((path) => {
      const there = options.files.exists(path)
      return { path, there, stale: there && isDead }
    }),
    forcesAfter: force && { seconds: force.seconds, source: `${force.words} in ${script.path}` },
  }
}

/** The file that stands for all: the one that is believed, else one that is there. */
const chiefOf = (pidFiles: readonly PidFileVerdict[]): PidFileVerdict | null =>
  pidFiles.find(({ verdict }) => verdict === 'trusted') ??
  pidFiles.find(({ verdict }) => verdict !== 'missing') ??
  pidFiles[0] ??
  null

function refusalOf(
  options: BackendOptions,
  scene: Scene,
  subject: Subject,
  of: {
    readonly found: Found
    readonly pidFiles: readonly PidFileVerdict[]
    readonly runsScript: boolean
  },
): QuiesceError | null {
  const { script } = subject
  const { pidFiles, runsScript } = of
  return (
    refuseMachineScript(script.name) ??
    (runsScript ? script.refusal : null) ??
    refuseForFiles({
      scene,
      pidFiles,
      scriptFiles: runsScript ? judgeFiles(options, scene, subject, otherPidPaths(subject)) : [],
      runsScript,
      canTell: pidFiles.length > 0 || seesProgram(options, subject),
      unheard: script.text === null ? script.refusal : null,
      hasMembers: of.found.picks.size > 0,
      named: of.found.named,
    })
  )
}

function examine(
  options: BackendOptions,
  target: Target,
  table: Table,
  known: readonly Member[],
): Result<Look> {
  const read = subjectOf(options, target)
  if (!read.ok) return read
  const subject = read.value
  const { script, service } = subject
  const scene = options.scene(table)
  const pidFiles = judgeFiles(options, scene, subject, subject.pidPaths)
  const found =
    known.length > 0
      ? lookInRun(scene, pidFiles, known)
      : firstLook(options, scene, subject, pidFiles)
  const stopMethod = stopMethodOf(subject)
  const runsScript = isTheScript(stopMethod, subject)
  const refusal =
    known.length > 0 ? null : refusalOf(options, scene, subject, { found, pidFiles, runsScript })
  const main = found.main === null ? undefined : table.rows.get(found.main)
  const executable = main && isKnown(main.executable) ? main.executable.path : null
  const description = script.text?.description ?? ''
  const look = assembleLook(scene, {
    ...found,
    target: printTarget(target),
    title: target.kind === 'name' ? target.name : script.name,
    subtitle: description === '' ? (executable ?? script.path) : description,
    backend: 'pidfile',
    configuration: service,
    known,
    pidFile: chiefOf(pidFiles),
    lockFile: null,
    refusal,
  })
  return ok(
    withScript(options, subject, { look, stopMethod, pidFiles, asRoot: scene.self.uid === 0 }),
  )
}

/** The look as that of an init script. */
function withScript(
  options: BackendOptions,
  subject: Subject,
  of: {
    readonly look: Look
    readonly stopMethod: StopMethod
    readonly pidFiles: readonly PidFileVerdict[]
    readonly asRoot: boolean
  },
): Look {
  const { script, service } = subject
  const { observed, refusal } = of.look
  const isDead = observed.members.length + observed.suspects.length === 0
  const init = factsOf(options, subject, { ...of, isDead })
  const [lock] = init.lockFiles
  const starts = init.actions.length === 0 || init.actions.includes('start')
  return {
    refusal,
    observed: {
      ...observed,
      backend: 'sysv',
      lockFile: lock ? { path: lock.path, there: lock.there } : null,
      stopMethod: of.stopMethod,
      startCommand: service?.start ?? (starts ? [script.path, 'start'] : null),
      init,
    },
  }
}

/** Finds services by their init script; what the script itself says is checked, never believed. */
export function createSysvBackend(options: BackendOptions): LookingBackend {
  return {
    kind: 'sysv',
    look: (target, table) => examine(options, target, table, []),
    observe: (target, table, known) => {
      const looked = examine(options, target, table, known)
      if (!looked.ok) return looked
      const { observed, refusal } = looked.value
      return refusal ? fail(refusal) : ok(observed)
    },
  }
}
