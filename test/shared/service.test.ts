import { describe, expect, it } from 'vitest'
import { lsbStatus, type ServiceState } from '../../shared/service.ts'
import { stateWord } from '../../shared/wording/views.ts'

/** LSB 5.0, "Init Script Actions": 0 running, 1 dead with pid file, 2 with lock file, 3 not running, 4 unknown. */
const table: [ServiceState, number][] = [
  [{ kind: 'running' }, 0],
  [{ kind: 'stopping', runId: 'run-1', until: 7 }, 0],
  [{ kind: 'stopping', runId: 'run-1', until: null }, 0],
  [{ kind: 'asking', runId: 'run-1', since: 7 }, 0],
  [{ kind: 'dead-pid-file', path: '/run/a.pid' }, 1],
  [{ kind: 'dead-lock-file', path: '/run/lock/a' }, 2],
  [{ kind: 'starting', sub: 'start-pre' }, 0],
  [{ kind: 'deactivating', sub: 'stop-sigterm', until: null }, 0],
  [{ kind: 'frozen' }, 0],
  [{ kind: 'exited' }, 0],
  [{ kind: 'stopped' }, 3],
  [{ kind: 'failed', result: 'timeout' }, 3],
  [{ kind: 'unknown', why: 'permission denied' }, 4],
]

describe('the status that an init script would give (LSB)', () => {
  it.each(table)('%j is %d', (state, status) => {
    expect(lsbStatus(state)).toBe(status)
  })
  it('is known for every state that has a word', () => {
    expect(new Set(table.map(([state]) => state.kind))).toEqual(new Set(Object.keys(stateWord)))
  })
})
