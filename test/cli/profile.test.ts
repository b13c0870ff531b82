/** What the command line tells of daemons that are known, and asks before a signal that costs something. */
import { describe, expect, it } from 'vitest'
import { forceWarning } from '../../electron/cli/attend-run.ts'
import { planLines } from '../../electron/cli/commands/plan.ts'
import { toPlannedProfile } from '../../electron/engine/decide/profile/planned.ts'
import { ok } from '../../shared/errors.ts'
import { profileResult, statusResult } from '../../shared/json-output.ts'
import type { ProfileMatch } from '../../shared/profile.ts'
import { makeProfile, makeSignal } from '../fakes/profiles.ts'
import { FakeEngine, refusal } from './fake-engine.ts'
import { sampleDetail, samplePlan } from './samples.ts'
import { finishCli, jsonLines, startCli, transcript } from './start-cli.ts'

const iguana = makeProfile('iguana', {
  recognise: { programs: ['iguana'], units: ['iguana.service'], argument: ['--serve'] },
  signals: [
    makeSignal(),
    makeSignal({ signal: 'HUP', role: 'reload', does: 'reads its files again', to: 'all' }),
    makeSignal({ signal: 'USR1', role: 'deadly', does: 'kills it', price: 'workers stay' }),
  ],
  keeps: { who: 'children', why: 'jobs run to their end', basis: 'unknown' },
  files: { debian: { pid: ['/run/iguana.pid'], basis: 'unknown' } },
  left: { afterStop: [], afterKill: ['/run/iguana.pid'], basis: 'unknown' },
  notes: [{ text: 'It likes it warm', basis: 'unknown' }],
})
const gecko = makeProfile('gecko', { signals: [makeSignal({ signal: 'TERM', role: 'fast' })] })
const match: ProfileMatch = {
  profile: iguana,
  ...{ by: 'program', how: 'its main process runs /opt/iguana', own: false },
}

function informed(): FakeEngine {
  const engine = new FakeEngine()
  engine.answers['profiles.list'] = () =>
    ok([
      { profile: gecko, own: true },
      { profile: iguana, own: false },
    ])
  engine.answers['services.inspect'] = () => ok({ ...sampleDetail, profile: match })
  return engine
}

describe('profile', () => {
  it.each([
    ['profile-list', ['profile']],
    ['profile', ['profile', 'iguana']],
    ['help-profile', ['help', 'profile']],
  ])('prints what golden/%s.txt shows', async (name, args) => {
    const { terminal, status } = await finishCli(args, { engine: informed(), width: 100 })
    expect(status).toBe(0)
    await expect(transcript(terminal)).toMatchFileSnapshot(`golden/${name}.txt`)
  })

  it.each([
    ['all', ['profile', '--json'], ['gecko', 'iguana']],
    ['the one of that id', ['profile', 'gecko', '--json'], ['gecko']],
    ['the one that fits a service', ['profile', 'port:80', '--json'], ['iguana']],
  ])('prints %s as its schema describes it', async (_, args, ids) => {
    const { terminal } = await finishCli(args, { engine: informed() })
    const { profiles } = profileResult.parse(jsonLines(terminal).at(-1))
    expect(profiles.map(({ id }) => id)).toEqual(ids)
  })

  it('tells that nothing is known of a daemon', async () => {
    const engine = informed()
    engine.answers['services.inspect'] = () => ok(sampleDetail)
    const { status, errors } = await finishCli(['profile', 'pid:7'], { engine })
    expect(status).toBe(14)
    expect(errors.join(' ')).toContain('Nothing is known of the daemon behind')
  })
  it('tells the id that was probably meant', async () => {
    const engine = informed()
    engine.answers['services.inspect'] = () => ({
      ok: false,
      error: refusal('unknown-target', 'No service is called "igaana".'),
    })
    const { status, errors } = await finishCli(['profile', 'igaana'], { engine })
    expect(status).toBe(64)
    expect(errors.join(' ')).toContain('iguana')
  })
})

describe('what is known of a daemon', () => {
  it('stands in its plan', () => {
    const lines = planLines({ ...samplePlan, profile: toPlannedProfile(match) })
    expect(lines).toContain(
      'Known as: The iguana server, because its main process runs /opt/iguana',
    )
    expect(lines).toContain('A stop waits for: Running requests (tried: iguana 1.0, Debian 12)')
  })
  it('stands in its status', async () => {
    const { out } = await finishCli(['status', 'iguana'], { engine: informed() })
    expect(out.join('\n')).toContain('The iguana server: its main process runs /opt/iguana')
    const { terminal } = await finishCli(['status', 'iguana', '--json'], { engine: informed() })
    expect(statusResult.parse(jsonLines(terminal).at(-1)).profile).toMatchObject({ id: 'iguana' })
  })
  it('stands before force: what it costs this daemon', () => {
    const engine = informed()
    const view = engine.begin('stop/5', true)
    expect(forceWarning(view, toPlannedProfile(match))).toEqual([
      ...forceWarning(view),
      '  For The iguana server the danger of force is medium.',
      '  Lost: Running requests (tried: iguana 1.0, Debian 12)',
      '  Who survives: All its workers (tried: iguana 1.0, Debian 12)',
      '  The next start: Nothing (tried: iguana 1.0, Debian 12)',
    ])
  })
})

