/** Words for what dead services leave. */
import type { LeftoverKind } from '../leftovers.ts'

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
