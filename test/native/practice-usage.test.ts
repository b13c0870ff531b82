import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { buildNative, makeNative, type NativeBuild } from './build-native.ts'

let native: NativeBuild
const run = (...words: readonly string[]) =>
  spawnSync(native.practice, words, { encoding: 'utf8', timeout: 10_000 })

beforeAll(async () => {
  native = await buildNative()
}, 120_000)
afterAll(() => native.remove())

describe('the native sources', () => {
  it(
    'compile without a warning, under the static analyzer, too',
    { timeout: 120_000 },
    async () => {
      expect(await makeNative(native.folder, 'check')).toBe('')
    },
  )

  it('are not compiled again when nothing changed', async () => {
    expect(await makeNative(native.folder, '--question')).toBe('')
  })
})

describe('the command line of the practice daemon', () => {
  it('lists every vice with a line about it', () => {
    const { status, stdout } = run('--help')
    const vices = [...stdout.matchAll(/^ {2}([a-z-]+) {2,}\S/gm)].map((match) => match[1])
    expect(status).toBe(0)
    expect(vices.filter((vice) => vice?.startsWith('-') !== true)).toEqual([
      ...['obeys', 'slow', 'ignores-term', 'catches-term', 'stopped'],
      ...['double-forks', 'respawns', 'forks', 'leaves-files'],
    ])
  })

  it.each([
    ['obey', 'obeys'],
    ['Slow', 'slow'],
    ['ignore-term', 'ignores-term'],
    ['doublefork', 'double-forks'],
    ['fork', 'forks'],
    ['leave_files', 'leaves-files'],
    ['x'.repeat(500), 'obeys'],
  ])('answers %s with the nearest right spelling', (wrong, right) => {
    const { status, stderr } = run(wrong)
    expect(stderr).toContain(`did you mean '${right}'?`)
    expect(status).toBe(64)
  })

  it.each([
    [[]],
    [['obeys', 'slow']],
    [['obeys', '--loudly']],
    [['slow', '--seconds']],
    [['slow', '--seconds', 'x']],
    [['slow', '--seconds', '-1']],
    [['slow', '--seconds', '1.5']],
    [['slow', '--seconds', '99999999999999999999']],
    [['forks', '--workers', '0']],
    [['forks', '--workers', '1001']],
    [['obeys', '--max-seconds', '0']],
    [['obeys', '--ready-fd', '1']],
    [['obeys', '--ready-fd', '900']],
  ])('refuses %j', (words) => {
    const { status, stdout, stderr } = run(...words)
    expect(stderr).toMatch(/quiesce-practice: /)
    expect([status, stdout]).toEqual([64, ''])
  })
})
