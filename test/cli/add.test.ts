import { describe, expect, it } from 'vitest'
import { fail, ok } from '../../shared/errors.ts'
import { addResult } from '../../shared/json-add.ts'
import type { Suggestion } from '../../shared/suggestion.ts'
import { FakeEngine, refusal } from './fake-engine.ts'
import { makeServiceRow } from './samples.ts'
import { finishCli, jsonLines, startCli } from './start-cli.ts'

const suggestion: Suggestion = {
  target: 'pid:100@1000',
  row: makeServiceRow(),
  name: 'iguana',
  configuration: { exe: '/opt/iguana', start: ['/opt/iguana', '-d'] },
  found: ['iguana (100) runs /opt/iguana.', 'a\x1b[2J'],
  pidFiles: [],
  lockFiles: [],
  profiles: [],
  file: '/home/ops/services.yaml',
  refusal: null,
}
const shown = [
  '- iguana (100) runs /opt/iguana.',
  '- a\\x1b[2J',
  'To be written to /home/ops/services.yaml:',
  '  iguana:',
  '    exe: /opt/iguana',
  '    start: [/opt/iguana, -d]',
]
const nothing = 'Nothing was written. To add it, say yes, or add --yes.'

function adding(more: Partial<Suggestion> = {}): FakeEngine {
  const engine = new FakeEngine()
  engine.answers['services.suggest'] = () => ok({ ...suggestion, ...more })
  engine.answers['services.add'] = ({ name }) => ok({ name, place: '/home/ops/services.yaml:4:3' })
  return engine
}
const askedToAdd = (engine: FakeEngine): unknown[] =>
  engine.asked.flatMap(({ name, input }) => (name === 'services.add' ? [input] : []))

describe('add', () => {
  it('with --yes shows what was found and what was written, and where', async () => {
    const engine = adding()
    const { status, out, errors } = await finishCli(['add', 'pid:100', '--yes'], { engine })
    expect([status, errors]).toEqual([0, []])
    expect(out).toEqual([...shown, 'iguana is a service now, at /home/ops/services.yaml:4:3.'])
    expect(askedToAdd(engine)).toEqual([
      { name: 'iguana', configuration: suggestion.configuration },
    ])
  })
  it('takes a name', async () => {
    const engine = adding()
    await finishCli(['add', 'pid:100', '--yes', '--name', 'lizard'], { engine })
    expect(askedToAdd(engine)).toMatchObject([{ name: 'lizard' }])
  })
  it('writes nothing in a script that does not say --yes', async () => {
    const engine = adding()
    const { status, out, errors } = await finishCli(['add', 'pid:100'], {
      engine,
      interactive: false,
    })
    expect([status, out, errors]).toEqual([14, shown, [nothing]])
    expect(askedToAdd(engine)).toEqual([])
  })
  it.each([
    ['y', 0, 1],
    ['n', 14, 0],
  ])('asks in a terminal: %s', async (key, status, times) => {
    const engine = adding()
    const cli = startCli(['add', 'pid:100'], { engine, interactive: true })
    await cli.terminal.sees('Add iguana? [y/N]')
    cli.terminal.type(key)
    expect(await cli.status).toBe(status)
    expect(askedToAdd(engine)).toHaveLength(times)
  })
  it.each([
    ['--yes', true, 0],
    ['--name=x', false, 14],
  ])('is one line for scripts: %s', async (option, added, exitStatus) => {
    const { terminal } = await finishCli(['add', 'pid:100', '--json', option], { engine: adding() })
    const [line, ...more] = jsonLines(terminal)
    expect(more).toEqual([])
    expect(addResult.parse(line)).toMatchObject({ added, exitStatus, file: suggestion.file })
  })
  it('of what can be no service is refused before anything is asked', async () => {
    const engine = adding({ refusal: refusal('protected', 'It is pid 1.') })
    const { status, errors } = await finishCli(['add', 'pid:1', '--yes'], { engine })
    expect([status, errors[0], askedToAdd(engine)]).toEqual([14, 'quiesce: It is pid 1.', []])
  })
  it('that the file refuses exits as its error says', async () => {
    const engine = adding()
    engine.answers['services.add'] = () => fail(refusal('bad-input', 'The name is taken.'))
    const { status, errors } = await finishCli(['add', 'pid:1', '--yes'], { engine })
    expect([status, errors[0]]).toEqual([64, 'quiesce: The name is taken.'])
  })
})
