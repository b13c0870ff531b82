/** Whom a target of the `process` backend names in a table. */
import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import type { ProcessRow } from '../../../shared/process.ts'
import { isKnown } from '../../../shared/unknown.ts'
import { nearest } from '../../../shared/nearest.ts'
import { printable } from '../../../shared/wording/numbers.ts'
import { ambiguousTarget, findIndependent } from '../decide/groups.ts'
import { called, userName } from '../decide/readable-name.ts'
import type { Scene } from '../decide/scene.ts'
import { printTarget, type Target } from '../decide/target.ts'
import {
  describeWish,
  findMatches,
  wishOf,
  withoutBystanders,
  type Matches,
  type Wish,
} from './find-matches.ts'
import { configurationOf, type BackendOptions } from './options.ts'

export interface Picked {
  /** The target in its exact form: a pid with its start time. */
  readonly target: Target
  readonly rows: readonly ProcessRow[]
  /** By what they were picked, as it stands in the members' reasons. */
  readonly how: string
  readonly title: string
  readonly path: string | null
  readonly refusal: QuiesceError | null
}

const unknownTarget = (message: string, next: string, candidates: readonly string[] = []) =>
  fail({ code: 'unknown-target', message, next, candidates } satisfies QuiesceError)

type PidTarget = Extract<Target, { kind: 'pid' }>

function pickPid(scene: Scene, target: PidTarget, inRun: boolean): Result<Picked> {
  const row = scene.table.rows.get(target.pid)
  const how = `pid ${target.pid}`
  const nobody: Picked = { target, rows: [], how, title: how, path: null, refusal: null }
  // In a run the members are known by their identities; the pid alone says nothing any more.
  if (inRun) return ok(nobody)
  if (!row) {
    if (target.startTicks !== null) return ok(nobody)
    const next = 'Look with `quiesce list --all` at what runs.'
    return unknownTarget(`There is no process ${target.pid}.`, next)
  }
  const { startTicks } = row.identity
  if (target.startTicks !== null && target.startTicks !== startTicks) {
    return fail({
      code: 'identity-changed',
      message: `The pid ${target.pid} belongs to another process now: ${called(row)} of ${userName(row)}, which started later.`,
      next: 'The process you meant has ended. Nothing was sent.',
    })
  }
  return ok({ ...nobody, target: { ...target, startTicks }, rows: [row] })
}

function refuseHidden(matches: Matches, what: string): QuiesceError | null {
  const [hidden] = matches.hidden
  if (matches.rows.length > 0 || (!hidden && !matches.portHidden)) return null
  return {
    code: 'unreadable',
    message: hidden
      ? `${called(hidden)} of ${userName(hidden)} may be what ${what} means, but its executable cannot be read.`
      : `Somebody waits on ${what}, but whose socket it is cannot be read.`,
    next: 'Run Quiesce as root: it may see the processes of every user.',
  }
}

/** Several independent matches are one service only where a configuration says which executable it is. */
function isAmbiguous(independent: readonly ProcessRow[], wish: Wish, configured: boolean): boolean {
  if (independent.length < 2) return false
  return !configured || wish.exe === null || new Set(independent.map(userName)).size > 1
}

const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** Executables that run and whose file name is near: paths as a whole are all alike. */
function findNearPaths(scene: Scene, path: string): readonly string[] {
  const running = new Set(
    [...scene.table.rows.values()].flatMap((row) =>
      isKnown(row.executable) ? row.executable.path : [],
    ),
  )
  const names = nearest(fileName(path), [...new Set([...running].map(fileName))])
  return names.flatMap((name) => [...running].filter((other) => fileName(other) === name))
}

function refuseNothing(options: BackendOptions, scene: Scene, target: Target): QuiesceError | null {
  if (target.kind === 'port') {
    const next = 'Look with `quiesce list` at what runs, or name the service itself.'
    return { code: 'unknown-target', message: `Nobody waits on port ${target.port}.`, next }
  }
  if (target.kind !== 'exe' || options.files.executable(target.path) !== null) return null
  const near = findNearPaths(scene, target.path).map((path) => `exe:${printable(path)}`)
  const message = `There is no ${printable(target.path)}, and nobody runs it.`
  const next = near.length > 0 ? `Did you mean ${near[0] ?? ''}?` : 'Check the path.'
  return { code: 'unknown-target', message, next, candidates: near }
}

/**
 * Finds whom the target names. `inRun` says that members are known already: then nobody new is
 * refused for being ambiguous, hidden or gone. A refusal inside the value still has something to
 * show; an error has not.
 */
export function pickProcesses(
  options: BackendOptions,
  scene: Scene,
  target: Target,
  inRun: boolean,
): Result<Picked> {
  if (target.kind === 'pid') return pickPid(scene, target, inRun)
  const configuration = options.configuration()
  const service = configurationOf(target, configuration)
  const text = printTarget(target)
  const wish = wishOf(target, service)
  const how = describeWish(wish)
  const picked = (rows: readonly ProcessRow[], refusal: QuiesceError | null): Result<Picked> => {
    const path = wish.exe
    return ok({
      target,
      rows,
      how,
      title: path === null ? how : fileName(path),
      path,
      refusal,
    })
  }
  // A port's owners are read from every process's open files: too dear for each look of a run.
  if (inRun && wish.port !== null) return picked([], null)
  const matches = findMatches(options, scene, wish)
  const rows = withoutBystanders(scene, matches.rows)
  if (inRun) return picked(rows, null)
  const hidden = refuseHidden(matches, how)
  if (rows.length === 0 && hidden === null && !service) {
    const nothing = refuseNothing(options, scene, target)
    if (nothing) return fail(nothing)
  }
  const independent = findIndependent(scene, rows)
  if (isAmbiguous(independent, wish, service !== null)) {
    return fail(ambiguousTarget(scene, text, independent))
  }
  return picked(rows, hidden)
}
