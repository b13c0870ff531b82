/**
 * The transient unit in which Quiesce starts a service that is none: systemd then keeps its cgroup
 * and its output, and starts it again if that is wanted, whatever becomes of Quiesce
 * (org.freedesktop.systemd1(5), StartTransientUnit; systemd.service(5)).
 */
import type { RestartPolicy } from '../../../../shared/configuration.ts'
import type { StopMethod } from '../../../../shared/run.ts'
import { signalNumbers } from '../../../../shared/signals.ts'
import type { Observed } from '../observed.ts'

/** One property of the unit, as D-Bus wants it: its name, the type of its value, the value. */
export interface TransientProperty {
  readonly name: string
  readonly signature: string
  readonly value: unknown
}

export interface TransientUnit {
  readonly name: string
  readonly properties: readonly TransientProperty[]
}

/** ExitType=cgroup: it runs as long as anybody of its cgroup does, and not only its main process. */
const firstWithExitType = 250

/** What systemd takes for "never" (USEC_INFINITY). */
const infinity = (1n << 64n) - 1n
const microseconds = (seconds: number): bigint => BigInt(Math.round(seconds * 1_000_000))

/**
 * The name of our unit for a target as typed: `iguana`, `init:iguana`; null for what cannot be one.
 * No two targets share one: a unit's name may hold a colon, and a plus as systemd-escape(1) writes it.
 */
export const transientUnitName = (target: string): string | null =>
  /^(?:init:)?[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}$/.test(target)
    ? `quiesce-${target.replace(/\+/g, '\\x2b')}.service`
    : null

/** `252.38-1~deb12u1` is 252; 0 where it says no number. */
const majorOf = (version: string): number => Number(/\d+/.exec(version)?.[0] ?? 0)

/**
 * How systemd learns that it runs. A command that ends and leaves a daemon behind is `forking`; one
 * that stays is `exec`. Where nobody said, the cgroup decides, and on older systems the pid file.
 */
function typeProperties(observed: Observed, version: string): TransientProperty[] {
  const { configuration } = observed
  const pidFile = configuration?.pidfile
  const forks = configuration?.forks
  const type = (value: string): TransientProperty => ({ name: 'Type', signature: 's', value })
  if (forks === undefined && majorOf(version) >= firstWithExitType) {
    return [type('exec'), { name: 'ExitType', signature: 's', value: 'cgroup' }]
  }
  if (forks === false || (forks === undefined && pidFile === undefined)) return [type('exec')]
  return pidFile === undefined
    ? [type('forking')]
    : [type('forking'), { name: 'PIDFile', signature: 's', value: pidFile }]
}

/**
 * Its stop is the service's own. SIGKILL never comes by systemd's clock: with `mixed` and without
 * SendSIGKILL= only the main process is signalled, and whoever stays is Quiesce's to ask about. Where
 * the cgroup says whether it runs, systemd knows no main process once the starter has ended, and
 * `mixed` would signal nobody: then all are asked.
 */
function stopProperties(method: StopMethod, hasMain: boolean): TransientProperty[] {
  const toAll = !hasMain || (method.kind === 'signal' && method.scope === 'all')
  const signal = method.kind === 'signal' ? signalNumbers[method.signal] : signalNumbers.TERM
  const own: TransientProperty[] =
    method.kind === 'command' ? [execProperty('ExecStop', method.argv)] : []
  return [
    ...own,
    { name: 'KillMode', signature: 's', value: toAll ? 'control-group' : 'mixed' },
    { name: 'KillSignal', signature: 'i', value: signal },
    { name: 'SendSIGKILL', signature: 'b', value: false },
    { name: 'TimeoutStopUSec', signature: 't', value: infinity },
  ]
}

function restartProperties(policy: RestartPolicy | undefined): TransientProperty[] {
  if (policy === undefined) return []
  return [
    { name: 'Restart', signature: 's', value: policy.on === 'always' ? 'always' : 'on-failure' },
    { name: 'RestartUSec', signature: 't', value: microseconds(policy.delay) },
    { name: 'StartLimitIntervalUSec', signature: 't', value: microseconds(policy.within) },
    // The first start counts for systemd; people count restarts.
    { name: 'StartLimitBurst', signature: 'u', value: policy.limit + 1 },
  ]
}

/**
 * ExecStart=, ExecStop=: program, arguments, and whether its failure is ignored. systemd replaces
 * `$NAME` in arguments by what its own environment says, and `$$` by a plain `$` (systemd.service(5),
 * "Command lines"): a command is run as it is written.
 */
const execProperty = (name: string, argv: readonly string[]): TransientProperty => ({
  name,
  signature: 'a(sasb)',
  value: [[argv[0] ?? '', argv.map((word) => word.replaceAll('$', () => '$$')), false]],
})

/**
 * The unit for a service's own start command, or null where it has none or its name cannot be a
 * unit's. `target` as typed; `version` as the manager prints it.
 */
export function transientUnit(
  target: string,
  observed: Observed,
  version: string,
): TransientUnit | null {
  const name = transientUnitName(target)
  const { startCommand, configuration, stopMethod, title } = observed
  if (name === null || startCommand === null) return null
  const types = typeProperties(observed, version)
  const hasMain = types.every((property) => property.name !== 'ExitType')
  return {
    name,
    properties: [
      { name: 'Description', signature: 's', value: `${title} (started by Quiesce)` },
      ...types,
      execProperty('ExecStart', startCommand),
      { name: 'WorkingDirectory', signature: 's', value: '/' },
      ...stopProperties(stopMethod, hasMain),
      ...restartProperties(configuration?.restart),
    ],
  }
}
