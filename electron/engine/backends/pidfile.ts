/** Services that a pid file names, alone or with a configured executable and user. */
import type { ServiceConfiguration } from '../../../shared/configuration.ts'
import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import type { Member, MemberReason, ProcessRow } from '../../../shared/process.ts'
import type { PidFileVerdict } from '../../../shared/service.ts'
import { isKnown } from '../../../shared/unknown.ts'
import { assembleLook } from '../decide/assemble.ts'
import type { Look } from '../decide/observed.ts'
import { judgePidFile } from '../decide/pid-file-verdict.ts'
import { refusePidFile } from '../decide/refuse-pid-file.ts'
import { readableName } from '../decide/readable-name.ts'
import { runsAs, runsExecutable, type ProcessWanted } from '../decide/runs-executable.ts'
import { executableCandidates, type Scene } from '../decide/scene.ts'
import type { Table } from '../decide/table.ts'
import { printTarget, type Target } from '../decide/target.ts'
import type { LookingBackend } from './backend.ts'
import { configurationOf, lookAtLockFile, type BackendOptions } from './options.ts'

interface Subject {
  readonly target: Target
  readonly path: string
  readonly service: ServiceConfiguration | null
  readonly wanted: ProcessWanted
}

function subjectOf(options: BackendOptions, target: Target): Result<Subject> {
  const service = configurationOf(target, options.configuration())
  const path = target.kind === 'pidfile' ? target.path : service?.pidfile
  if (path === undefined) {
    return fail({
      code: 'unknown-target',
      message: `${printTarget(target)} has no pid file.`,
      next: 'Name the pid file as `pidfile:/PATH`, or the process as `pid:N`.',
    })
  }
  const exe = service?.exe
  const wanted: ProcessWanted = {
    exe: exe === undefined ? null : { path: exe, file: options.files.executable(exe) },
    user: service?.user ?? null,
  }
  return ok({ target, path, service, wanted })
}

/** Processes that fit the configuration though the pid file does not name them. */
function findUnnamed(scene: Scene, { exe, user }: ProcessWanted): readonly ProcessRow[] {
  if (exe === null) return []
  return executableCandidates(scene, exe).filter(
    (row) =>
      row.alive &&
      runsExecutable(row, exe) === true &&
      (user === null || runsAs(row, user)) &&
      scene.protection.refuse(row) === null,
  )
}

/**
 * Processes of the daemon that is known to write this very file, where nobody said which executable
 * it runs: Apache takes its file away at the beginning of a graceful stop, and lives on.
 */
function findKnown(options: BackendOptions, scene: Scene, path: string): readonly ProcessRow[] {
  const known = options.profiles?.().byPidFile.get(path) ?? []
  const programs = new Set(known.flatMap(({ profile }) => profile.recognise.programs ?? []))
  if (programs.size === 0) return []
  const rows = [...scene.table.rows.values()].filter(
    (row) =>
      row.alive &&
      isKnown(row.executable) &&
      programs.has(fileName(row.executable.path)) &&
      scene.protection.refuse(row) === null,
  )
  const pids = new Set(rows.map((row) => row.identity.pid))
  return rows.filter((row) => !pids.has(row.parentPid))
}

const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** `x` of `/run/x.pid`, for a pid file that names nobody. */
const fileTitle = (path: string): string => fileName(path).replace(/\.pid$/, '')

function firstLook(
  options: BackendOptions,
  scene: Scene,
  subject: Subject,
  pidFile: PidFileVerdict,
) {
  const { path, wanted } = subject
  if (pidFile.verdict === 'trusted' && pidFile.pid !== null) {
    const reason: MemberReason = { kind: 'pid-file', path }
    return { picks: new Map([[pidFile.pid, reason]]), main: pidFile.pid, named: [], refusal: null }
  }
  const unnamed = wanted.exe === null ? findKnown(options, scene, path) : findUnnamed(scene, wanted)
  const what = wanted.exe?.path ?? 'the program that writes this pid file'
  const why = `runs ${what}, but the pid file does not name it`
  const named = unnamed.map((row) => ({ pid: row.identity.pid, why }))
  const alive = pidFile.pid !== null && scene.table.rows.get(pidFile.pid)?.alive === true
  const refusal: QuiesceError | null = refusePidFile(pidFile, alive, unnamed)
  return { picks: new Map<number, MemberReason>(), main: null, named, refusal }
}

/** In a run the members are known: whom the file names by now is a suspect at most. */
function lookInRun(
  scene: Scene,
  { path }: Subject,
  pidFile: PidFileVerdict,
  known: readonly Member[],
) {
  const main = known.find((m) => m.main)?.identity
  const row = main && scene.table.rows.get(main.pid)
  const isNew = pidFile.verdict === 'trusted' && !known.some((m) => m.identity.pid === pidFile.pid)
  return {
    picks: new Map<number, MemberReason>(),
    main: row && row.identity.startTicks === main.startTicks ? main.pid : null,
    named: isNew && pidFile.pid !== null ? [{ pid: pidFile.pid, why: `${path} names it now` }] : [],
    refusal: null,
  }
}

function examine(
  options: BackendOptions,
  target: Target,
  table: Table,
  known: readonly Member[],
): Result<Look> {
  const subject = subjectOf(options, target)
  if (!subject.ok) return subject
  const { path, service, wanted } = subject.value
  const scene = options.scene(table)
  const pidFile = judgePidFile(path, options.files.pidFile(path), table, wanted)
  const found =
    known.length > 0
      ? lookInRun(scene, subject.value, pidFile, known)
      : firstLook(options, scene, subject.value, pidFile)
  const main = found.main === null ? undefined : table.rows.get(found.main)
  const executable = main && isKnown(main.executable) ? main.executable.path : service?.exe
  return ok(
    assembleLook(scene, {
      ...found,
      target: printTarget(target),
      title: target.kind === 'name' ? target.name : main ? readableName(main) : fileTitle(path),
      subtitle: executable ?? path,
      backend: 'pidfile',
      configuration: service,
      known,
      pidFile,
      lockFile: lookAtLockFile(service, options.files),
    }),
  )
}

/** Finds services by their pid file; what it says is judged before it is believed. */
export function createPidfileBackend(options: BackendOptions): LookingBackend {
  return {
    kind: 'pidfile',
    look: (target, table) => examine(options, target, table, []),
    observe: (target, table, known) => {
      const looked = examine(options, target, table, known)
      if (!looked.ok) return looked
      const { observed, refusal } = looked.value
      return refusal ? fail(refusal) : ok(observed)
    },
  }
}
