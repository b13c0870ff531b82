/** Units that do not stop, and what is to be said first of each. */
import { unit } from '../../hosts/shapes.ts'
import type { Wanted } from './inside.ts'

const sleep = (seconds: number): string => `/bin/sleep ${seconds}`

/** It saves at its end, and needs more memory for that than it may have. */
const saveInMemory = `/bin/sh -c 'trap "asked=1" TERM; while :; do test -z "$$asked" || tail /dev/zero; sleep 0.1; done'`

export const units = {
  'frozen.service': unit({ Service: { ExecStart: sleep(4711) } }),
  'stop-hangs.service': unit({
    Service: { ExecStart: sleep(4712), ExecStop: sleep(4713), TimeoutStopSec: 600 },
  }),
  'ignores.service': unit({
    Service: { ExecStart: `/bin/sh -c "trap '' TERM; exec sleep 4714"`, TimeoutStopSec: 600 },
  }),
  'restarts.service': unit({
    Service: { ExecStart: sleep(4715), Restart: 'always', RestartSec: 600 },
  }),
  'others.service': unit({ Service: { ExecStart: sleep(4716) } }),
  'starved.service': unit({
    Service: {
      ExecStart: saveInMemory,
      MemoryMax: '16M',
      MemorySwapMax: 0,
      OOMPolicy: 'continue',
      TimeoutStopSec: 600,
    },
  }),
} as const

export const scenes: readonly Wanted[] = [
  {
    title: 'cgroup is frozen',
    target: 'frozen.service',
    schedule: null,
    verdict: 'frozen',
    looks: 1,
  },
  {
    title: 'ExecStop= command hangs',
    target: 'stop-hangs.service',
    schedule: 'stop/600',
    verdict: 'stop-command-runs',
    looks: 1,
  },
  {
    title: 'unit ignores SIGTERM',
    target: 'ignores.service',
    schedule: 'stop/600',
    verdict: 'ignores-signal',
    looks: 1,
  },
  {
    title: 'Restart= brings it back',
    target: 'restarts.service',
    schedule: 'TERM/600',
    verdict: 'starting-again',
    looks: 3,
  },
  {
    title: 'process of somebody else, to a plain user',
    target: 'others.service',
    schedule: 'TERM/600',
    verdict: 'no-permission',
    looks: 1,
  },
]

/** Only where memory can be limited: else it would take all that the machine has. */
export const starved: Wanted = {
  title: 'memory runs out at its end',
  target: 'starved.service',
  schedule: 'stop/600',
  verdict: 'out-of-memory',
  looks: 3,
}
