import { printable } from '../../../../shared/wording/numbers.ts'
import type { Observed } from '../observed.ts'

/** One thing to read before a script is run, and why it is so. */
export type InitWarning = readonly [sentence: string, evidence: string]

/** Red Hat's rc stops at shutdown only what has a file here (sysvinit's rc, /var/lock/subsys). */
const isSubsys = (path: string): boolean => path.includes('/lock/subsys/')

function warnLock({ init, members }: Observed): InitWarning[] {
  if (members.length === 0) return []
  return (init?.lockFiles ?? [])
    .filter(({ path, there }) => !there && isSubsys(path))
    .map(({ path }) => [
      'It is skipped at shutdown: rc stops only what has a lock file.',
      `${printable(path)} is not there, though the service runs.`,
    ])
}

function warnPidFiles({ init, pidFile }: Observed): InitWarning[] {
  const others = (init?.pidFiles ?? []).filter(({ path }) => path !== pidFile?.path)
  return others
    .filter(({ verdict }) => verdict === 'stale')
    .map(({ path, evidence }) => [`The pid file ${printable(path)} is stale.`, evidence.join(' ')])
}

function warnLink({ init }: Observed): InitWarning[] {
  if (init === null || init.leadsTo === null) return []
  const { path, leadsTo } = init
  return [
    [`The script is a link: ${printable(leadsTo)} is run.`, `${printable(path)} leads there.`],
  ]
}

function warnNoStop({ init, stopMethod }: Observed): InitWarning[] {
  if (init === null || stopMethod.kind !== 'signal' || init.actions.length === 0) return []
  if (init.actions.includes('stop')) return []
  const known = init.actions.map(printable).join(', ')
  return [
    [`The script has no stop: SIG${stopMethod.signal} is sent instead.`, `It knows ${known}.`],
  ]
}

/** Scripts are written for root (init runs them so), and few of them ask who runs them. */
function warnRights({ init, stopMethod }: Observed, byRoot: boolean): InitWarning[] {
  if (init === null || init.asRoot || byRoot) return []
  if (stopMethod.kind !== 'command' || stopMethod.argv[0] !== init.path) return []
  return [
    [
      "The script runs with your rights, not with root's.",
      "It may fail where it needs root: to signal others' processes, or to remove files below /run.",
    ],
  ]
}

/**
 * What a stop by an init script should be known to touch, or to leave; empty for what has none.
 * `byRoot`: root's helper runs the script.
 */
export const initWarnings = (observed: Observed, byRoot = false): readonly InitWarning[] =>
  observed.init === null
    ? []
    : [
        ...warnNoStop(observed),
        ...warnLink(observed),
        ...warnRights(observed, byRoot),
        ...warnLock(observed),
        ...warnPidFiles(observed),
      ]
