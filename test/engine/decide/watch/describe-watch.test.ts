import { describe, expect, it } from 'vitest'
import {
  describePolicy,
  watchPolicyOf,
} from '../../../../electron/engine/decide/watch/describe-watch.ts'

const probe = { port: 5060, every: 30, timeout: 5, failures: 3 }
const restart = { on: 'failure', delay: 5, limit: 3, within: 600 } as const

describe('what a configuration asks to be watched', () => {
  it('is nothing where it says nothing', () => {
    expect(watchPolicyOf('iguana', { exe: '/opt/iguana' })).toBeNull()
  })
  it('is called by its title, else by its name, with control characters shown', () => {
    expect(watchPolicyOf('iguana', { runtime: 1 })?.title).toBe('iguana')
    expect(watchPolicyOf('iguana', { runtime: 1, title: 'a\u001bb' })?.title).not.toContain(
      '\u001b',
    )
  })
  it('counts a run time in milliseconds', () => {
    expect(watchPolicyOf('iguana', { runtime: 1.5 })).toMatchObject({
      ...{ runTimeMs: 1500, restart: null, probe: null },
    })
  })
  it.each([
    [{ restart }, 'on failure, after 5\u00a0s, at most 3 times in 10\u00a0min', null],
    [
      { restart: { ...restart, on: 'always' as const } },
      'whenever it ends, after 5\u00a0s, at most 3 times in 10\u00a0min',
      null,
    ],
    [{ probe }, null, 'port 5060 takes a connection, asked every 30\u00a0s'],
    [
      { probe: { ...probe, port: undefined, command: ['/bin/ask', 'it'] } },
      null,
      '/bin/ask it ends with status 0, asked every 30\u00a0s',
    ],
  ])('is said of %j', (configuration, restartWords, probeWords) => {
    const policy = watchPolicyOf('iguana', configuration)
    expect(policy && describePolicy(policy)).toEqual({ restart: restartWords, probe: probeWords })
  })
})
