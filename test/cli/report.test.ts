import { describe, expect, it } from 'vitest'
import { fail, ok } from '../../shared/errors.ts'
import { reportResult } from '../../shared/json-advice.ts'
import { FakeEngine } from './fake-engine.ts'
import { jsonLines, startCli } from './start-cli.ts'

describe('quiesce report', () => {
  it('prints the Markdown of the run that is named', async () => {
    const engine = new FakeEngine()
    engine.answers['report.make'] = ({ run }) => ok({ markdown: `# Stop\n\n- ${run}\n` })
    const cli = startCli(['report', 'r-1'], { engine })
    expect(await cli.status).toBe(0)
    expect(cli.terminal.out).toEqual(['# Stop', '', '- r-1'])
  })
  it('prints what the schema says', async () => {
    const engine = new FakeEngine()
    engine.answers['report.make'] = () => ok({ markdown: '# Stop\n' })
    const cli = startCli(['report', 'r-1', '--json'], { engine })
    expect(await cli.status).toBe(0)
    expect(reportResult.parse(jsonLines(cli.terminal).at(-1))).toMatchObject({
      run: 'r-1',
      markdown: '# Stop\n',
    })
  })
  it('says that there is no such run', async () => {
    const engine = new FakeEngine()
    const error = { code: 'unknown-target', message: 'No run r-9.', next: 'Look.' } as const
    engine.answers['report.make'] = () => fail(error)
    const cli = startCli(['report', 'r-9'], { engine })
    expect(await cli.status).toBe(64)
    expect(cli.terminal.errors.join('\n')).toContain('No run r-9.')
  })
})
