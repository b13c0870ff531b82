/** The practice daemons: harmless, each with one vice, to rehearse on. */
export const vices = {
  obeys: 'stops when asked',
  slow: 'cleans up for a while before it leaves',
  'ignores-term': 'ignores SIGTERM',
  'catches-term': 'catches SIGTERM and carries on',
  stopped: 'is stopped (SIGSTOP) and cannot hear',
  'double-forks': 'leaves its starter; only its pid file names it',
  respawns: 'starts its children again while it lives',
  forks: 'a main process with workers, in one process group',
  'leaves-files': 'leaves pid file, lock file and socket behind',
} as const
export type Vice = keyof typeof vices
export const viceNames = Object.keys(vices) as [Vice, ...Vice[]]
