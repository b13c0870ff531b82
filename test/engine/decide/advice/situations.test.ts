/** Situations with the level and the rules that are expected of each; the run prints them as a table. */
import { afterAll, describe, expect, it } from 'vitest'
import { adviseAfter, adviseMachine } from '../../../../electron/engine/decide/advice/advise.ts'
import type { MachineFacts, RunFacts } from '../../../../electron/engine/decide/advice/facts.ts'
import { parseTainted } from '../../../../electron/engine/parse/kernel-taint.ts'
import { adviceLevels, type Advice, type AdviceLevel } from '../../../../shared/advice.ts'
import { unknown } from '../../../../shared/unknown.ts'
import { identity, makeMember, makeRun } from '../../../fakes/run.ts'
import { killedRun, makeEnd, makeLeftover, makeMachine, makeMemory } from './make-facts.ts'

interface Situation {
  readonly says: string
  readonly end?: Partial<RunFacts>
  readonly machine?: Partial<MachineFacts>
  readonly level: AdviceLevel
  /** Rules that speak, the heaviest first. */
  readonly rules: readonly string[]
}

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
const zombie = {
  pid: 7,
  name: 'helper',
  parentPid: 1,
  parentName: 'init',
  line: '7 (helper) Z 1',
  spanMs: 5200,
}
const stale = {
  pid: 40,
  name: 'nginx',
  unit: 'nginx.service',
  mappings: [
    {
      path: '/usr/lib/libssl.so.3',
      line: '7f00-7f01 r-xp 0 08:01 9 /usr/lib/libssl.so.3 (deleted)',
    },
  ],
}
const tainted = (mask: number): Partial<MachineFacts> => ({
  tainted: parseTainted(String(mask)) ?? [],
})
const bit = (letter: string): number => 2 ** 'PFSRMBUDAWCIOELKXTN'.indexOf(letter)
const hungLine = '[  999.000000] INFO: task daemon-100:100 blocked for more than 120 seconds.'
const bigger = killedRun.members.map(({ member, gone }) => ({
  member: { ...member, residentBytes: 1024 ** 3 },
  gone,
}))
const memory: Partial<RunFacts> = {
  ...killed,
  run: { ...killedRun, members: bigger },
  memoryBefore: makeMemory(8, 4),
}

