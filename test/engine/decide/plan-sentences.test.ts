import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findMembers } from '../../../electron/engine/decide/members.ts'
import type { Observed } from '../../../electron/engine/decide/observed.ts'
import { makePlan, type PlanFacts } from '../../../electron/engine/decide/plan.ts'
import { planSteps } from '../../../electron/engine/decide/plan-steps.ts'
import { makeScene } from '../../../electron/engine/decide/scene.ts'
import type { Plan } from '../../../shared/plan.ts'
import type { Member, ProcessRow, SignalMasks } from '../../../shared/process.ts'
import { parseSchedule, type Schedule } from '../../../shared/schedule.ts'
import { makeRow, makeTable, makeWorker } from '../../fakes/rows.ts'

const main = makeRow({ pid: 100, exe: '/usr/sbin/iguana' })
const noMasks: SignalMasks = { caught: [], ignored: [], blocked: [], pending: [] }

function scheduleOf(text: string): Schedule {
  const parsed = parseSchedule(text)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value
}

function membersOf(rows: readonly ProcessRow[], mainPid: number | null = null): readonly Member[] {
  const self = { pid: 50, uid: 0, systemd: false }
  const scene = makeScene(makeTable([makeRow({ pid: 50 }), ...rows]), self)
  const picks = new Map([[100, { kind: 'picked', how: 'pid 100' } as const]])
  return findMembers(scene, { picks, main: mainPid, known: [] })
}

interface Wish {
  readonly rows?: readonly ProcessRow[]
  readonly schedule?: string
  readonly observed?: Partial<Observed>
  readonly facts?: Partial<PlanFacts>
}

function plan({ rows = [main], schedule = 'stop/30/ask', observed, facts }: Wish = {}): Plan {
  const known: Observed = {
    target: 'pid:100@1000',
    title: 'iguana',
    subtitle: '',
    backend: 'process',
    origin: 'discovered',
    main: null,
    members: membersOf(rows),
    suspects: [],
    pidFile: null,
    lockFile: null,
    stopMethod: { kind: 'signal', signal: 'TERM', scope: 'main' },
    startCommand: null,
    configuration: null,
    unit: null,
    init: null,
    profile: null,
    ...observed,
  }
  return makePlan({
    observed: known,
    refusal: null,
    schedule: scheduleOf(schedule),
    source: 'person',
    table: makeTable(rows),
    guarantee: { kind: 'exact', why: 'signal helper, pidfd' },
    masks: new Map(),
    ports: [],
    unit: null,
    meant: null,
    ...facts,
  })
}
const sentences = (p: Plan): string[] => p.warnings.map((w) => w.sentence)

describe('what a plan touches', () => {
  it.each<[readonly number[], string[]]>([
    [[], ['1 process of root will end.']],
    [
      [80],
      [
        '1 process of root will end.',
        'Port 80 will be closed; whoever is connected there is cut off.',
      ],
    ],
    [
      [80, 443],
      [
        '1 process of root will end.',
        'Ports 80, 443 will be closed; whoever is connected there is cut off.',
      ],
    ],
  ])('ports %j', (ports, impact) => {
    expect(plan({ facts: { ports } }).impact).toEqual(impact)
  })

  it('names each user once, and nobody who is kept', () => {
    const rows = [
      main,
      makeWorker(101, main, { user: 'alice', uid: 1000 }),
      makeWorker(102, main, { user: 'alice', uid: 1000 }),
      makeWorker(103, main, { user: 'messagebus', uid: 101, exe: '/usr/bin/dbus-daemon' }),
    ]
    expect(plan({ rows }).impact).toEqual(['3 processes of root, alice will end.'])
  })

  it('says of a stop command that it may do more, with nothing raw', () => {
    const impact = (argv: string[]): string | undefined =>
      plan({ observed: { stopMethod: { kind: 'command', argv } } }).impact[1]
    const words = 'may do more than stop it; Quiesce judges by the processes alone.'
    expect(impact(['/opt/a\u001b', 'stop'])).toBe(`/opt/a\\x1b ${words}`)
    expect(impact([])).toBe(` ${words}`)
  })

  it('touches nothing when it is refused, whatever would be there', () => {
    const refusal = { code: 'protected', message: 'No.', next: 'Go.' } as const
    const stopped = makeRow({ pid: 100, state: 'T' })
    const refused = plan({ rows: [stopped], schedule: 'KILL/5', facts: { refusal, ports: [80] } })
    expect(refused).toMatchObject({ impact: ['Nothing will be sent.'], warnings: [], refusal })
  })
})

