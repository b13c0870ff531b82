/** Healthy daemons by the way in which they rest, and by what they still do at their end. */
import type { Healthy } from './healthy.ts'

const rests = [
  'in-epoll',
  'in-poll',
  'in-select',
  'in-accept',
  'in-sigwait',
  'in-sleep',
  'in-pause',
]
  .concat('at-signalfd', 'with-pool', 'at-timer', 'before-workers', 'at-pipe', 'with-client')
  .concat('with-lock', 'at-datagrams', 'in-suspend')

const works = ['flushes-at-end', 'flushes-after-sigwait', 'flushes-after-signalfd'].concat(
  'finishes-undisturbed',
)

export const healthy: readonly Healthy[] = [
  ...rests.map((how) => ({ scene: `rests-${how}` })),
  ...works.map((scene) => ({ scene })),
]
