import { describe, expect, it } from 'vitest'
import { adviceLevels, type Advice } from '../../shared/advice.ts'
import { fail, ok } from '../../shared/errors.ts'
import { adviceResult } from '../../shared/json-advice.ts'
import { FakeEngine } from './fake-engine.ts'
import { jsonLines, startCli } from './start-cli.ts'

const advice: Advice = {
  level: 'reboot-recommended',
  sentence: 'A reboot is recommended, at a time that suits.',
  reasons: ['libc6 asked for a reboot.'],
  aboutReboot: 'It would cure what stands above.',
  findings: [
    {
      rule: 'reboot-asked-for',
      level: 'reboot-recommended',
      sentence: 'libc6 asked for a reboot.',
      evidence: [{ source: '/run/reboot-required.pkgs', line: 'libc6\u001b[31m' }],
      changesMind: 'The file goes.',
    },
  ],
  checked: [{ what: 'An oops of the kernel', answer: 'not known: permission denied' }],
}

function start(given: Advice, ...args: string[]): ReturnType<typeof startCli> {
  const engine = new FakeEngine()
  engine.answers['advice.machine'] = () => ok(given)
  return startCli(['advice', ...args], { engine })
}

describe('quiesce advice', () => {
  it('tells the level, the reasons with their evidence, and what was looked at', async () => {
    const cli = start(advice)
    expect(await cli.status).toBe(2)
    expect(cli.terminal.out).toEqual([
      'A reboot is recommended, at a time that suits. (reboot recommended)',
      '',
      'libc6 asked for a reboot. (reboot recommended)',
      '  /run/reboot-required.pkgs: libc6\\x1b[31m',
      '  What would change this: The file goes.',
      '',
      'It would cure what stands above.',
      '',
      'What would speak for a reboot:',
      '  An oops of the kernel: not known: permission denied',
    ])
  })
  it.each(adviceLevels.map((level, at) => [level, [0, 1, 1, 2, 3][at]] as const))(
    'ends with the status of %s',
    async (level, status) => {
      expect(await start({ ...advice, level }).status).toBe(status)
    },
  )
  it('prints what the schema says', async () => {
    const cli = start(advice, '--json')
    expect(await cli.status).toBe(2)
    expect(adviceResult.parse(jsonLines(cli.terminal).at(-1))).toMatchObject({
      command: 'advice',
      exitStatus: 2,
      advice,
    })
  })
  it('says why there is none', async () => {
    const engine = new FakeEngine()
    const error = { code: 'unreadable', message: '/proc is hidden.', next: 'Mount it.' } as const
    engine.answers['advice.machine'] = () => fail(error)
    const cli = startCli(['advice'], { engine })
    expect(await cli.status).not.toBe(0)
    expect(cli.terminal.errors.join('\n')).toContain('/proc is hidden.')
  })
})