describe('a step', () => {
  const steps = (text: string, rows: readonly ProcessRow[], mainPid: number | null = null) =>
    planSteps(scheduleOf(text), {
      method: { kind: 'signal', signal: 'TERM', scope: 'main' },
      members: membersOf(rows, mainPid),
      unit: null,
    }).map((step) => step.sentence)

  it('says of a group of one that it is one', () => {
    expect(steps('HUP@group/5', [main])[0]).toBe(
      'sends SIGHUP to 1 process of its process group, then SIGCONT to whoever is stopped',
    )
  })

  it('leaves a member of another process group out of a signal to the group', () => {
    const loner = makeWorker(101, main, { processGroup: 101 })
    expect(steps('HUP@group/5', [main, loner])[0]).toContain('to 1 process of its process group')
  })

  it('has no SIGCONT behind what ends nobody, nor behind SIGKILL', () => {
    expect(steps('CONT@all/5', [main])[0]).toBe('sends SIGCONT to iguana (100)')
    expect(steps('KILL@all/5', [main])[0]).not.toContain('SIGCONT')
  })

  it('calls the main process by that name only where the backend named it', () => {
    const worker = makeWorker(101, main)
    expect(steps('stop/5', [main, worker], 100)[0]).toContain('to the main process iguana (100),')
    expect(steps('stop/5', [main, worker])[0]).toContain('to iguana (100),')
  })

  it('comes on a condition that follows from where it stands', () => {
    const conditions = plan({ schedule: 'stop/5/ask/TERM@all/5' }).steps.map((s) => s.condition)
    expect(conditions).toEqual([
      'always',
      'if-some-are-left',
      'if-some-are-left',
      'only-if-you-say-so',
      'only-if-you-say-so',
    ])
  })
})

