import { describe, expect, it } from 'vitest'
import { chooseSchedule, makePlan, type PlanFacts } from '../../../electron/engine/decide/plan.ts'
import type { ServiceConfiguration } from '../../../shared/configuration.ts'
import type { Plan } from '../../../shared/plan.ts'
import type { ProcessRow, SignalMasks } from '../../../shared/process.ts'
import { parseSchedule } from '../../../shared/schedule.ts'
import { fakeBackends, makeMachine, pidFileOf, type FakeMachine } from '../../fakes/backends.ts'
import { fakeNow, makeRow, makeTable, makeWorker } from '../../fakes/rows.ts'

const nbsp = '\u00a0'
const main = makeRow({ pid: 100, exe: '/usr/sbin/iguana' })
const workers = [makeWorker(101, main), makeWorker(102, main)]
const noMasks: SignalMasks = { caught: [], ignored: [], blocked: [], pending: [] }
const exact = { kind: 'exact', why: 'signal helper, pidfd' } as const

interface Wish {
  readonly text?: string
  readonly schedule?: string
  readonly rows?: readonly ProcessRow[]
  readonly machine?: FakeMachine
  readonly facts?: Partial<PlanFacts>
}

function plan(wish: Wish = {}): Plan {
  const { text = 'pid:100', schedule = 'stop/30/ask/KILL/5', rows = [main, ...workers] } = wish
  const table = makeTable([makeRow({ pid: 50, exe: '/usr/bin/node' }), ...rows])
  const resolved = fakeBackends(wish.machine ?? makeMachine()).resolve(text)
  if (!resolved.ok) throw new Error(resolved.error.message)
  const look = resolved.value.backend.look(resolved.value.target, table)
  const parsed = parseSchedule(schedule)
  if (!look.ok || !parsed.ok) throw new Error('no look or no schedule')
  return makePlan({
    ...look.value,
    schedule: parsed.value,
    source: 'default',
    table,
    guarantee: exact,
    masks: new Map(),
    ports: [],
    unit: null,
    meant: null,
    ...wish.facts,
  })
}
const sentences = (p: Plan): string[] => p.steps.map((step) => step.sentence)
const warnings = (p: Plan): string[] => p.warnings.map((w) => w.sentence)

describe('the schedule that holds', () => {
  const configured = { exe: '/x', schedule: 'stop/60/ask' } satisfies ServiceConfiguration
  it.each([
    ['HUP/5', configured, 'HUP/5', 'person'],
    [undefined, configured, 'stop/60/ask', 'configuration'],
    [undefined, { exe: '/x' }, 'stop/30/ask/KILL/5', 'default'],
    [undefined, null, 'stop/30/ask/KILL/5', 'default'],
  ] as const)('%s over %j: %s', (text, configuration, schedule, source) => {
    const chosen = chooseSchedule(text, { configuration, profile: null })
    expect(chosen).toMatchObject({ ok: true, value: { source } })
    expect(chosen).toEqual({
      ok: true,
      value: { source, schedule: (parseSchedule(schedule) as { value: unknown }).value },
    })
  })

  it('is refused where it cannot be read', () => {
    expect(chooseSchedule('stop/KILL', { configuration: null, profile: null })).toMatchObject({
      error: { code: 'bad-schedule' },
    })
  })
})

