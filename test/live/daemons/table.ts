/** What came of every daemon, as the table that stands in the test's output. */
import type { SeenWell } from '../diagnosis/healthy.ts'
import type { Seen } from '../diagnosis/look.ts'
import type { Daemon, HealthyDaemon } from './daemon.ts'
import type { Life } from './life.ts'

const heads = [
  'daemon',
  'found',
  'members',
  'signal',
  'stopped in',
  'hung by',
  'verdict',
  'forced',
].concat(['left when main was killed', 'restarted'])

/** One line a daemon; a daemon that is not here, or whose life broke off, has a dash in each column. */
export async function printTable(
  daemons: readonly Daemon[],
  lives: ReadonlyMap<string, Promise<Life>>,
): Promise<string> {
  const lines = daemons.map(async (daemon) => {
    const life = await lives.get(daemon.name)?.catch(() => null)
    return life ? cellsOf(daemon, life) : [daemon.name, ...heads.slice(1).map(() => '-')]
  })
  return `\n${layOut([heads, ...(await Promise.all(lines))])}`
}

const healthyHeads = [
  'healthy daemon',
  'at rest',
  'leaves',
  'while it leaves',
  'looks',
  'ms a look',
]

const verdictOf = ({ diagnosis }: Seen): string => diagnosis.findings[0]?.code ?? 'nothing'

/** One line for each healthy daemon: what was said of it at rest, and while it left. */
export async function printHealthy(
  daemons: readonly HealthyDaemon[],
  all: ReadonlyMap<string, Promise<SeenWell>>,
): Promise<string> {
  const lines = daemons.map(async ({ name, slow }) => {
    const seen = await all.get(name)?.catch(() => null)
    if (!seen) return [name, ...healthyHeads.slice(1).map(() => '-')]
    const { resting, leaving } = seen
    const tookMs = [resting, ...leaving].map(({ diagnosis }) => diagnosis.looks.tookMs)
    return [
      ...[name, verdictOf(resting), slow === undefined ? 'at once' : `with ${slow.who}`],
      ...[[...new Set(leaving.map(verdictOf))].join(', '), `${leaving.length}`],
      `${Math.round(tookMs.reduce((sum, ms) => sum + ms, 0) / tookMs.length)}`,
    ]
  })
  return `\n${layOut([healthyHeads, ...(await Promise.all(lines))])}`
}

const layOut = (rows: readonly (readonly string[])[]): string =>
  rows
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(Math.max(...rows.map((other) => other[at]?.length ?? 0))))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')

function cellsOf(daemon: Daemon, life: Life): readonly string[] {
  const members = life.planned.result.members as readonly { pid: number }[]
  const right = new Set(life.pids).size === members.length && life.pids.includes(life.main)
  const tookMs = Number(life.stopped.told.result.tookMs)
  return [
    daemon.name,
    typeof life.found?.target === 'string' ? life.found.target : 'no',
    right ? `${members.length}, right` : `${members.length} of ${life.pids.length}`,
    life.stopped.signals.join(', ') || 'none',
    life.stopped.left.length === 0 ? `${(tookMs / 1000).toFixed(2)} s` : 'not',
    hungBy(daemon),
    life.hung === null ? '' : verdictOf(life.hung.why),
    life.forced.left.length === 0 ? 'yes' : `${life.forced.left.length} left`,
    leftOf(life),
    life.restarted.status === 0 ? 'yes' : 'no',
  ]
}

function hungBy({ hang }: Daemon): string {
  if (hang.kind === 'never') return 'nothing'
  return hang.kind === 'busy' ? hang.who : 'a frozen cgroup'
}

function leftOf({ mainKilled }: Life): string {
  const { left, pidFile, startsAgain } = mainKilled
  const parts = [
    left.length > 0 ? `${left.length} ${left.length === 1 ? 'process' : 'processes'}` : null,
    pidFile ? 'pid file' : null,
    startsAgain ? null : 'cannot start',
  ].filter((part) => part !== null)
  return parts.join(', ') || 'nothing'
}