const situations: readonly Situation[] = [
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
  { says: 'a machine in order', machine: {}, level: 'none', rules: [] },
  {
    says: 'init does not reap for 5 s',
    machine: { zombies: [zombie] },
    level: 'reboot-recommended',
    rules: ['init-does-not-reap'],
  },
  {
    says: 'init has not reaped for 1 s',
    machine: { zombies: [{ ...zombie, spanMs: 1000 }] },
    level: 'none',
    rules: [],
  },
  {
    says: 'another parent does not reap',
    machine: { zombies: [{ ...zombie, parentPid: 50, parentName: 'runner' }] },
    level: 'try-restart',
    rules: ['parent-does-not-reap'],
  },
  {
    says: 'taint D',
    machine: tainted(bit('D')),
    level: 'reboot-recommended',
    rules: ['kernel-died'],
  },
  {
    says: 'taint W',
    machine: tainted(bit('W')),
    level: 'reboot-recommended',
    rules: ['kernel-warned'],
  },
  {
    says: 'taint M',
    machine: tainted(bit('M')),
    level: 'reboot-recommended',
    rules: ['machine-check'],
  },
  {
    says: 'taint B',
    machine: tainted(bit('B')),
    level: 'reboot-required',
    rules: ['kernel-bad-page'],
  },
  {
    says: 'taint L',
    machine: tainted(bit('L')),
    level: 'reboot-recommended',
    rules: ['soft-lockup'],
  },
  {
    says: 'taints P O E C X K: where modules come from',
    machine: tainted(['P', 'O', 'E', 'C', 'X', 'K'].reduce((sum, letter) => sum + bit(letter), 0)),
    level: 'none',
    rules: [],
  },
  {
    says: 'taints B and D: the heaviest first',
    machine: tainted(bit('B') + bit('D')),
    level: 'reboot-required',
    rules: ['kernel-bad-page', 'kernel-died'],
  },
  {
    says: 'an oops in the log',
    machine: { kernelLines: ['[ 12.0] BUG: kernel NULL pointer dereference, address: 0'] },
    level: 'reboot-recommended',
    rules: ['kernel-oops'],
  },
  {
    says: 'a lockup in the log',
    machine: { kernelLines: ['[ 12.0] watchdog: BUG: soft lockup - CPU#1 stuck for 22s!'] },
    level: 'reboot-recommended',
    rules: ['kernel-lockup'],
  },
  {
    says: 'a hung task that still hangs',
    machine: { kernelLines: [hungLine], sleepers: new Set([100]) },
    level: 'reboot-recommended',
    rules: ['hung-task'],
  },
  {
    says: 'a hung task that got over it',
    machine: { kernelLines: [hungLine] },
    level: 'none',
    rules: [],
  },
  {
    says: 'the log of the kernel cannot be read',
    machine: { kernelLines: unknown('permission denied') },
    level: 'none',
    rules: [],
  },
  {
    says: 'a frozen unit that counts as dead',
    machine: { frozen: [{ unit: 'a.service', state: 'failed', lines: ['frozen 1'] }] },
    level: 'try-restart',
    rules: ['frozen-but-dead'],
  },
  {
    says: 'a service with a replaced library',
    machine: { stale: [stale] },
    level: 'try-restart',
    rules: ['old-code'],
  },
  {
    says: 'pid 1 with a replaced library',
    machine: { stale: [{ ...stale, pid: 1, name: 'systemd', unit: null }] },
    level: 'reboot-recommended',
    rules: ['init-runs-old-code'],
  },
  {
    says: 'a package asks for a reboot',
    machine: { rebootRequired: { line: '*** System restart required ***', packages: ['libc6'] } },
    level: 'reboot-recommended',
    rules: ['reboot-asked-for'],
  },
  {
    says: 'a newer kernel is installed',
    machine: { installed: ['6.1.0-21-amd64', '6.1.0-22-amd64'] },
    level: 'reboot-recommended',
    rules: ['newer-kernel'],
  },
  {
    says: 'a newer kernel of another flavour',
    machine: { installed: ['6.1.0-21-amd64', '6.1.0-22-rt-amd64'] },
    level: 'none',
    rules: [],
  },
  {
    says: 'the root file system became read-only',
    machine: { readOnlyRoot: '25 1 8:1 / / ro - ext4 /dev/sda1 ro,errors=remount-ro' },
    level: 'reboot-recommended',
    rules: ['read-only-root'],
  },
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

function adviseOn({ end, machine }: Situation): Advice {
  const facts = machine === undefined ? null : makeMachine(machine)
  if (end !== undefined) return adviseAfter(makeEnd(end), facts)
  return adviseMachine(facts ?? makeMachine())
}

describe('advice in each situation', () => {
  const table: string[] = []
  afterAll(() => {
    process.stdout.write(`\n${table.join('\n')}\n`)
  })
  it('is held for at least 25 of them', () => {
    expect(situations.length).toBeGreaterThanOrEqual(25)
  })
  it.each(situations)('$says: $level', (situation) => {
    const advice = adviseOn(situation)
    const rules = (advice.findings ?? []).map(({ rule }) => rule)
    table.push(`${situation.says.padEnd(62)} ${advice.level.padEnd(18)} ${rules.join(', ')}`)
    expect([advice.level, rules]).toEqual([situation.level, situation.rules])
    expect(advice.reasons.length).toBeGreaterThan(0)
    expect(advice.sentence).toMatch(/\.$/)
  })
  it.each(situations)('$says: no reboot without evidence, nor a reason twice', (situation) => {
    const { level, findings = [], reasons, checked = [] } = adviseOn(situation)
    expect(new Set(reasons).size).toBe(reasons.length)
    for (const finding of findings) {
      expect(finding.sentence).toMatch(/[.!]$/)
      expect(finding.changesMind).not.toBe('')
      expect(adviceLevels.indexOf(finding.level)).toBeLessThanOrEqual(adviceLevels.indexOf(level))
    }
    if (!level.startsWith('reboot-')) return
    const heaviest = findings.filter((finding) => finding.level === level)
    expect(heaviest.length).toBeGreaterThan(0)
    for (const { evidence } of findings.filter((one) => one.level.startsWith('reboot-'))) {
      expect(evidence.length).toBeGreaterThan(0)
      for (const { source, line } of evidence) expect([source, line]).not.toContain('')
    }
    expect(checked.filter(({ answer }) => answer.startsWith('yes')).length).toBeGreaterThan(0)
  })
})
