import { describe, expect, it } from 'vitest'
import type { PidFileVerdict } from '../../../../shared/service.ts'
import {
  decideLsbStatus,
  stateOfStatus,
  type StatusFacts,
} from '../../../../electron/engine/decide/sysv/lsb-status.ts'
import { lsbWords } from '../../../../shared/wording/init-words.ts'
import { makeMember } from '../../../fakes/run.ts'

const facts = (more: Partial<StatusFacts> = {}): StatusFacts => ({
  members: [],
  suspects: [],
  pidFiles: [],
  lockFiles: [],
  canTell: true,
  ...more,
})
const pidFile = (verdict: PidFileVerdict['verdict'], path = '/run/iguana.pid'): PidFileVerdict => ({
  path,
  verdict,
  pid: null,
  evidence: [`It is ${verdict}.`],
})
const lock = (there: boolean) => ({ path: '/run/lock/subsys/iguana', there, stale: there })
const suspect = { member: makeMember(200), why: 'runs the same' }
const main = makeMember(100, { main: true })

describe('the LSB status', () => {
  it.each<[string, StatusFacts, number]>([
    ['members live', facts({ members: [main] }), 0],
    [
      'members live, though a pid file is stale',
      facts({ members: [main], pidFiles: [pidFile('stale')] }),
      0,
    ],
    ['members live without a lock file', facts({ members: [main], lockFiles: [lock(false)] }), 0],
    ['a stale pid file', facts({ pidFiles: [pidFile('stale')] }), 1],
    [
      'a stale pid file and a lock file',
      facts({ pidFiles: [pidFile('stale')], lockFiles: [lock(true)] }),
      1,
    ],
    [
      'one of two pid files is stale',
      facts({ pidFiles: [pidFile('missing'), pidFile('stale', '/b')] }),
      1,
    ],
    ['a lock file', facts({ pidFiles: [pidFile('missing')], lockFiles: [lock(true)] }), 2],
    ['nothing at all', facts(), 3],
    [
      'nothing that is there',
      facts({ pidFiles: [pidFile('missing')], lockFiles: [lock(false)] }),
      3,
    ],
    ['an unreadable pid file', facts({ pidFiles: [pidFile('unreadable')] }), 4],
    ['an unsafe pid file', facts({ pidFiles: [pidFile('unsafe')] }), 4],
    ['a bad pid file', facts({ pidFiles: [pidFile('bad')], lockFiles: [lock(true)] }), 4],
    ['nothing, where nothing says whose processes to look for', facts({ canTell: false }), 4],
    [
      'a lock file, where nothing says whose processes to look for',
      facts({ canTell: false, lockFiles: [lock(true)] }),
      4,
    ],
    [
      'members that live, by whatever they are known',
      facts({ canTell: false, members: [main] }),
      0,
    ],
    ['suspects alone', facts({ suspects: [suspect] }), 4],
    [
      'suspects beside a stale pid file',
      facts({ suspects: [suspect], pidFiles: [pidFile('stale')] }),
      4,
    ],
  ])('of %s', (_, given, number) => {
    const status = decideLsbStatus(given)
    expect(status.number).toBe(number)
    expect(status.words).toBe(lsbWords[status.number])
  })

  it('gives each fact as a sentence', () => {
    const given = facts({
      members: [main, makeMember(101)],
      suspects: [suspect],
      pidFiles: [pidFile('stale')],
      lockFiles: [lock(true), { ...lock(false), path: '/b' }],
    })
    expect(decideLsbStatus(given).evidence).toEqual([
      `2 processes of it live: ${main.name} (100) and 1 more.`,
      `${suspect.member.name} (200) may be of it: runs the same.`,
      '/run/iguana.pid: It is stale.',
      '/run/lock/subsys/iguana is there.',
      '/b is not there.',
    ])
    expect(decideLsbStatus(facts()).evidence).toEqual(['No process of it lives.'])
    expect(decideLsbStatus(facts({ members: [main] })).evidence[0]).toMatch(
      /^1 process of it lives: /,
    )
  })
})

describe('the state of a service by its status', () => {
  it.each<[StatusFacts, object]>([
    [facts({ members: [main] }), { kind: 'running' }],
    [
      facts({ pidFiles: [pidFile('missing', '/a'), pidFile('stale', '/b')] }),
      { kind: 'dead-pid-file', path: '/b' },
    ],
    [
      facts({ lockFiles: [lock(true)] }),
      { kind: 'dead-lock-file', path: '/run/lock/subsys/iguana' },
    ],
    [facts(), { kind: 'stopped' }],
    [
      facts({ pidFiles: [pidFile('unsafe')] }),
      { kind: 'unknown', why: '/run/iguana.pid: It is unsafe.' },
    ],
  ])('%#', (given, state) => {
    expect(stateOfStatus(decideLsbStatus(given), given)).toEqual(state)
  })
})
