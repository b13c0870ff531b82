import { describe, expect, it } from 'vitest'
import type { EvidenceReport } from '../../shared/evidence.ts'
import { fail, ok } from '../../shared/errors.ts'
import { evidenceLine } from '../../shared/json-evidence.ts'
import { refusal, type FakeEngine } from './fake-engine.ts'
import { startCli, type RunningCli } from './start-cli.ts'

const report: EvidenceReport = {
  folder: '/var/tmp/QUIESCE-iguana',
  files: [{ name: 'README.txt', bytes: 1500 }],
  bytes: 1500,
  missing: [{ what: '/proc/100/stack', why: 'permission denied' }],
  cut: false,
  tookMs: 400,
  at: 1,
}

const named = (engine: FakeEngine): string[] =>
  engine.runsAsked.filter((name) => ['evidence.save', 'run.kill', 'run.decide'].includes(name))
const wish = (engine: FakeEngine): unknown =>
  engine.asked.find(({ name }) => name === 'evidence.save')?.input

function start(args: readonly string[], interactive: boolean): RunningCli {
  const cli = startCli([...args], { interactive })
  cli.engine.answers['evidence.save'] = () => ok(report)
  return cli
}

function pass({ engine }: RunningCli, ms: number): void {
  if (engine.play) engine.play.now += ms
}

async function end(cli: RunningCli): Promise<number> {
  cli.engine.happen((play) => play.gone(100, 101, 102))
  cli.engine.happen((play) => play.deadline())
  return cli.status
}

describe('quiesce stop --evidence', () => {
  it('saves it once before a decision to force is passed on', async () => {
    const cli = start(['stop', 'iguana', '--evidence', '/var/tmp'], true)
    await cli.terminal.sees('[f] force…')
    expect(named(cli.engine)).toEqual([])
    cli.terminal.type('fforce\n')
    await expect.poll(() => named(cli.engine)).toEqual(['evidence.save', 'run.decide'])
    const run = cli.engine.play?.run.id
    expect(wish(cli.engine)).toEqual({ target: 'iguana', run, folder: '/var/tmp', core: 'none' })
    expect(cli.terminal.out.join('\n')).toMatch(
      /Saved evidence in \/var\/tmp\/QUIESCE-iguana: 1 file/,
    )
    expect(cli.terminal.out.join('\n')).toContain('Not saved: /proc/100/stack: permission denied.')
    await end(cli)
  })

  it('saves it as soon as the run hangs and asks a person', async () => {
    const cli = start(['stop', 'iguana', '--evidence', '-'], true)
    await cli.terminal.sees('[f] force…')
    cli.engine.happen((play) => play.deadline())
    await cli.terminal.sees('Saved evidence')
    expect(wish(cli.engine)).toMatchObject({ core: 'none' })
    expect(wish(cli.engine)).not.toHaveProperty('folder')
    await end(cli)
  })

  it.each([
    ['--core', { core: 'gcore' }],
    ['--stacks', { core: 'none', stacks: true }],
  ])('holds up nothing for %s before a person decides to force', async (option, wished) => {
    const cli = start(['stop', 'iguana', '--evidence', '-', option], true)
    await cli.terminal.sees('[f] force…')
    cli.engine.happen((play) => play.deadline())
    cli.tick()
    await cli.terminal.sees('asks')
    expect(named(cli.engine)).toEqual([])
    cli.terminal.type('fforce\n')
    await expect.poll(() => named(cli.engine)).toEqual(['evidence.save', 'run.decide'])
    expect(wish(cli.engine)).toMatchObject(wished)
    await end(cli)
  })

  const selfForcing = [
    'stop',
    'iguana',
    '--schedule',
    'stop/30/KILL/5',
    '--evidence',
    '-',
    '--core',
  ]
  const decided = (engine: FakeEngine): unknown[] =>
    engine.asked
      .filter(({ name }) => name === 'run.decide')
      .map(({ input }) => (input as { decision: { kind: string } }).decision.kind)

  it('saves nothing with 30 s of grace left though the schedule forces next', async () => {
    const cli = start(selfForcing, false)
    await expect.poll(() => cli.engine.play?.run.phase.kind).toBe('waiting')
    cli.tick()
    pass(cli, 20_000)
    cli.tick()
    expect(named(cli.engine)).toEqual([])
    await end(cli)
    expect(named(cli.engine)).toEqual([])
  })

  it('holds the clock right before the schedule forces, saves, and gives the rest back', async () => {
    const cli = start(selfForcing, false)
    await expect.poll(() => cli.engine.play?.run.phase.kind).toBe('waiting')
    pass(cli, 27_500)
    cli.tick()
    await expect
      .poll(() => named(cli.engine))
      .toEqual(['run.decide', 'evidence.save', 'run.decide'])
    expect(decided(cli.engine)).toEqual(['hold', 'release'])
    expect(wish(cli.engine)).toMatchObject({ core: 'gcore' })
    await end(cli)
  })

  it('takes no core where the clock cannot be held', async () => {
    const cli = start(selfForcing, false)
    await expect.poll(() => cli.engine.play?.run.phase.kind).toBe('waiting')
    cli.engine.answers['run.decide'] = () => fail(refusal('needs-consent'))
    pass(cli, 27_500)
    cli.tick()
    await expect.poll(() => named(cli.engine)).toEqual(['run.decide', 'evidence.save'])
    expect(wish(cli.engine)).toMatchObject({ core: 'none' })
    await end(cli)
  })

  it('passes force on where nothing could be saved, and says so', async () => {
    const cli = start(['stop', 'iguana', '--evidence', '/nowhere'], true)
    cli.engine.answers['evidence.save'] = () => fail(refusal('no-permission', 'No folder.'))
    await cli.terminal.sees('[f] force…')
    cli.terminal.type('fforce\n')
    await expect.poll(() => named(cli.engine)).toEqual(['evidence.save', 'run.decide'])
    expect(cli.terminal.out.join('\n')).toContain('No evidence was saved. No folder.')
    await end(cli)
  })

  it('saves nothing where it stops by itself, or nobody asked for it', async () => {
    for (const args of [['--evidence', '-'], []]) {
      const cli = start(['stop', 'iguana', ...args], false)
      await expect.poll(() => cli.engine.play).not.toBeNull()
      await end(cli)
      expect(named(cli.engine)).toEqual([])
    }
  })
})

describe('quiesce kill --evidence', () => {
  it('saves it before anything is forced, and prints a line of JSON', async () => {
    const cli = start(['kill', 'iguana', '--yes', '--evidence', '-', '--json'], false)
    await expect.poll(() => named(cli.engine)).toEqual(['evidence.save', 'run.kill'])
    await end(cli)
    const lines = cli.terminal.out.map((line) => JSON.parse(line) as { type: string })
    const line = evidenceLine.parse(lines.find(({ type }) => type === 'evidence'))
    expect(line).toMatchObject({ run: null, folder: report.folder, missing: report.missing })
  })
})
