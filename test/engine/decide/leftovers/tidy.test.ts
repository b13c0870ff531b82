import { describe, expect, it } from 'vitest'
import type {
  BeforeForce,
  LeftoverFacts,
} from '../../../../electron/engine/decide/leftovers/facts.ts'
import { findTidy } from '../../../../electron/engine/decide/leftovers/tidy.ts'
import { deadLook, makeLeftoverFacts } from '../../../fakes/leftovers.ts'
import { makeMember } from '../../../fakes/run.ts'

const before = (more: Partial<BeforeForce>): LeftoverFacts['memory'] => ({
  processes: [],
  before: {
    ...{ at: 0, processes: [], ports: [], sockets: [], fifos: [], sharedMemory: [] },
    ...{ segments: [], temporary: [], whole: true },
    ...more,
  },
})
const unit = (controlGroup: string) => ({
  unit: { name: 'i.service', controlGroup, state: { activeState: 'failed', result: 'signal' } },
})
const port = (number: number, protocol: 'tcp' | 'udp' = 'tcp') => ({ port: number, protocol })
const told = (more: Partial<LeftoverFacts>): readonly string[] =>
  findTidy(makeLeftoverFacts(more)).map(
    ({ kind, count, bySystemd }) => `${count} ${kind}${bySystemd ? ' by systemd' : ''}`,
  )

describe('what is tidy', () => {
  it.each<[string, Partial<LeftoverFacts>, readonly string[]]>([
    ['nothing that is known', {}, []],
    [
      'a pid file and a lock file that are not there',
      {
        look: deadLook({
          pidFile: { path: '/run/i.pid', verdict: 'missing', evidence: [] },
          lockFile: { path: '/run/lock/subsys/i', there: false, stale: false },
        }),
      },
      ['1 pid-file', '1 lock-file'],
    ],
    [
      'no pid file that is stale, and no lock file that is there',
      {
        look: deadLook({
          pidFile: { path: '/run/i.pid', verdict: 'stale', evidence: [] },
          lockFile: { path: '/run/lock/subsys/i', there: true, stale: true },
        }),
      },
      [],
    ],
    [
      'the files of an init script, all of them',
      {
        look: deadLook({
          init: {
            pidFiles: [
              { path: '/run/a.pid', verdict: 'missing', evidence: [] },
              { path: '/run/b.pid', verdict: 'missing', evidence: [] },
            ],
            lockFiles: [{ path: '/run/lock/a', there: false, stale: false }],
          },
        }),
      },
      ['2 pid-file', '1 lock-file'],
    ],
    [
      'what was seen to be gone, by kind and by who sees to it',
      {
        gone: [
          { kind: 'private-folder', bySystemd: true },
          { kind: 'unix-socket', bySystemd: false },
          { kind: 'unix-socket', bySystemd: false },
          { kind: 'pid-file', bySystemd: true },
        ],
      },
      ['1 pid-file by systemd', '2 unix-socket', '1 private-folder by systemd'],
    ],
    [
      'a port that it had before force, each number once',
      { memory: before({ ports: [port(5060), port(5060, 'udp'), port(5061)] }) },
      ['2 port'],
    ],
    [
      'a port that is configured',
      { look: deadLook({ configuration: { port: 8080 } }) },
      ['1 port'],
    ],
    [
      'no port that somebody holds, or whose connections still end',
      {
        memory: before({ ports: [port(80), port(81), port(82)] }),
        ports: [{ ...port(80), holding: { by: [], unseen: [] } }],
        ending: [{ port: 81, state: 'TIME_WAIT', timerMs: 1000 }],
      },
      ['1 port'],
    ],
    [
      'shared memory that it had attached, where it is gone',
      { memory: before({ segments: [7, 8] }), sharedMemory: [{ id: 8 } as never] },
      ['1 sysv-memory'],
    ],
    [
      'the cgroup, by the word of its manager and by its folder',
      { look: deadLook(unit('')) },
      ['1 cgroup'],
    ],
    ['no cgroup that its unit still has', { look: deadLook(unit('/system.slice/i.service')) }, []],
    [
      'no cgroup whose folder is there',
      {
        look: deadLook(unit('')),
        cgroups: [{ path: '/i.service', folder: '/sys/fs/cgroup/i.service', populated: null }],
      },
      [],
    ],
  ])('is %s', (_, facts, expected) => {
    expect(told(facts)).toEqual(expected)
  })

  const gone = [{ kind: 'pid-file', bySystemd: true }] as const
  it.each<[string, Partial<LeftoverFacts>]>([
    ['a service that lives', { look: deadLook({ members: [makeMember(701)] }) }],
    [
      'one that may live',
      { look: deadLook({ suspects: [{ member: makeMember(701), why: 'runs the same' }] }) },
    ],
    ['what can no longer be looked at, and whose processes nobody remembers', { look: null }],
  ])('is never said of %s', (_, facts) => {
    expect(told({ gone, ...facts })).toEqual([])
  })
})