describe('kill', () => {
  it.each([
    ['tells what force costs this daemon before it kills', [], true],
    ['tells a program nothing of it', ['--json'], false],
  ])('%s', async (_, more, told) => {
    const engine = informed()
    engine.answers['plan.make'] = () => ok({ ...samplePlan, profile: toPlannedProfile(match) })
    const cli = startCli(['kill', 'iguana', '--yes', ...more], { engine })
    await cli.terminal.sees('KILL')
    const cost = 'For The iguana server the danger of force is medium.'
    expect(cli.terminal.out.includes(cost)).toBe(told)
    if (told) {
      const lines = cli.terminal.out
      expect(lines[1]).toBe('Lost: Running requests (tried: iguana 1.0, Debian 12)')
      expect(lines.findIndex((line) => line.includes('SIGKILL to'))).toBeGreaterThan(1)
    }
    expect(engine.asked.map(({ name }) => name).includes('plan.make')).toBe(told)
    cli.engine.happen((play) => play.gone(100, 101, 102).deadline())
    expect(await cli.status).toBe(0)
  })
})

describe('one signal to a daemon that is known', () => {
  const price = 'SIGUSR1 to The iguana server: kills it. Its price: workers stay.'
  const sentence = 'SIGUSR1 sent to 1 process of Iguana.'
  const question = 'Send SIGUSR1 all the same?'

  /** An engine that wants a word first, and sends it then. */
  function careful(): FakeEngine {
    const engine = informed()
    engine.answers['service.signal'] = (input) =>
      (input as { confirmed?: boolean }).confirmed === true
        ? ok({ sentence, sent: 1, refused: 0 })
        : { ok: false, error: refusal('needs-consent', price) }
    return engine
  }
  const sent = (engine: FakeEngine): unknown[] =>
    engine.asked.filter(({ name }) => name === 'service.signal').map(({ input }) => input)

  it('is refused in a script, with its price', async () => {
    const engine = careful()
    const { status, errors } = await finishCli(['signal', 'iguana', 'USR1'], { engine })
    expect(status).toBe(14)
    expect(errors.join(' ')).toContain(price)
    expect(sent(engine)).toHaveLength(1)
  })
  it('is sent with --yes', async () => {
    const engine = careful()
    const { status, out } = await finishCli(['signal', 'iguana', 'USR1', '--yes'], { engine })
    expect([status, out]).toEqual([0, [sentence]])
    expect(sent(engine)).toEqual([
      { target: 'iguana', signal: 'USR1', scope: 'main', confirmed: true },
    ])
  })
  it.each([
    ['y', 0, 2],
    ['n', 14, 1],
  ] as const)('is asked about in a terminal: %s', async (key, status, requests) => {
    const cli = startCli(['signal', 'iguana', 'USR1'], { engine: careful(), interactive: true })
    await cli.terminal.sees(`${question} [y/N]`)
    expect(cli.terminal.out.join(' ')).toContain(price)
    cli.terminal.type(key)
    expect(await cli.status).toBe(status)
    expect(sent(cli.engine)).toHaveLength(requests)
  })

  it.each([
    ['whom the daemon needs it at', [], 'all'],
    ['whom the person says', ['--scope', 'group'], 'group'],
  ])('goes to %s', async (_, args, scope) => {
    const engine = informed()
    const hup = { signal: 'SIGHUP', number: 1, here: 'caught', effect: 'ends it' } as const
    const meaning = { role: 'reload', action: 'Reload', does: 'reads its files again' } as const
    const rest = { to: 'all', price: null, basis: 'unknown', doubt: null } as const
    engine.answers['services.inspect'] = () =>
      ok({ ...sampleDetail, signals: [{ ...hup, meaning: { ...meaning, ...rest } }] })
    engine.answers['service.signal'] = () => ok({ sentence, sent: 1, refused: 0 })
    await finishCli(['signal', 'iguana', 'HUP', ...args], { engine })
    expect(sent(engine)).toEqual([{ target: 'iguana', signal: 'HUP', scope }])
  })
})
