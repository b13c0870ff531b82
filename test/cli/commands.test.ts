import { describe, expect, it } from 'vitest'
import { ok } from '../../shared/errors.ts'
import {
  journalLine,
  journalResult,
  listResult,
  plainResult,
  planResult,
  practiceResult,
  signalResult,
  startResult,
  statusResult,
} from '../../shared/json-output.ts'
import { FakeEngine, refusal } from './fake-engine.ts'
import {
  makeServiceRow,
  sampleDetail,
  sampleHost,
  sampleJournal,
  sampleList,
  samplePlan,
} from './samples.ts'
import { finishCli, jsonLines, transcript } from './start-cli.ts'

/** An engine that answers everything but runs. */
function informed(): FakeEngine {
  const engine = new FakeEngine()
  engine.answers['services.list'] = () => ok(sampleList)
  engine.answers['host.info'] = () => ok(sampleHost)
  engine.answers['services.inspect'] = () => ok(sampleDetail)
  engine.answers['plan.make'] = () => ok(samplePlan)
  engine.answers['journal.read'] = () => ok(sampleJournal)
  return engine
}

describe('golden outputs', () => {
  it.each([
    ['list', ['list'], 200],
    ['list-narrow', ['list'], 80],
    ['status', ['status', 'iguana'], 100],
    ['plan', ['plan', 'iguana'], 100],
    ['journal', ['journal'], 100],
    ['help', ['--help'], 80],
    ['help-stop', ['help', 'stop'], 80],
    ['practice', ['practice'], 80],
  ])('of %s', async (name, args, width) => {
    const { terminal } = await finishCli(args, { engine: informed(), width })
    await expect(transcript(terminal)).toMatchFileSnapshot(`golden/${name}.txt`)
  })

  it.each([
    ['list', ['list', '--json'], listResult],
    ['status', ['status', 'iguana', '--json'], statusResult],
    ['plan', ['plan', 'iguana', '--json'], planResult],
    ['journal', ['journal', '--json'], journalResult],
    ['practice', ['--json', 'practice'], practiceResult],
  ] as const)('of %s --json, as its schema describes them', async (name, args, schema) => {
    const { terminal } = await finishCli(args, { engine: informed() })
    const lines = jsonLines(terminal)
    schema.parse(lines.at(-1))
    for (const line of lines.slice(0, -1)) journalLine.parse(line)
    await expect(transcript(terminal)).toMatchFileSnapshot(`golden/${name}.jsonl`)
  })
})

describe('names of unknown origin', () => {
  it.each([['list'], ['status', 'x'], ['plan', 'x'], ['journal']])(
    'never bring a control character onto the terminal: %s',
    async (...args) => {
      const engine = informed()
      const evil = 'a\x1b[2J\r\n\u202eb'
      const row = makeServiceRow({ title: evil, user: evil, target: evil, note: evil })
      engine.answers['services.list'] = () => ok({ ...sampleList, rows: [row], problems: [evil] })
      engine.answers['services.inspect'] = () => ok({ ...sampleDetail, row, executable: evil })
      engine.answers['plan.make'] = () =>
        ok({ ...samplePlan, title: evil, impact: [evil], refusal: refusal('protected', evil) })
      for (const json of [[], ['--json']]) {
        const { terminal } = await finishCli([...args, ...json], { engine })
        // eslint-disable-next-line no-control-regex -- this is what must not be there
        expect(terminal.everything).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/)
      }
    },
  )
})

describe('list', () => {
  it('asks for all with --all', async () => {
    const { engine } = await finishCli(['list', '--all'], { engine: informed() })
    expect(engine.asked[0]).toEqual({ name: 'services.list', input: { all: true } })
  })

  it('names the weaker guarantee and why, beside the rows', async () => {
    const engine = informed()
    const guarantee = { kind: 'checked', why: 'no signal helper: cc not found' } as const
    engine.answers['host.info'] = () => ok({ ...sampleHost, guarantee })
    const { errors } = await finishCli(['list'], { engine })
    expect(errors.at(-1)).toMatch(
      /^This is the weaker guarantee: .*\(no signal helper: cc not found\)\.$/,
    )
  })
})

describe('status', () => {
  it.each([
    [{ kind: 'running' }, 0],
    [{ kind: 'stopping', runId: 'r', until: null }, 0],
    [{ kind: 'dead-pid-file', path: '/run/x.pid' }, 1],
    [{ kind: 'dead-lock-file', path: '/var/lock/x' }, 2],
    [{ kind: 'stopped' }, 3],
    [{ kind: 'unknown', why: 'unreadable' }, 4],
  ] as const)('of %j exits as the Linux Standard Base says: %i', async (state, status) => {
    const engine = informed()
    engine.answers['services.inspect'] = () =>
      ok({ ...sampleDetail, row: makeServiceRow({ state }) })
    expect((await finishCli(['status', 'iguana'], { engine })).status).toBe(status)
  })

  it('of an unknown target exits 64 with the names that were probably meant', async () => {
    const engine = informed()
    engine.answers['services.inspect'] = () => ({
      ok: false,
      error: { ...refusal('unknown-target', 'There is no "iguan".'), candidates: ['iguana'] },
    })
    const { status, errors } = await finishCli(['status', 'iguan'], { engine })
    expect(status).toBe(64)
    expect(errors).toEqual(['quiesce: There is no "iguan".', '  Do something else.', '    iguana'])
  })
})

