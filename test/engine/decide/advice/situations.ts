/** Situations with the level and the rules that are expected of each. */
import type { RunFacts } from '../../../../electron/engine/decide/advice/facts.ts'
import { identity, makeMember, makeRun } from '../../../fakes/run.ts'
import { killedRun, makeLeftover, makeMemory } from './make-facts.ts'
import {
  zombie,
  stale,
  tainted,
  bit,
  machineSituations,
  type Situation,
} from './machine-situations.ts'

const killed: Partial<RunFacts> = { outcome: { kind: 'killed', by: 'ops' }, run: killedRun }
const up = { up: true, sentence: 'iguana is up.' }
const down = { up: false, sentence: 'iguana was gone after 1.2 s.' }
const alone = makeRun('KILL/5', {}, [makeMember(100)])
const survived = (...states: [number, string][]): Partial<RunFacts> => ({
  outcome: { kind: 'survived', survivors: [identity(100)] },
  run: alone,
  states: new Map(states),
})
const asleep = {
  pid: 100,
  name: 'daemon-100',
  lines: ['State:\tD (disk sleep)', 'ShdPnd:\t0000000000000100'],
  wchan: 'rpc_wait_bit_killable',
  waitsFor: null,
  spanMs: 5000,
}
const heldPort = makeLeftover({
  id: 'port:5060/tcp',
  kind: 'port',
  label: 'Port 5060/tcp',
  path: null,
  proof: ['kamailio (7) has its socket.'],
  keep: 'kamailio (7) listens there.',
})
const bigger = killedRun.members.map(({ member, gone }) => ({
  member: { ...member, residentBytes: 1024 ** 3 },
  gone,
}))
const memory: Partial<RunFacts> = {
  ...killed,
  run: { ...killedRun, members: bigger },
  memoryBefore: makeMemory(8, 4),
}

export const situations: readonly Situation[] = [
  { says: 'left by itself', end: {}, level: 'none', rules: [] },
  {
    says: 'was not there',
    end: { outcome: { kind: 'already-stopped' } },
    level: 'none',
    rules: [],
  },
  { says: 'killed, no start yet', end: killed, level: 'try-restart', rules: [] },
  {
    says: 'killed, came up and stayed up',
    end: { ...killed, start: up },
    level: 'none',
    rules: [],
  },
  {
    says: 'killed, does not stay up',
    end: { ...killed, start: down },
    level: 'reboot-recommended',
    rules: ['restart-failed'],
  },
  {
    says: 'killed, does not stay up while somebody holds its port',
    end: { ...killed, start: down, leftovers: [heldPort] },
    level: 'try-restart',
    rules: ['restart-blocked'],
  },
  {
    says: 'killed, does not stay up, its port is free',
    end: { ...killed, start: down, leftovers: [{ ...heldPort, keep: null }] },
    level: 'reboot-recommended',
    rules: ['restart-failed', 'leftovers'],
  },
  {
    says: 'killed, and its unit is not even run',
    end: {
      ...killed,
      start: { up: false, sentence: 'a.service was not started: a condition is not met.' },
    },
    level: 'try-restart',
    rules: ['restart-blocked'],
  },
  {
    says: 'left by itself, does not start: no force, no reboot',
    end: { start: down },
    level: 'none',
    rules: [],
  },
  {
    says: 'killed, up again, a stale pid file is left',
    end: { ...killed, start: up, leftovers: [makeLeftover()] },
    level: 'clean-up',
    rules: ['leftovers'],
  },
  {
    says: 'killed, up again: the failed mark and the port of before went with the start',
    end: {
      ...killed,
      start: up,
      leftovers: [
        makeLeftover({ kind: 'failed-unit', id: 'failed-unit:a.service', path: null }),
        makeLeftover({ kind: 'port', id: 'port:tcp:80', path: null }),
      ],
    },
    level: 'none',
    rules: [],
  },
  {
    says: 'killed and not tried again, a failed mark is left',
    end: { ...killed, leftovers: [makeLeftover({ kind: 'failed-unit', id: 'failed-unit:a' })] },
    level: 'try-restart',
    rules: ['leftovers'],
  },
  {
    says: 'killed, up again, what is left is not proven',
    end: { ...killed, start: up, leftovers: [makeLeftover({ keep: 'Its owner may live.' })] },
    level: 'none',
    rules: [],
  },
  {
    says: 'killed, up again, shared memory of the dead',
    end: {
      ...killed,
      start: up,
      leftovers: [makeLeftover({ kind: 'sysv-memory', id: 'sysv-memory:7', label: 'Segment 7' })],
    },
    level: 'clean-up',
    rules: ['shared-memory-left'],
  },
  {
    says: 'killed, up again, a cgroup that cannot go',
    end: {
      ...killed,
      start: up,
      leftovers: [
        makeLeftover({ kind: 'cgroup', id: 'cgroup:/x', label: '/x', keep: 'Pid 9 is in it.' }),
      ],
    },
    level: 'clean-up',
    rules: ['cgroup-left'],
  },
  {
    says: 'killed, up again, memory not given back',
    end: { ...memory, start: up },
    machine: { memory: makeMemory(8, 4) },
    level: 'clean-up',
    rules: ['memory-not-given-back'],
  },
  {
    says: 'killed, up again, memory given back',
    end: { ...memory, start: up },
    machine: { memory: makeMemory(11, 1) },
    level: 'none',
    rules: [],
  },
  {
    says: 'survivor in D, seen once',
    end: survived([100, 'D']),
    level: 'reboot-recommended',
    rules: ['survivor-in-kernel'],
  },
  {
    says: 'survivor that runs',
    end: survived([100, 'R']),
    level: 'try-restart',
    rules: ['survivor'],
  },
  { says: 'survivor of unknown state', end: survived(), level: 'try-restart', rules: ['survivor'] },
  {
    says: 'survivor in D twice, SIGKILL pending, its place unknown',
    end: survived([100, 'D']),
    machine: { unkillable: [asleep] },
    level: 'reboot-recommended',
    rules: ['unkillable-somewhere'],
  },
  {
    says: 'survivor in D twice, SIGKILL pending, waits for a server',
    end: survived([100, 'D']),
    machine: { unkillable: [{ ...asleep, waitsFor: '10.0.0.8:/export (nfs4 at /data)' }] },
    level: 'reboot-required',
    rules: ['unkillable'],
  },
  {
    says: 'came back',
    end: { outcome: { kind: 'came-back', evidence: 'pid 7', afterMs: 800 } },
    level: 'none',
    rules: [],
  },
  { says: 'hung', end: { outcome: { kind: 'hung' } }, level: 'none', rules: [] },
  {
    says: 'abandoned',
    end: { outcome: { kind: 'abandoned', by: 'ops' } },
    level: 'none',
    rules: [],
  },
  ...machineSituations,
  {
    says: 'killed, up again, on a machine that has a newer kernel',
    end: { ...killed, start: up },
    machine: { installed: ['6.1.0-30-amd64'] },
    level: 'reboot-recommended',
    rules: ['newer-kernel'],
  },
  {
    says: 'all at once: the heaviest first, the rules in their order',
    end: { ...killed, start: down, leftovers: [makeLeftover()] },
    machine: { zombies: [zombie], stale: [stale], ...tainted(bit('B')) },
    level: 'reboot-required',
    rules: ['kernel-bad-page', 'restart-failed', 'init-does-not-reap', 'old-code', 'leftovers'],
  },
]
