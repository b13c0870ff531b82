import { describe, expect, it } from 'vitest'
import {
  writeBashCompletion,
  writeFishCompletion,
  writeZshCompletion,
} from '../../build/installers/completions.mjs'
import type { CommandShape } from '../../build/installers/command-shape.mjs'
import { commands } from '../../electron/cli/commands.ts'

const texts = {
  bash: writeBashCompletion(commands),
  zsh: writeZshCompletion(commands),
  fish: writeFishCompletion(commands),
}

describe.each(Object.entries(texts))('the completions of %s', (_shell, text) => {
  it.each(commands.map(({ name }) => name))('know the command %s', (name) => {
    expect(text).toMatch(new RegExp(`(^|[\\s'"])${name}([\\s':)]|$)`, 'm'))
  })

  it('know every option, and the values where there is a closed list', () => {
    for (const { options } of commands) {
      for (const { name, choices } of options) {
        expect(text).toMatch(new RegExp(`(--|-l )${name}\\b`))
        if (choices !== undefined) expect(text).toContain(choices.join(' '))
      }
    }
  })

  it('say that they are made, not written', () => {
    expect(text).toMatch(/Made from the commands; do not edit\./)
  })
})

const hostile: CommandShape = {
  name: 'odd',
  summary: "what it's for: [all] of \\it",
  positionals: ['TARGET'],
  options: [
    { name: 'why', value: 'WORD', sentence: "don't [ask]: it's \\ odd", choices: ['a', 'b'] },
  ],
  details: [],
}

describe('a sentence with marks that a shell reads', () => {
  it('stays within its quotes in zsh', () => {
    const text = writeZshCompletion([hostile])
    expect(text).toContain("'odd:what it'\\''s for   all  of \\it'")
    expect(text).toContain("'--why[don'\\''t  ask   it'\\''s \\ odd]:WORD:(a b)'")
  })

  it('stays within its quotes in fish', () => {
    const text = writeFishCompletion([hostile])
    expect(text).toContain("-d 'what it\\'s for: [all] of \\\\it'")
    expect(text).toContain("-a 'a b' -d 'don\\'t [ask]: it\\'s \\\\ odd'")
  })
})
