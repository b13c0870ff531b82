import { describe, expect, it } from 'vitest'
import { ok } from '../../shared/errors.ts'
import { leftoversResult } from '../../shared/json-init.ts'
import type { Leftover, Tidied } from '../../shared/leftovers.ts'
import { FakeEngine } from './fake-engine.ts'
import { jsonLines, startCli } from './start-cli.ts'

const stale: Leftover = {
  id: 'pid-file:/run/iguana.pid',
  kind: 'pid-file',
  label: '/run/iguana.pid',
  path: '/run/iguana.pid',
  proof: ['It names pid 7, and no such process runs.'],
  keep: null,
}
const kept: Leftover = {
  id: 'lock-file:/run/lock/i',
  kind: 'lock-file',
  label: '/run/lock/i',
  path: '/run/lock/i',
  proof: [],
  keep: 'It lives.',
}

const segment: Leftover = {
  id: 'sysv-memory:98307',
  kind: 'sysv-memory',
  label: 'Shared memory 98307',
  path: null,
  proof: [],
  keep: null,
}

const tidy: readonly Tidied[] = [
  { kind: 'pid-file', count: 1, bySystemd: true },
  { kind: 'port', count: 3, bySystemd: false },
]
const tidyLine = 'Already tidy: pid file (systemd removes it), 3 ports.'

async function leftovers(left: readonly Leftover[], ...args: string[]) {
  const engine = new FakeEngine()
  engine.answers['leftovers.find'] = () => ok({ leftovers: left, tidy })
  engine.answers['leftovers.remove'] = ({ ids }) => ok({ removed: ids, refused: [] })
  const cli = startCli(['leftovers', 'iguana', ...args], { engine })
  const status = await cli.status
  return { status, out: cli.terminal.out, cli, asked: cli.engine.asked.map(({ name }) => name) }
}

describe('quiesce leftovers', () => {
  it('says that nothing is left', async () => {
    expect(await leftovers([])).toMatchObject({
      status: 0,
      out: ['Nothing is left of it.', tidyLine],
    })
  })
  it('tells each file with its proof, and removes nothing', async () => {
    expect(await leftovers([stale, kept])).toMatchObject({
      status: 1,
      out: [
        '/run/iguana.pid (pid file)',
        '  It names pid 7, and no such process runs.',
        '  It may be removed.',
        '/run/lock/i (lock file)',
        '  It stays: It lives.',
        tidyLine,
      ],
      asked: ['leftovers.find'],
    })
  })
  it('removes with --clean --yes what may be removed, and nothing else', async () => {
    const { status, cli, out } = await leftovers([stale, kept], '--clean', '--yes')
    expect(status).toBe(1)
    expect(out.at(-1)).toBe('Removed /run/iguana.pid.')
    expect(cli.engine.asked[1]).toEqual({
      name: 'leftovers.remove',
      input: { target: 'iguana', ids: ['pid-file:/run/iguana.pid'], confirmed: true },
    })
  })
  it('asks for no removal where nothing may be removed', async () => {
    const { status, asked } = await leftovers([kept], '--clean', '--yes')
    expect({ status, asked }).toEqual({ status: 1, asked: ['leftovers.find'] })
  })
  it('removes one alone, by its id, and hands on the run', async () => {
    const only = ['--only', segment.id, '--clean', '--yes', '--run', 'run-1']
    const { status, cli, out } = await leftovers([stale, segment], ...only)
    expect(status).toBe(0)
    expect(out).toEqual([
      'Shared memory 98307 (System V shared memory)',
      '  Its id: sysv-memory:98307',
      '  It may be removed.',
      'Removed Shared memory 98307.',
    ])
    expect(cli.engine.asked).toEqual([
      { name: 'leftovers.find', input: { target: 'iguana', run: 'run-1' } },
      {
        name: 'leftovers.remove',
        input: { target: 'iguana', run: 'run-1', ids: [segment.id], confirmed: true },
      },
    ])
  })
  it('removes with the rest a folder that it had shown, and nothing that nobody has seen', async () => {
    const engine = new FakeEngine()
    const path = '/run/iguana'
    const folder = { ...kept, id: `runtime-folder:${path}`, kind: 'runtime-folder', path } as const
    const hidden = { ...folder, id: 'runtime-folder:/run/other', keep: null }
    const lists = [
      [stale, folder],
      [{ ...folder, keep: null }, hidden],
    ]
    engine.answers['leftovers.find'] = () => ok({ leftovers: lists.shift() ?? [], tidy: [] })
    engine.answers['leftovers.remove'] = ({ ids }) => ok({ removed: ids, refused: [] })
    const cli = startCli(['leftovers', 'iguana', '--clean', '--yes'], { engine })
    expect(await cli.status).toBe(0)
    expect(cli.terminal.out.slice(-2)).toEqual(['Removed /run/iguana.pid.', 'Removed /run/iguana.'])
  })
  it.each([
    ['an id that is none of it', ['--only', 'fifo:/x', '--clean', '--yes'], ['leftovers.find']],
    ['--only without an id', ['--only', '--clean', '--yes'], []],
  ])('refuses %s, and removes nothing', async (_, args, asked) => {
    expect(await leftovers([stale], ...args)).toMatchObject({ status: 64, asked })
  })
  it('refuses --clean without --yes, and asks nothing', async () => {
    expect(await leftovers([stale], '--clean')).toMatchObject({ status: 64, asked: [] })
  })
  it('is described in --json', async () => {
    const { cli, status } = await leftovers([stale], '--clean', '--yes', '--json')
    expect(status).toBe(0)
    expect(leftoversResult.parse(jsonLines(cli.terminal).at(-1))).toMatchObject({
      leftovers: [stale],
      tidy,
      removed: ['/run/iguana.pid'],
      removedIds: ['pid-file:/run/iguana.pid'],
    })
  })
})