describe('the steps of a plan', () => {
  it('say what each will do, to whom, and on what condition', () => {
    expect(plan().steps).toEqual([
      {
        index: 0,
        item: 'stop',
        sentence: 'sends SIGTERM to iguana (100), then SIGCONT to whoever is stopped',
        targets: [{ pid: 100, name: 'iguana' }],
        force: false,
        condition: 'always',
      },
      {
        index: 1,
        item: '30',
        sentence: `waits at most 30${nbsp}s for everybody to be gone`,
        targets: [],
        force: false,
        condition: 'if-some-are-left',
      },
      {
        index: 2,
        item: 'ask',
        sentence: 'asks you',
        targets: [],
        force: false,
        condition: 'if-some-are-left',
      },
      {
        index: 3,
        item: 'KILL',
        sentence: 'sends SIGKILL to all 3 processes, which nobody can refuse',
        targets: [100, 101, 102].map((pid) => ({ pid, name: 'iguana' })),
        force: true,
        condition: 'only-if-you-say-so',
      },
      {
        index: 4,
        item: '5',
        sentence: `waits at most 5${nbsp}s for everybody to be gone`,
        targets: [],
        force: false,
        condition: 'only-if-you-say-so',
      },
    ])
  })

  it.each([
    ['HUP@all/5', 'sends SIGHUP to all 3 processes, then SIGCONT to whoever is stopped'],
    [
      'USR1@group/5',
      'sends SIGUSR1 to 3 processes of its process group, then SIGCONT to whoever is stopped',
    ],
    ['CONT/5', 'sends SIGCONT to iguana (100)'],
    ['KILL@main/5', 'sends SIGKILL to iguana (100), which nobody can refuse'],
  ])('%s: %s', (schedule, sentence) => {
    expect(sentences(plan({ schedule }))[0]).toBe(sentence)
  })

  it('end in a wait without a deadline where the schedule says so', () => {
    expect(sentences(plan({ schedule: 'stop/wait' }))[1]).toBe(
      'waits without a deadline for everybody to be gone',
    )
  })

  it('name the main process of a pid file, and each of several roots', () => {
    const machine = makeMachine({ pidFiles: { '/run/i.pid': pidFileOf(100) } })
    expect(sentences(plan({ text: 'pidfile:/run/i.pid', machine }))[0]).toContain(
      'to the main process iguana (100)',
    )
    const twice = [main, makeRow({ pid: 200, exe: '/usr/sbin/iguana' })]
    const loose = makeMachine({ configuration: { services: { i: { exe: '/usr/sbin/iguana' } } } })
    expect(sentences(plan({ text: 'i', machine: loose, rows: twice }))[0]).toContain(
      'to each of its 2 topmost processes',
    )
  })

  it('run the configured command, quoted as a person would type it', () => {
    const stop = ['/usr/sbin/iguana', '--say', 'good bye']
    const machine = makeMachine({
      configuration: { services: { i: { exe: '/usr/sbin/iguana', stop } } },
    })
    const made = plan({ text: 'i', machine })
    expect(sentences(made)[0]).toBe("runs /usr/sbin/iguana --say 'good bye'")
    expect(made.steps[0]?.targets).toEqual([])
    expect(made.impact.join(' ')).toContain('Quiesce judges by the processes alone')
  })

  it('leave out who is kept', () => {
    const bus = makeWorker(103, main, { exe: '/usr/bin/dbus-daemon' })
    const made = plan({ rows: [main, bus] })
    expect(made.steps[3]?.targets.map((t) => t.pid)).toEqual([100])
    expect(sentences(made)[3]).toBe('sends SIGKILL to iguana (100), which nobody can refuse')
  })
})

describe('a plan as a whole', () => {
  it('says what it is for and when it was made', () => {
    expect(plan()).toMatchObject({
      target: 'pid:100@1000',
      title: 'iguana',
      backend: 'process',
      schedule: 'stop/30/ask/KILL/5',
      scheduleSource: 'default',
      ceilings: [],
      warnings: [],
      refusal: null,
      madeAt: fakeNow.wall,
    })
  })

  it('counts who will end, and names the ports that close', () => {
    expect(plan({ facts: { ports: [80, 443] } }).impact).toEqual([
      '3 processes of root will end.',
      'Ports 80, 443 will be closed; whoever is connected there is cut off.',
    ])
  })

  it('says so when there is nothing to stop', () => {
    const machine = makeMachine({ executables: ['/usr/sbin/iguana'] })
    const made = plan({ text: 'exe:/usr/sbin/iguana', rows: [], machine })
    expect(made.impact).toEqual(['Nothing of it runs: there is nothing to stop.'])
    expect(sentences(made)[0]).toBe('sends SIGTERM, though nobody is there for it now')
  })

  it('carries the refusal, has no targets, and sends nothing', () => {
    const made = plan({ text: 'pid:1' })
    expect(made.refusal?.code).toBe('protected')
    expect(made.impact).toEqual(['Nothing will be sent.'])
    expect(made.warnings).toEqual([])
    expect(made.steps.flatMap((step) => step.targets)).toEqual([])
  })
})