describe('plan', () => {
  it('that would be refused exits 14 and says why, whatever the reason', async () => {
    const engine = informed()
    const reason = refusal('no-permission', 'It belongs to root.')
    engine.answers['plan.make'] = () => ok({ ...samplePlan, refusal: reason })
    const text = await finishCli(['plan', 'iguana', '--schedule', 'stop/5/ask'], { engine })
    expect(text.status).toBe(14)
    expect(text.errors[0]).toBe('quiesce: It belongs to root.')
    expect(text.out.join('\n')).not.toContain('Ceiling')
    expect(engine.asked[0]?.input).toEqual({ target: 'iguana', schedule: 'stop/5/ask' })
    const json = await finishCli(['plan', 'iguana', '--json'], { engine })
    expect(planResult.parse(jsonLines(json.terminal)[0])).toMatchObject({
      exitStatus: 14,
      error: { code: 'no-permission' },
    })
  })

  it('shows the warnings that must be read before all else', async () => {
    const { out } = await finishCli(['plan', 'iguana'], { engine: informed() })
    expect(out[0]).toBe('Warning: The schedule forces without asking. (KILL stands before any ask)')
  })
})

describe('signal', () => {
  const sentence = 'SIGHUP sent to iguana (100).'
  it.each([
    [{ sent: 1, refused: 0 }, 0],
    [{ sent: 0, refused: 0 }, 1],
    [{ sent: 1, refused: 1 }, 15],
  ])('with %j exits %i', async (counts, status) => {
    const engine = new FakeEngine()
    engine.answers['service.signal'] = () => ok({ sentence, ...counts })
    const run = await finishCli(['signal', 'iguana', 'sighup', '--scope', 'all', '--json'], {
      engine,
    })
    expect(run.status).toBe(status)
    signalResult.parse(jsonLines(run.terminal)[0])
    expect(engine.asked).toEqual([
      { name: 'service.signal', input: { target: 'iguana', signal: 'HUP', scope: 'all' } },
    ])
  })

  it('prints what it means in text', async () => {
    const engine = new FakeEngine()
    engine.answers['service.signal'] = () => ok({ sentence, sent: 1, refused: 0 })
    expect((await finishCli(['signal', 'iguana', '1'], { engine })).out).toEqual([sentence])
  })

  it('that does not exist exits 64 with the nearest, and opens no engine', async () => {
    const { status, errors, engine } = await finishCli(['signal', 'iguana', 'SIGTREM'])
    expect(status).toBe(64)
    expect(errors).toContain('    TERM')
    expect(engine.asked).toEqual([])
  })
})

describe('start', () => {
  it.each([
    [true, 0],
    [false, 1],
  ])('with up = %s exits %i', async (up, status) => {
    const engine = new FakeEngine()
    engine.answers['service.start'] = () => ok({ sentence: 'Iguana.', up })
    const text = await finishCli(['start', 'iguana'], { engine })
    expect([text.status, text.out]).toEqual([status, ['Iguana.']])
    const json = await finishCli(['start', 'iguana', '--json'], { engine })
    expect(startResult.parse(jsonLines(json.terminal)[0])).toMatchObject({ up, exitStatus: status })
  })
})

describe('practice', () => {
  it('starts a vice and prints how to stop it', async () => {
    const engine = new FakeEngine()
    engine.answers['practice.start'] = () => ok({ target: 'pid:4242@88', pid: 4242 })
    const { out, status } = await finishCli(['practice', 'slow', '--seconds', '9'], { engine })
    expect(status).toBe(0)
    expect(out).toEqual([
      'slow (4242) cleans up for a while before it leaves.',
      'Stop it with: quiesce stop pid:4242@88',
    ])
    expect(engine.asked[0]?.input).toEqual({ vice: 'slow', seconds: 9 })
  })

  it.each([
    [['practice', 'obays'], '    obeys'],
    [['practice', 'slow', '--seconds', '0'], '  Write a whole number from 1 to 3600.'],
    [['practice', 'slow', '--seconds', '1e3'], '  Write a whole number from 1 to 3600.'],
  ])('refuses %j', async (args, line) => {
    const { status, errors } = await finishCli(args)
    expect([status, errors.at(-1)]).toEqual([64, line])
  })
})

describe('journal', () => {
  it('asks for one run, from a moment on', async () => {
    const { engine } = await finishCli(['journal', '--since', '10m', '--run', 'run-1'], {
      engine: informed(),
    })
    expect(engine.asked[0]?.input).toEqual({ since: 1_700_000_000_000 - 600_000, run: 'run-1' })
  })

  it('says that nothing is there on standard error, so that no line is taken for a record', async () => {
    const engine = informed()
    engine.answers['journal.read'] = () => ok([])
    const { out, errors, status } = await finishCli(['journal'], { engine })
    expect([out, errors, status]).toEqual([[], ['The journal holds no such record.'], 0])
  })

  it('refuses a moment that is none', async () => {
    expect((await finishCli(['journal', '--since', 'yesterday'])).status).toBe(64)
  })
})

describe('an engine that does not open', () => {
  it.each(['list', 'status x', 'plan x', 'stop x', 'start x', 'resume x', 'journal'])(
    'ends %s with its error',
    async (command) => {
      const refuseEngine = refusal('bad-configuration', 'services.yaml:1:1: no.')
      const args = command.split(' ')
      const text = await finishCli(args, { refuseEngine })
      expect([text.status, text.errors[0]]).toEqual([64, 'quiesce: services.yaml:1:1: no.'])
      const json = await finishCli([...args, '--json'], { refuseEngine })
      plainResult.parse(jsonLines(json.terminal).at(-1))
    },
  )
})

describe('a command that throws', () => {
  it('ends as internal (70) and still closes the engine', async () => {
    const engine = new FakeEngine()
    engine.answers['services.list'] = () => {
      throw new Error('a bug')
    }
    const { status, errors } = await finishCli(['list'], { engine })
    expect([status, errors[0]]).toEqual([70, 'quiesce: Quiesce itself failed: a bug'])
    expect(engine.closed).toBe(true)
  })
})
