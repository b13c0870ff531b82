import { describe, expect, it } from 'vitest'
import {
  findHolds,
  overrodeSecondCopy,
  refuseSecondCopy,
  type CopyFacts,
} from '../../../electron/engine/decide/second-copy.ts'
import { identity, makeMember } from '../../fakes/run.ts'

const nothing: CopyFacts = {
  title: 'Iguana',
  unit: null,
  members: [],
  stopsFirst: false,
  hidden: false,
  stuck: [],
  survivors: [],
  ports: [],
  pidFile: null,
}
const down = { name: 'iguana.service', isUp: false, bySocket: false }
const up = { ...down, isUp: true }
const holder = (pid: number, name = 'iguana') => ({ identity: identity(pid), name })
const kept = makeMember(101, { kept: 'a session of sshd' })

describe('findHolds', () => {
  it.each<[string, Partial<CopyFacts>, readonly string[]]>([
    [
      'a member in uninterruptible sleep',
      { members: [makeMember(100)], stuck: [identity(100)] },
      ['daemon-100 (100) is in uninterruptible sleep: no signal reaches it'],
    ],
    [
      'one that outlived an earlier stop',
      { survivors: [holder(100)] },
      ['iguana (100) outlived an earlier stop'],
    ],
    [
      'processes left over in the cgroup of a unit that is down',
      { unit: down, members: [makeMember(100), makeMember(102)] },
      [
        'daemon-100 (100) is left over in the cgroup of iguana.service',
        'daemon-102 (102) is left over in the cgroup of iguana.service',
      ],
    ],
    [
      'a port that somebody else waits on',
      { ports: [{ port: 5060, listening: true, by: [holder(7, 'kamailio')] }] },
      ['kamailio (7) holds port 5060'],
    ],
    [
      'a port whose holder cannot be seen',
      { ports: [{ port: 80, listening: true, by: [] }] },
      ['somebody who cannot be seen from here holds port 80'],
    ],
    [
      'a foreign holder of the port of a unit that is up',
      { unit: up, ports: [{ port: 80, listening: true, by: [holder(7, 'kamailio')] }] },
      ['kamailio (7) holds port 80'],
    ],
    [
      'what the stop of a restart will not end',
      {
        members: [makeMember(100)],
        stopsFirst: true,
        stuck: [identity(100)],
        survivors: [holder(5)],
      },
      [
        'daemon-100 (100) is in uninterruptible sleep: no signal reaches it',
        'iguana (5) outlived an earlier stop',
      ],
    ],
    [
      'a pid file of a living process',
      { pidFile: { path: '/run/iguana.pid', by: holder(9, 'other') } },
      ['its pid file /run/iguana.pid names other (9), which lives'],
    ],
    [
      "systemd's hold on the port of a service that is no unit",
      { ports: [{ port: 80, listening: true, by: [holder(1, 'systemd')] }] },
      ['systemd (1) holds port 80'],
    ],
    [
      'each process once, by the worst that is known of it',
      {
        unit: down,
        members: [makeMember(100)],
        stuck: [identity(100)],
        survivors: [holder(100, 'daemon-100')],
      },
      ['daemon-100 (100) is in uninterruptible sleep: no signal reaches it'],
    ],
  ])('sees %s', (_, more, holds) => {
    expect(findHolds({ ...nothing, ...more })).toEqual(holds)
  })

  it.each<[string, Partial<CopyFacts>]>([
    ['nothing at all', {}],
    ['a service that runs: that is refused in its own words', { members: [makeMember(100)] }],
    ['a unit that is up', { unit: up, members: [makeMember(100)] }],
    ['sessions and jobs that are kept', { unit: down, members: [kept] }],
    [
      'one that is kept and outlived a stop on purpose',
      { members: [kept], survivors: [holder(101)] },
    ],
    ['a port that nobody waits on', { ports: [{ port: 80, listening: false, by: [] }] }],
    [
      'a port that its own process waits on',
      { members: [makeMember(100)], ports: [{ port: 80, listening: true, by: [holder(100)] }] },
    ],
    [
      'a port that systemd holds for its socket',
      { unit: down, ports: [{ port: 80, listening: true, by: [holder(1, 'systemd')] }] },
    ],
    [
      "a port that the person's own systemd holds for its socket",
      { unit: down, ports: [{ port: 80, listening: true, by: [holder(900, 'systemd')] }] },
    ],
    [
      'an unseen holder of the port of a socket unit: root alone sees whose files those are',
      { unit: { ...down, bySocket: true }, ports: [{ port: 80, listening: true, by: [] }] },
    ],
    [
      'an unseen holder of a port while the unit is up: a plain user restarts it',
      { unit: up, members: [makeMember(100)], ports: [{ port: 80, listening: true, by: [] }] },
    ],
    [
      'an unseen holder where its own open files are hidden',
      { members: [makeMember(100)], hidden: true, ports: [{ port: 80, listening: true, by: [] }] },
    ],
    [
      'what is left in the cgroup and the stop of a restart will end',
      { unit: down, members: [makeMember(100)], stopsFirst: true },
    ],
    ['a member that only sleeps', { members: [makeMember(100)], stuck: [identity(4)] }],
  ])('minds not %s', (_, more) => {
    expect(findHolds({ ...nothing, ...more })).toEqual([])
  })
})

describe('refuseSecondCopy', () => {
  it('is null where nothing holds it', () => {
    expect(refuseSecondCopy('Iguana', [])).toBeNull()
  })

  it.each([
    [['a (1) holds port 80'], 'Iguana is not started: a (1) holds port 80.'],
    [['a', 'b'], 'Iguana is not started: a, and 1 thing more is held.'],
    [['a', 'b', 'c'], 'Iguana is not started: a, and 2 things more are held.'],
  ])('says what holds, and the price of starting all the same: %j', (holds, message) => {
    const refused = refuseSecondCopy('Iguana', holds)
    expect(refused).toMatchObject({ code: 'needs-consent', message, candidates: holds })
    expect(refused?.next).toMatch(/spoil its data/)
  })

  it('tells the journal who wanted it and what held', () => {
    expect(overrodeSecondCopy('ops', 'Iguana', ['a', 'b'])).toBe(
      'ops starts Iguana beside what holds it: a; b.',
    )
  })
})
