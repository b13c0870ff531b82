import { describe, expect, it } from 'vitest'
import { fail, ok } from '../../shared/errors.ts'
import {
  journalResult,
  listResult,
  planResult,
  signalResult,
  statusResult,
} from '../../shared/json-output.ts'
import {
  controlResult,
  dependenciesResult,
  propertiesResult,
} from '../../shared/json-unit-results.ts'
import { ms } from '../fakes/run.ts'
import { FakeEngine, refusal } from './fake-engine.ts'
import { sampleJournal } from './samples.ts'
import { finishCli, jsonLines, transcript } from './start-cli.ts'
import { unitEngine, unitRow, unitServiceDetail } from './unit-scene.ts'

describe('golden outputs of units', () => {
  it.each([
    ['unit-list', ['list'], 100],
    ['unit-status', ['status', 'iguana.service'], 100],
    ['unit-plan', ['plan', 'iguana.service'], 100],
    ['unit-deps', ['deps', 'iguana.service'], 60],
    ['unit-properties', ['properties', 'iguana.service'], 80],
    ['unit-log', ['log', 'iguana.service'], 80],
    ['help-log', ['help', 'log'], 80],
    ['help-signal', ['help', 'signal'], 80],
  ])('%s', async (name, args, width) => {
    const { terminal } = await finishCli(args, { engine: unitEngine(), width })
    await expect(transcript(terminal)).toMatchFileSnapshot(`golden/${name}.txt`)
  })

  it.each([
    ['list', listResult],
    ['status x', statusResult],
    ['plan x', planResult],
    ['deps x', dependenciesResult],
    ['properties x', propertiesResult],
  ])('%s --json, as its schema describes it', async (line, schema) => {
    const args = [...line.split(' '), '--json']
    const { terminal, errors } = await finishCli(args, { engine: unitEngine() })
    expect(errors).toEqual([])
    const [result, ...more] = jsonLines(terminal)
    expect(more).toEqual([])
    expect(schema.parse(result)).toMatchObject({ exitStatus: 0 })
  })
})

describe('a unit on its way', () => {
  it('tells scripts its own word and the moment of the force', async () => {
    const { terminal } = await finishCli(['list', '--json'], { engine: unitEngine() })
    const { services } = listResult.parse(jsonLines(terminal)[0])
    expect(services.map(({ state, detail, until }) => ({ state, detail, until }))).toEqual([
      { state: 'running', detail: null, until: null },
      { state: 'deactivating', detail: 'stop-post', until: 1_700_000_030_000 },
      { state: 'failed', detail: 'exit-code', until: null },
    ])
  })
})

describe.each(['reset-failed', 'freeze', 'thaw'] as const)('%s', (action) => {
  const warned = ['Clients hang.', 'a\x1b[2J']
  const doing = (done: boolean, warnings: readonly string[] = []): FakeEngine => {
    const engine = new FakeEngine()
    engine.answers['unit.control'] = () =>
      ok({ done, sentence: 'iguana.service is done.', warnings })
    return engine
  }
  it('that is done says so and exits 0', async () => {
    const engine = doing(true)
    const { status, out, errors } = await finishCli([action, 'iguana.service'], { engine })
    expect([status, out, errors]).toEqual([0, ['iguana.service is done.'], []])
    expect(engine.asked[0]).toEqual({
      name: 'unit.control',
      // Nothing can go wrong by forgetting a failure, so that it needs no consent.
      input: { target: 'iguana.service', action, confirmed: action === 'reset-failed' },
    })
  })
  it('that is warned of prints the warnings, does nothing and exits 14', async () => {
    const { status, out, errors } = await finishCli([action, 'x'], { engine: doing(false, warned) })
    expect([status, out]).toEqual([14, []])
    expect(errors).toEqual([
      'Warning: Clients hang.',
      'Warning: a\\x1b[2J',
      'Nothing was done. To do it all the same, add --yes.',
    ])
  })
  it('is a result for scripts either way', async () => {
    for (const done of [true, false]) {
      const engine = doing(done, warned)
      const { terminal, status } = await finishCli([action, 'x', '--json'], { engine })
      const result = controlResult.parse(jsonLines(terminal)[0])
      expect(result).toMatchObject({ done, exitStatus: status, warnings: warned })
    }
  })
  it('that is refused exits as its error says', async () => {
    const engine = new FakeEngine()
    engine.answers['unit.control'] = () => fail(refusal('no-permission', 'Not yours.'))
    const { status, errors } = await finishCli([action, 'x'], { engine })
    expect([status, errors[0]]).toEqual([15, 'quiesce: Not yours.'])
  })
})

