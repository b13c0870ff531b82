/** Words for what dead services leave. */
import type { LeftoverKind, Tidied } from '../leftovers.ts'

/** What kind of thing is left, as it stands after its label. */
export const leftoverWord: Readonly<Record<LeftoverKind, string>> = {
  survivor: 'process that outlived the stop',
  escapee: 'process that left the service',
  zombie: 'zombie',
  'pid-file': 'pid file',
  'lock-file': 'lock file',
  'unix-socket': 'Unix socket',
  fifo: 'fifo',
  'temporary-file': 'temporary file',
  'runtime-folder': 'runtime folder',
  port: 'port',
  'time-wait': 'connections that end by themselves',
  'sysv-memory': 'System V shared memory',
  'sysv-semaphores': 'System V semaphores',
  'sysv-queue': 'System V message queue',
  'posix-memory': 'POSIX shared memory',
  'posix-semaphore': 'POSIX semaphore',
  mount: 'mount',
  cgroup: 'cgroup',
  'failed-unit': 'failed mark of the unit',
}

/** One and several of what is gone. */
const tidyWords: Readonly<Record<Tidied['kind'], readonly [one: string, many: string]>> = {
  survivor: ['process', 'processes'],
  escapee: ['process that left', 'processes that left'],
  zombie: ['zombie', 'zombies'],
  'pid-file': ['pid file', 'pid files'],
  'lock-file': ['lock file', 'lock files'],
  'unix-socket': ['Unix socket', 'Unix sockets'],
  fifo: ['fifo', 'fifos'],
  'temporary-file': ['temporary file', 'temporary files'],
  'runtime-folder': ['runtime folder', 'runtime folders'],
  'private-folder': ['private /tmp', 'private /tmp'],
  port: ['port', 'ports'],
  'time-wait': ['connection', 'connections'],
  'sysv-memory': ['System V segment', 'System V segments'],
  'sysv-semaphores': ['System V semaphore set', 'System V semaphore sets'],
  'sysv-queue': ['System V queue', 'System V queues'],
  'posix-memory': ['POSIX segment', 'POSIX segments'],
  'posix-semaphore': ['POSIX semaphore', 'POSIX semaphores'],
  mount: ['mount', 'mounts'],
  cgroup: ['cgroup', 'cgroups'],
  'failed-unit': ['failed mark', 'failed marks'],
}

function tidyWord({ kind, count, bySystemd }: Tidied): string {
  const [one, many] = tidyWords[kind]
  const what = count === 1 ? one : `${count} ${many}`
  return bySystemd ? `${what} (systemd removes ${count === 1 ? 'it' : 'them'})` : what
}

/** "Already tidy: pid file (systemd removes it), 3 ports, cgroup."; null where nothing is known to be. */
export const tidySentence = (tidy: readonly Tidied[]): string | null =>
  tidy.length === 0 ? null : `Already tidy: ${tidy.map(tidyWord).join(', ')}.`