describe('a warning', () => {
  const many = (state: string): ProcessRow[] => [
    makeRow({ pid: 100, exe: '/usr/sbin/iguana', state }),
    makeWorker(101, main, { state }),
  ]
  it.each([
    ['T', 'are stopped (SIGSTOP) and cannot hear; SIGCONT follows the stop.'],
    ['t', 'are held by a debugger: it decides what becomes of a signal.'],
    ['D', 'wait for a device or file server: even SIGKILL takes effect only after that.'],
  ])('speaks of several in state %s as of several, with the state as evidence', (state, words) => {
    expect(plan({ rows: many(state) }).warnings).toEqual([
      {
        severity: 'note',
        sentence: `iguana (100), iguana (101) ${words}`,
        evidence: `State ${state}`,
      },
    ])
  })

  it('says nothing of one that is kept, or that merely sleeps', () => {
    const bus = makeWorker(101, main, { exe: '/usr/bin/dbus-daemon', state: 'T' })
    expect(sentences(plan({ rows: [main, bus] }))).toEqual(['dbus-daemon (101) is left running.'])
  })

  it('names exactly five without speaking of more', () => {
    const five = [101, 102, 103, 104, 105].map((pid) => makeWorker(pid, main, { state: 'T' }))
    expect(sentences(plan({ rows: [main, ...five] }))[0]).toMatch(/iguana \(105\) are stopped/)
  })

  it('tells of at most five that are kept, each with its reason', () => {
    const kept = [101, 102, 103, 104, 105, 106].map((pid) =>
      makeWorker(pid, main, { exe: '/usr/bin/dbus-daemon' }),
    )
    const { warnings } = plan({ rows: [main, ...kept] })
    expect(warnings.map((w) => w.sentence)).toEqual(
      [101, 102, 103, 104, 105].map((pid) => `dbus-daemon (${pid}) is left running.`),
    )
    expect(warnings.every((w) => w.evidence?.includes('is protected') === true)).toBe(true)
  })

  it('tells of each process and each signal that it will not hear', () => {
    const masks = new Map([
      [100, { ...noMasks, ignored: [15, 1] }],
      [101, { ...noMasks, blocked: [15] }],
    ])
    const rows = [main, makeWorker(101, main)]
    expect(plan({ rows, schedule: 'TERM@all/5/HUP/5/ask', facts: { masks } }).warnings).toEqual([
      {
        severity: 'note',
        sentence: 'iguana (100) ignores SIGTERM and will never react to it.',
        evidence: 'SigIgn in /proc/100/status',
      },
      {
        severity: 'note',
        sentence: 'iguana (101) has SIGTERM blocked and reacts only once it lets it in.',
        evidence: 'SigBlk in /proc/101/status',
      },
      {
        severity: 'note',
        sentence: 'iguana (100) ignores SIGHUP and will never react to it.',
        evidence: 'SigIgn in /proc/100/status',
      },
    ])
  })

  it('says nothing of masks where a command stops the service', () => {
    const masks = new Map([[100, { ...noMasks, ignored: [15] }]])
    const stopMethod = { kind: 'command', argv: ['/x'] } as const
    expect(plan({ observed: { stopMethod }, facts: { masks } }).warnings).toEqual([])
  })

  it('counts suspects in words, with the first one’s evidence', () => {
    const suspects = membersOf([main, makeWorker(101, main)]).map((member) => ({
      member,
      why: `because of ${member.identity.pid}`,
    }))
    expect(plan({ observed: { suspects } }).warnings).toEqual([
      {
        severity: 'note',
        sentence:
          '2 processes probably belong to it and will not be signalled: iguana (100), iguana (101).',
        evidence: 'because of 100',
      },
    ])
  })

  it('tells of a lock file only over a dead service, and shows paths as escapes', () => {
    const lockFile = { path: '/lock/\u001b', there: true }
    const pidFile = { path: '/run/\n', verdict: 'stale', pid: 7, evidence: ['A.', 'B.'] } as const
    expect(plan({ observed: { lockFile } }).warnings).toEqual([])
    expect(plan({ rows: [], observed: { lockFile, pidFile } }).warnings).toStrictEqual([
      { severity: 'note', sentence: 'The pid file /run/\\n is stale.', evidence: 'A. B.' },
      {
        severity: 'note',
        sentence: 'The lock file /lock/\\x1b is there, though nothing of it runs.',
      },
    ])
    expect(
      plan({ rows: [], observed: { lockFile: { ...lockFile, there: false } } }).warnings,
    ).toEqual([])
  })

  it('says in words what a checked signal may miss', () => {
    const guarantee = { kind: 'checked', why: 'no helper' } as const
    expect(plan({ facts: { guarantee } }).warnings).toEqual([
      {
        severity: 'note',
        sentence:
          'Signals are checked, not exact: in the moment between check and call a pid could change hands.',
        evidence: 'no helper',
      },
    ])
  })
})

describe('any plan at all', () => {
  const items = fc.constantFrom('stop/5', 'TERM@all/5', 'HUP@group/5', 'KILL/5', 'CONT/5/ask')
  const wish = fc.record({
    pid: fc.integer({ min: 101, max: 120 }),
    parentPid: fc.integer({ min: 99, max: 120 }),
    processGroup: fc.constantFrom(100, 7),
    exe: fc.constantFrom('/usr/sbin/iguana', '/usr/bin/dbus-daemon'),
  })

  it('lists only members that nobody keeps as targets, and none of them twice', () => {
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 15 }), items, (wishes, schedule) => {
        const made = plan({ rows: [main, ...wishes.map((w) => makeRow(w))], schedule })
        const free = made.members.filter((m) => m.kept === null).map((m) => m.identity.pid)
        for (const { targets } of made.steps) {
          const pids = targets.map((t) => t.pid)
          expect(new Set(pids).size).toBe(pids.length)
          for (const pid of pids) expect(free).toContain(pid)
        }
      }),
    )
  })
})