describe('the word of the person', () => {
  it.each(['freeze', 'thaw'])('is --yes: %s', async (action) => {
    const engine = new FakeEngine()
    engine.answers['unit.control'] = () => ok({ done: true, sentence: 'Done.', warnings: ['W.'] })
    const { status, out, errors } = await finishCli([action, 'x', '--yes'], { engine })
    expect(engine.asked[0]?.input).toMatchObject({ confirmed: true })
    expect([status, out, errors]).toEqual([0, ['Done.'], ['Warning: W.']])
  })
  it('is not asked for where nothing can go wrong', async () => {
    const { status, errors } = await finishCli(['reset-failed', 'x', '--yes'])
    expect([status, errors[0]]).toEqual([
      64,
      'quiesce: `quiesce reset-failed` has no option --yes.',
    ])
  })
})

describe('the status of a unit that somebody else stops', () => {
  it.each([
    [ms(30_000).wall, 'systemd forces at 22:13:50'],
    [null, ''],
  ])('tells when systemd forces: %j', async (until, words) => {
    const engine = unitEngine()
    const row = unitRow({ state: { kind: 'deactivating', sub: 'stop-sigterm', until } })
    engine.answers['services.inspect'] = () => ok({ ...unitServiceDetail, row })
    const { out, status } = await finishCli(['status', 'x'], { engine })
    expect(status).toBe(0)
    expect(out[0]).toBe(
      ['iguana.service: Stopping, 2 processes, up 3 h 0 min', words]
        .filter((part) => part !== '')
        .join(', '),
    )
  })
})

describe('dependencies', () => {
  it('of a unit that names nobody say so beside the data', async () => {
    const engine = unitEngine()
    engine.answers['unit.dependencies'] = () => ok([])
    const { out, errors, status } = await finishCli(['deps', 'x'], { engine })
    expect([out, errors, status]).toEqual([[], ['No other unit is named.'], 0])
  })
})

describe('what is no unit', () => {
  it.each(['deps', 'properties', 'log', 'reset-failed', 'freeze', 'thaw'])(
    'is refused by %s',
    async (command) => {
      const engine = new FakeEngine()
      const refused = fail(refusal('not-available', 'pid:7 is no systemd unit.'))
      engine.answers['unit.dependencies'] = () => refused
      engine.answers['unit.properties'] = () => refused
      engine.answers['log.read'] = () => refused
      engine.answers['unit.control'] = () => refused
      const { status, errors } = await finishCli([command, 'pid:7'], { engine })
      expect([status, errors[0]]).toEqual([14, 'quiesce: pid:7 is no systemd unit.'])
    },
  )
})

describe('a signal to a unit', () => {
  it('may go to its control process', async () => {
    const engine = new FakeEngine()
    const sentence = 'SIGTERM sent. If it ends by that, systemd starts it again (Restart=always).'
    engine.answers['service.signal'] = () => ok({ sentence, sent: 1, refused: 0 })
    const args = ['signal', 'iguana.service', 'TERM', '--scope', 'control']
    const { status, out } = await finishCli(args, { engine })
    expect([status, out]).toEqual([0, [sentence]])
    expect(engine.asked[0]?.input).toMatchObject({ scope: 'control' })
    const json = await finishCli([...args, '--json'], { engine })
    signalResult.parse(jsonLines(json.terminal)[0])
  })
  it('is force for nobody but kill, which knows no control process', async () => {
    const { status, errors } = await finishCli(['kill', 'x', '--yes', '--scope', 'control'])
    expect([status, errors[0]]).toEqual([64, 'quiesce: --scope control is no choice.'])
  })
})

describe('the journal of a unit', () => {
  it('tells what was asked of systemd', async () => {
    const engine = new FakeEngine()
    const [, intent] = sampleJournal
    if (intent?.kind !== 'intent') throw new Error('no intent')
    engine.answers['journal.read'] = () =>
      ok([{ ...intent, what: 'move-deadline' as const, targets: [], force: false }])
    const { out } = await finishCli(['journal'], { engine })
    expect(out[0]).toMatch(/About to move systemd's deadline, by ops$/)
    const json = await finishCli(['journal', '--json'], { engine })
    journalResult.parse(jsonLines(json.terminal).at(-1))
  })
})