describe('warnings', () => {
  const masksOf = (pid: number, more: Partial<SignalMasks>): Partial<PlanFacts> => ({
    masks: new Map([[pid, { ...noMasks, ...more }]]),
  })

  it.each(['stop/1/KILL/5', 'KILL/5', 'stop/5/KILL@main/ask'])(
    'a KILL that nobody is asked about comes first, and is one to stop at: %s',
    (schedule) => {
      const stopped = { ...main, state: 'T' }
      const [first, ...rest] = plan({ schedule, rows: [stopped] }).warnings
      expect(first).toMatchObject({ severity: 'stop' })
      expect(first?.sentence).toContain('without asking anybody')
      expect(first?.evidence).toContain(schedule)
      expect(rest.every((w) => w.severity === 'note')).toBe(true)
      expect(rest.length).toBeGreaterThan(0)
    },
  )

  it('a KILL behind an ask is none', () => {
    expect(plan().warnings).toEqual([])
  })

  it('a main process that ignores or blocks its signal, with the evidence', () => {
    expect(plan({ facts: masksOf(100, { ignored: [15] }) }).warnings).toEqual([
      {
        severity: 'note',
        sentence: 'iguana (100) ignores SIGTERM and will never react to it.',
        evidence: 'SigIgn in /proc/100/status',
      },
    ])
    expect(warnings(plan({ facts: masksOf(100, { blocked: [15] }) }))).toEqual([
      'iguana (100) has SIGTERM blocked and reacts only once it lets it in.',
    ])
  })

  it('says so once, though two steps send the same signal, and not of a signal that nobody sends', () => {
    const facts = masksOf(100, { ignored: [15, 1] })
    expect(warnings(plan({ schedule: 'stop/5/TERM/5', facts }))).toHaveLength(1)
    expect(warnings(plan({ facts: masksOf(101, { ignored: [15] }) }))).toEqual([])
    expect(warnings(plan({ facts: masksOf(100, { caught: [15] }) }))).toEqual([])
  })

  it.each([
    ['T', 'iguana (101) is stopped (SIGSTOP) and cannot hear; SIGCONT follows the stop.'],
    ['t', 'iguana (101) is held by a debugger: it decides what becomes of a signal.'],
    [
      'D',
      'iguana (101) waits for a device or file server: even SIGKILL takes effect only after that.',
    ],
  ])('a member in state %s', (state, sentence) => {
    expect(warnings(plan({ rows: [main, makeWorker(101, main, { state })] }))).toEqual([sentence])
  })

  it('names at most five of many', () => {
    const many = [...Array(9).keys()].map((n) => makeWorker(101 + n, main, { state: 'T' }))
    const [sentence] = warnings(plan({ rows: [main, ...many] }))
    expect(sentence).toContain('iguana (105) and 4 more are stopped')
  })

  it('who is kept, and why', () => {
    const bus = makeWorker(103, main, { exe: '/usr/bin/dbus-daemon' })
    const [warning] = plan({ rows: [main, bus] }).warnings
    expect(warning?.sentence).toBe('dbus-daemon (103) is left running.')
    expect(warning?.evidence).toContain('the message bus')
  })

  it('who is suspected and will not be signalled', () => {
    const [sentence] = warnings(
      plan({ rows: [main, makeRow({ pid: 200, exe: '/usr/sbin/iguana' })] }),
    )
    expect(sentence).toBe(
      '1 process probably belongs to it and will not be signalled: iguana (200).',
    )
  })

  it('a stale pid file and a lock file over a dead service', () => {
    const machine = makeMachine({
      configuration: { services: { i: { pidfile: '/run/i.pid', lockfile: '/lock/i' } } },
      pidFiles: { '/run/i.pid': pidFileOf(4000) },
      lockFiles: ['/lock/i'],
    })
    expect(warnings(plan({ text: 'i', machine, rows: [] }))).toEqual([
      'The pid file /run/i.pid is stale.',
      'The lock file /lock/i is there, though nothing of it runs.',
    ])
  })

  it('the weaker guarantee, with the reason for it', () => {
    const guarantee = { kind: 'checked', why: 'no signal helper' } as const
    expect(plan({ facts: { guarantee } }).warnings[0]).toMatchObject({
      evidence: 'no signal helper',
    })
  })
})
