/** What came of every daemon, as the table that stands in the test's output. */
import type { Daemon } from './daemon.ts'
import type { Life } from './life.ts'

const heads = ['daemon', 'found', 'members', 'signal', 'stopped in', 'hung by', 'forced'].concat([
  'left when main was killed',
  'restarted',
])

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
