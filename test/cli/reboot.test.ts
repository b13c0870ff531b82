import { describe, expect, it } from 'vitest'
import { parseAt } from '../../electron/cli/parse-at.ts'
import { fail, ok } from '../../shared/errors.ts'
import { rebootPlanResult, rebootResult } from '../../shared/json-advice.ts'
import type { RebootPlan } from '../../shared/reboot.ts'
import { FakeEngine } from './fake-engine.ts'
import { jsonLines, startCli } from './start-cli.ts'

const plan: RebootPlan = {
  advice: { level: 'none', sentence: 'Nothing speaks for it.', reasons: ['x'], aboutReboot: '' },
  hostName: 'db1',
  services: [{ target: 'nginx.service', title: 'nginx\u001b[31m', note: '4 processes' }],
  people: [{ user: 'ops', where: 'pts/0', since: null }],
  inhibitors: [{ who: 'apt', user: 'root', why: 'upgrading', mode: 'block' }],
  runs: [],
  scheduled: null,
  refusal: null,
}

function start(...args: string[]): ReturnType<typeof startCli> {
  const engine = new FakeEngine()
  engine.answers['reboot.plan'] = () => ok(plan)
  engine.answers['reboot.cancel'] = () => ok({ sentence: 'Called off.', at: null })
  engine.answers['reboot.request'] = ({ typed, at }) => {
    if (typed === 'db1') return ok({ sentence: 'Planned.', at })
    const message = 'The name that was typed is not this machine’s.'
    return fail({ code: 'needs-consent', message, next: 'Type db1.' })
  }
  return startCli(['reboot', ...args], { engine })
}
const asked = (cli: ReturnType<typeof startCli>): readonly string[] =>
  cli.engine.asked.map(({ name }) => name)

