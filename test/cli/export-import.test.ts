import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ConfigurationImport } from '../../shared/configuration-edit.ts'
import { fail, ok } from '../../shared/errors.ts'
import { exportResult, importResult } from '../../shared/json-settings.ts'
import { FakeEngine, refusal } from './fake-engine.ts'
import { finishCli, jsonLines, startCli } from './start-cli.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quiesce-import-'))
  file = join(folder, 'theirs.yaml')
  writeFileSync(file, text, { mode: 0o600 })
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const text = '# mine\nservices:\n  web: { port: 80 } # Grüße\n'
const report: ConfigurationImport = {
  done: false,
  added: ['services.dns'],
  changed: ['settings.window.keys'],
  removed: ['groups.all'],
  problems: [],
}
const shown = ['new      services.dns', 'changed  settings.window.keys', 'gone     groups.all']
const nothing = 'Nothing was imported. To do it, say yes, or add --yes.'

function engineWith(more: Partial<ConfigurationImport> = {}): FakeEngine {
  const engine = new FakeEngine()
  engine.answers['configuration.export'] = () => ok({ fileName: 'quiesce-web1.yaml', text })
  engine.answers['configuration.import'] = ({ confirmed }) =>
    ok({ ...report, ...more, done: confirmed })
  return engine
}
const asked = (engine: FakeEngine): unknown[] =>
  engine.asked.flatMap(({ name, input }) => (name === 'configuration.import' ? [input] : []))

describe('quiesce export', () => {
  it('prints the file as it is', async () => {
    const { status, out } = await finishCli(['export'], { engine: engineWith() })
    expect([status, `${out.join('\n')}\n`]).toEqual([0, text])
  })
  it('writes a new file, closed to others', async () => {
    const path = join(folder, 'kept.yaml')
    const { status, out } = await finishCli(['export', path], { engine: engineWith() })
    expect([status, out]).toEqual([0, [`Your configuration is in ${path}.`]])
    expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual([text, 0o600])
  })
  it('leaves a file alone that is there already', async () => {
    const { status, errors } = await finishCli(['export', file], { engine: engineWith() })
    expect([status, errors[0]]).toEqual([
      64,
      `quiesce: ${file} cannot be written: the file exists already.`,
    ])
  })
  it('is one line for scripts', async () => {
    const { terminal } = await finishCli(['export', '--json'], { engine: engineWith() })
    expect(exportResult.parse(jsonLines(terminal)[0])).toMatchObject({ text, file: null })
  })
})

describe('quiesce import', () => {
  it('with --yes says what it does, and where the old file is', async () => {
    const engine = engineWith({ backup: '/home/ops/services.yaml.~1~' })
    const { status, out, errors } = await finishCli(['import', file, '--replace', '--yes'], {
      engine,
    })
    expect([status, errors]).toEqual([0, []])
    expect(out).toEqual([
      ...shown,
      'It is imported. What stood there is kept in /home/ops/services.yaml.~1~.',
    ])
    expect(asked(engine)).toEqual([
      { text, mode: 'replace', confirmed: false },
      { text, mode: 'replace', confirmed: true },
    ])
  })
  it('merges where nothing else is said', async () => {
    const engine = engineWith()
    const { out } = await finishCli(['import', file, '--yes'], { engine })
    expect(out.at(-1)).toBe('It is imported.')
    expect(asked(engine)).toMatchObject([{ mode: 'merge' }, { mode: 'merge' }])
  })
  it('does nothing in a script that does not say --yes', async () => {
    const engine = engineWith()
    const { status, out, errors } = await finishCli(['import', file], {
      engine,
      interactive: false,
    })
    expect([status, out, errors]).toEqual([14, shown, [nothing]])
    expect(asked(engine)).toHaveLength(1)
  })
  it.each([
    ['y', 0, 2],
    ['n', 14, 1],
  ])('asks in a terminal: %s', async (key, status, times) => {
    const engine = engineWith()
    const cli = startCli(['import', file], { engine, interactive: true })
    await cli.terminal.sees('Import this? [y/N]')
    cli.terminal.type(key)
    expect(await cli.status).toBe(status)
    expect(asked(engine)).toHaveLength(times)
  })
  it('tells each problem with its place, and imports nothing', async () => {
    const engine = engineWith({ problems: ['2:4: services.a.port: expected a number.'] })
    const { status, out, errors } = await finishCli(['import', file, '--yes'], { engine })
    expect([status, out]).toEqual([64, []])
    expect(errors).toEqual([`${file}:2:4: services.a.port: expected a number.`])
    expect(asked(engine)).toHaveLength(1)
  })
  it('of what is there already changes nothing', async () => {
    const engine = engineWith({ added: [], changed: [], removed: [] })
    const { status, out } = await finishCli(['import', file, '--yes'], { engine })
    expect([status, out]).toEqual([0, ['Nothing would change.']])
    expect(asked(engine)).toHaveLength(1)
  })
  it.each([
    ['--yes', true, 0],
    ['--replace', false, 14],
  ])('is one line for scripts: %s', async (option, done, exitStatus) => {
    const { terminal } = await finishCli(['import', file, '--json', option], {
      engine: engineWith(),
    })
    const [line, ...more] = jsonLines(terminal)
    expect(more).toEqual([])
    expect(importResult.parse(line)).toMatchObject({ done, exitStatus, file, backup: null })
  })
  it('exits as the engine’s refusal says', async () => {
    const engine = engineWith()
    engine.answers['configuration.import'] = ({ confirmed }) =>
      confirmed ? fail(refusal('busy', 'web is being stopped.')) : ok(report)
    const { status, errors } = await finishCli(['import', file, '--yes'], { engine })
    expect([status, errors[0]]).toEqual([14, 'quiesce: web is being stopped.'])
  })
  it('asks nobody about a file that cannot be read', async () => {
    const engine = engineWith()
    const { status, errors } = await finishCli(['import', join(folder, 'none.yaml')], { engine })
    expect([status, asked(engine)]).toEqual([64, []])
    expect(errors[0]).toContain('there is no such file')
  })
})
