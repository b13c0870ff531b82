/** Which script a target means, and what says which processes and files are its service's. */
import type { ServiceConfiguration } from '../../../../shared/configuration.ts'
import { fail, ok, type Result } from '../../../../shared/errors.ts'
import type { PidFileVerdict } from '../../../../shared/service.ts'
import { noProfiles } from '../../decide/profile/index-profiles.ts'
import type { Scene } from '../../decide/scene.ts'
import { judgeDeclaredPidFile } from '../../decide/sysv/declared-pid-file.ts'
import { installedPaths, knownDaemonOf, type KnownDaemon } from '../../decide/sysv/known-daemon.ts'
import { noScript } from '../../decide/sysv/refusals.ts'
import type { Target } from '../../decide/target.ts'
import type { InitScriptFile } from '../../os/init-scripts.ts'
import { configurationOf, type BackendOptions } from '../options.ts'

export interface Subject {
  readonly target: Target
  readonly service: ServiceConfiguration | null
  readonly script: InitScriptFile
  readonly pidPaths: readonly string[]
  readonly lockPaths: readonly string[]
  readonly executables: readonly string[]
  /** What its profile knows; null where somebody declares a pid file or a program, or nobody knows it. */
  readonly known: KnownDaemon | null
}

/** The script that a target means: its name, or what its configuration says; null where neither does. */
export function scriptMeantBy(options: BackendOptions, target: Target): string | null {
  if (target.kind === 'init') return target.name
  return configurationOf(target, options.configuration())?.init ?? null
}

/** Only where neither the script nor its configuration says anything: what is declared wins. */
function knownOf(
  options: BackendOptions,
  script: InitScriptFile,
  service: ServiceConfiguration | null,
): KnownDaemon | null {
  const { text } = script
  if (text === null || service?.pidfile !== undefined || service?.exe !== undefined) return null
  const declared = text.pidFiles.length + text.executables.length + text.processNames.length
  if (declared > 0) return null
  const index = options.profiles?.() ?? noProfiles
  return knownDaemonOf(script.name, service?.profile ?? null, index)
}

/** Reads what a target means; fails where there is no such script. */
export function subjectOf(options: BackendOptions, target: Target): Result<Subject> {
  const service = configurationOf(target, options.configuration())
  const meant = scriptMeantBy(options, target) ?? ''
  const script = meant === '' ? null : options.scripts.read(meant)
  if (script === null) {
    return fail(noScript(options.scripts.pathOf(meant), meant, options.scripts.names()))
  }
  const one = (configured: string | undefined, declared: readonly string[] | undefined) =>
    configured === undefined ? (declared ?? []) : [configured]
  const known = knownOf(options, script, service)
  // A known file that is not there says nothing: the other family of distributions writes it.
  const knownFiles = known?.pidFiles.filter((path) => options.files.exists(path)) ?? []
  return ok({
    target,
    service,
    script,
    pidPaths: [...one(service?.pidfile, script.text?.pidFiles), ...knownFiles],
    lockPaths: one(service?.lockfile, script.text?.lockFiles),
    executables: one(service?.exe, script.text?.executables),
    known,
  })
}

/** A verdict for each of these pid files, by what the service is known to run. */
export function judgeFiles(
  options: BackendOptions,
  scene: Scene,
  subject: Subject,
  paths: readonly string[],
): readonly PidFileVerdict[] {
  const { files, scripts } = options
  const executables = subject.executables.map((path) => ({
    path,
    file: files.executable(path),
    binary: scripts.isBinary(path),
  }))
  const wanted = { executables, user: subject.service?.user ?? null }
  return paths.map((path) => judgeDeclaredPidFile(path, files.pidFile(path), scene.table, wanted))
}

/** What the script's own `stop` would read, though the configuration names another file. */
export const otherPidPaths = ({ script, pidPaths }: Subject): readonly string[] =>
  (script.text?.pidFiles ?? []).filter((path) => !pidPaths.includes(path))

/** A wrapper becomes something else, and cannot be looked for; what is not installed runs nowhere. */
export function seesProgram(
  { files, scripts }: BackendOptions,
  { service, script, executables, known }: Subject,
): boolean {
  if (service?.exe !== undefined) return true
  if (executables.length === 0) {
    if ((script.text?.processNames.length ?? 0) > 0) return true
    return known !== null && installedPaths(known).some((path) => files.executable(path) !== null)
  }
  return executables.every((path) => scripts.isBinary(path) || files.executable(path) === null)
}
