/** The completions in the shells that read them; each shell is started once. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { canRun } from '../../build/can-run.mjs'
import {
  writeBashCompletion,
  writeFishCompletion,
  writeZshCompletion,
} from '../../build/installers/completions.mjs'
import { commands } from '../../electron/cli/commands.ts'

const names = [...commands.map(({ name }) => name), 'help'].toSorted()
const folder = mkdtempSync(join(tmpdir(), 'quiesce-completions-'))
beforeAll(() => {
  writeFileSync(join(folder, 'quiesce.bash'), writeBashCompletion(commands))
  writeFileSync(join(folder, '_quiesce'), writeZshCompletion(commands))
  writeFileSync(join(folder, 'quiesce.fish'), writeFishCompletion(commands))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** Answers to several lines typed up to Tab; a blank line between them. */
function complete(shell: string, script: string): string[][] {
  const args = shell === 'bash' ? ['--norc', '-c', script] : ['-c', script]
  const { stdout, stderr, status } = spawnSync(shell, args, {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: folder, LC_ALL: 'C.UTF-8' },
  })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  return stdout.split('\n\n').map((part) =>
    part
      .split('\n')
      .map((line) => line.split('\t')[0] ?? '')
      .filter((word) => word !== ''),
  )
}

const stopOptions = [
  '--schedule',
  '--triggers',
  '--evidence',
  '--core',
  '--stacks',
  '--watch',
  '--no-input',
  '--json',
  '--help',
]

describe('on Tab', () => {
  beforeEach(({ skip }) => {
    if (!canRun.installers.here) skip(canRun.installers.missing)
  })

  it('bash offers commands, options and values', () => {
    const ask = (words: string): string =>
      `COMP_WORDS=(${words}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _quiesce; printf '%s\\n' "\${COMPREPLY[@]}"; echo`
    const [all, some, options, values, files] = complete(
      'bash',
      [
        'source ./quiesce.bash',
        ask("quiesce ''"),
        ask('quiesce st'),
        ask('quiesce stop --'),
        ask("quiesce signal --scope ''"),
        ask('quiesce check quie'),
        'complete -p quiesce >/dev/null',
      ].join('\n'),
    )
    expect(all?.toSorted()).toEqual(['--help', '--version', ...names])
    expect(some).toEqual(['status', 'stop', 'stop-all', 'start'])
    expect(options).toEqual(stopOptions)
    expect(values).toEqual(['main', 'group', 'all', 'control'])
    expect(files?.toSorted()).toEqual(['quiesce.bash', 'quiesce.fish'])
  })

  it('fish offers commands and options', () => {
    const [all, options] = complete(
      'fish',
      "source quiesce.fish; complete -C 'quiesce '; echo; complete -C 'quiesce stop --'",
    )
    expect(all?.toSorted()).toEqual(names)
    expect(options?.toSorted()).toEqual(stopOptions.toSorted())
  })

  it('zsh finds a function for the command, and what it offers', () => {
    const [bound, offered] = complete(
      'zsh',
      `fpath=($PWD $fpath); autoload -U compinit; compinit -D -u; echo $_comps[quiesce]; echo
      _describe() { print -l -- "\${commands[@]%%:*}" }
      CURRENT=2 words=(quiesce ''); autoload +X _quiesce; _quiesce`,
    )
    expect(bound).toEqual(['_quiesce'])
    expect(offered?.toSorted()).toEqual(names)
  })
})