describe('quiesce reboot', () => {
  it('--plan tells what would stop, who is there, and who holds it back', async () => {
    const cli = start('--plan')
    expect(await cli.status).toBe(0)
    expect(cli.terminal.out).toEqual([
      'Advice for db1: Nothing speaks for it. (nothing)',
      '  x',
      '1 service would stop:',
      '  nginx\\x1b[31m: 4 processes',
      'Logged in:',
      '  ops, pts/0',
      'Holding a reboot back:',
      '  apt (root): upgrading',
      'Nothing is planned.',
    ])
    expect(asked(cli)).toEqual(['reboot.plan'])
  })
  it.each([
    ['nothing', []],
    ['two things', ['--plan', '--now']],
    ['two moments', ['--now', '--at', '10m', '--confirm', 'db1']],
    ['no confirmation', ['--now']],
    ['no confirmation of a time', ['--at', '10m']],
    ['no moment', ['--at', 'soon', '--confirm', 'db1']],
  ])('asks nothing of the engine with %s', async (_name, args) => {
    const cli = start(...args)
    expect(await cli.status).toBe(64)
    expect(asked(cli)).toEqual([])
    expect(cli.terminal.errors.join('\n')).toContain('Nothing was asked of this machine.')
  })
  it.each([
    ['the name is another', ['--now', '--confirm', 'db2'], 14],
    ['the name is this one’s', ['--now', '--confirm', 'db1'], 0],
    ['a time is named', ['--at', '10m', '--confirm', 'db1'], 0],
    ['it is called off', ['--cancel'], 0],
  ])('ends right when %s', async (_name, args, status) => {
    expect(await start(...args).status).toBe(status)
  })
  it('passes on the message and the override, and only when asked for', async () => {
    const cli = start(
      '--now',
      '--confirm',
      'db1',
      '--message',
      'Back soon.',
      '--override-inhibitors',
      'apt, packagekit',
    )
    await cli.status
    expect(cli.engine.asked[0]?.input).toMatchObject({
      ...{
        typed: 'db1',
        at: null,
        message: 'Back soon.',
        overrideInhibitors: ['apt', 'packagekit'],
      },
    })
    const plain = start('--now', '--confirm', 'db1')
    await plain.status
    expect(plain.engine.asked[0]?.input).toEqual({ typed: 'db1', at: null })
  })
  it('replaces only the plan of the minute that was named', async () => {
    const at = new Date(2026, 2, 22, 22, 0, 17).getTime()
    const scheduled = { at, type: 'poweroff', by: 'ada' }
    const askWith = async (time: string): Promise<unknown> => {
      const cli = start('--now', '--confirm', 'db1', '--replace', time)
      cli.engine.answers['reboot.plan'] = () => ok({ ...plan, scheduled })
      await cli.status
      return cli.engine.asked.find(({ name }) => name === 'reboot.request')?.input
    }
    expect(await askWith('2026-03-22 22:00')).toMatchObject({ replaces: at })
    expect(await askWith('2026-03-22 22:01')).not.toHaveProperty('replaces')
    expect(await start('--now', '--confirm', 'db1', '--replace', 'soon').status).toBe(64)
  })
  describe('--cancel of what somebody else planned', () => {
    const at = new Date(2026, 2, 22, 22, 0, 17).getTime()
    const scheduled = { at, type: 'poweroff', by: 'ada', mine: false }
    const message = 'ada planned the poweroff for 2026-03-22 22:00.'
    function cancel(interactive: boolean, ...args: string[]) {
      const engine = new FakeEngine()
      engine.answers['reboot.plan'] = () => ok({ ...plan, scheduled })
      engine.answers['reboot.cancel'] = ({ cancels }) =>
        cancels === at
          ? ok({ sentence: 'Called off.', at: null })
          : fail({ code: 'needs-consent', message, next: 'Ask ada.' })
      return startCli(['reboot', '--cancel', ...args], { engine, interactive })
    }
    it('is refused without a person, and says how', async () => {
      const cli = cancel(false)
      expect(await cli.status).toBe(14)
      expect(cli.terminal.errors.slice(0, 2)).toEqual([
        `quiesce: ${message}`,
        '  Make sure that nobody needs it, then add --yes. Nothing was changed.',
      ])
      expect(cli.engine.asked.filter(({ name }) => name === 'reboot.cancel')).toHaveLength(1)
    })
    it('is done with --yes, for the very plan that stands', async () => {
      const cli = cancel(false, '--yes')
      expect(await cli.status).toBe(0)
      expect(cli.engine.asked.at(-1)).toEqual({ name: 'reboot.cancel', input: { cancels: at } })
    })
    it.each([
      ['y', 0, 2],
      ['n', 14, 1],
    ])('is asked about at a terminal: %s', async (key, status, requests) => {
      const cli = cancel(true)
      await cli.terminal.sees('Call off the poweroff of ada for 2026-03-22 22:00? [y/N]')
      cli.terminal.type(key)
      expect(await cli.status).toBe(status)
      const cancels = cli.engine.asked.filter(({ name }) => name === 'reboot.cancel')
      expect(cancels).toHaveLength(requests)
    })
    it('is said not to be known where logind cannot be asked', async () => {
      const cli = start('--plan')
      const refusal = 'systemd-logind cannot be asked here.'
      cli.engine.answers['reboot.plan'] = () => ok({ ...plan, isAsked: false, refusal })
      await cli.status
      expect(cli.terminal.out.slice(-2)).toEqual([
        'Who is logged in, who holds a reboot back, and what is planned is not known.',
        `It cannot be done from here: ${refusal}`,
      ])
    })
    it('stands in the plan with its owner', async () => {
      const cli = start('--plan')
      cli.engine.answers['reboot.plan'] = () => ok({ ...plan, scheduled })
      await cli.status
      expect(cli.terminal.out.at(-1)).toBe('Planned: poweroff of ada for 2026-03-22 22:00.')
    })
  })
  it('prints what the schemas say', async () => {
    const shown = start('--plan', '--json')
    await shown.status
    expect(rebootPlanResult.parse(jsonLines(shown.terminal).at(-1))).toMatchObject({ plan })
    const done = start('--cancel', '--json')
    await done.status
    expect(rebootResult.parse(jsonLines(done.terminal).at(-1))).toMatchObject({ at: null })
  })
})

describe('a moment to come', () => {
  const now = new Date(2026, 2, 22, 12, 0).getTime()
  it.each([
    ['10m', new Date(2026, 2, 22, 12, 10)],
    ['+2h', new Date(2026, 2, 22, 14, 0)],
    ['13:30', new Date(2026, 2, 22, 13, 30)],
    ['03:12', new Date(2026, 2, 23, 3, 12)],
    ['12:00', new Date(2026, 2, 23, 12, 0)],
    ['2026-03-24 03:12', new Date(2026, 2, 24, 3, 12)],
  ])('%s is that', (text, expected) => {
    expect(parseAt(text, now)).toBe(expected.getTime())
  })
  it.each(['', 'soon', '25:00', '-5m', '2026-02-30'])('%j is none', (text) => {
    expect(parseAt(text, now)).toBeNull()
  })
})
