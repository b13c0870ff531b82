import { describe, expect, it } from 'vitest'
import { initWarnings } from '../../../../electron/engine/decide/sysv/init-warnings.ts'
import type { InitFacts } from '../../../../electron/engine/decide/sysv/init-facts.ts'
import { makeInitFacts } from '../../../fakes/init.ts'
import { makeMember } from '../../../fakes/run.ts'

const running = [makeMember(100, { main: true })]
const lock = (path: string, there: boolean) => ({ path, there, stale: false })
const command = { kind: 'command', argv: ['/etc/init.d/iguana', 'stop'] }

function warn(init: Partial<InitFacts> | null, more: object = {}): string[] {
  const facts = init && makeInitFacts(init)
  const observed = { init: facts, members: running, pidFile: null, stopMethod: command, ...more }
  return initWarnings(observed as never).map(([sentence]) => sentence)
}

describe('a stop by a script', () => {
  const skipped = 'It is skipped at shutdown: rc stops only what has a lock file.'
  it.each<[string, string[], string[]]>([
    [
      'a running service without its lock file',
      warn({ lockFiles: [lock('/var/lock/subsys/i', false)] }),
      [skipped],
    ],
    ['one with its lock file', warn({ lockFiles: [lock('/var/lock/subsys/i', true)] }), []],
    ['a lock that rc does not look at', warn({ lockFiles: [lock('/run/lock/i.lock', false)] }), []],
    [
      'one that does not run',
      warn({ lockFiles: [lock('/var/lock/subsys/i', false)] }, { members: [] }),
      [],
    ],
    [
      'a script that is a link',
      warn({ leadsTo: '/opt/i/init' }),
      ['The script is a link: /opt/i/init is run.'],
    ],
    [
      'a script without a stop',
      warn(
        { actions: ['start'] },
        { stopMethod: { kind: 'signal', signal: 'TERM', scope: 'main' } },
      ),
      ['The script has no stop: SIGTERM is sent instead.'],
    ],
    [
      'a signal that was configured',
      warn({}, { stopMethod: { kind: 'signal', signal: 'INT', scope: 'main' } }),
      [],
    ],
    [
      'a script that a plain user runs',
      warn({ asRoot: false }),
      ["The script runs with your rights, not with root's."],
    ],
    [
      "a plain user's own signal, without the script",
      warn({ asRoot: false }, { stopMethod: { kind: 'signal', signal: 'INT', scope: 'main' } }),
      [],
    ],
    [
      "a plain user's own command",
      warn({ asRoot: false }, { stopMethod: { kind: 'command', argv: ['/opt/i/stop'] } }),
      [],
    ],
    ['no script', warn(null), []],
  ])('%s', (_, found, expected) => {
    expect(found).toEqual(expected)
  })

  it('tells of another pid file that is stale; the chief one is told elsewhere', () => {
    const stale = {
      path: '/run/b.pid',
      verdict: 'stale',
      pid: 7,
      evidence: ['It is dead.'],
    } as const
    expect(warn({ pidFiles: [stale] })).toEqual(['The pid file /run/b.pid is stale.'])
    expect(warn({ pidFiles: [stale] }, { pidFile: stale })).toEqual([])
  })
})
