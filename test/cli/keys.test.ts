import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import {
  closeQuestion,
  forceWords,
  pressKey,
  type Attention,
  type KeyAction,
} from '../../electron/cli/keys.ts'
import type { Key } from '../../electron/cli/terminal.ts'
import type { Run } from '../../shared/run.ts'
import { makeRun, Play } from '../fakes/run.ts'

const watching: Attention = { kind: 'watching' }
const char = (text: string): Key => ({ text, name: text, ctrl: false })
const enter: Key = { text: '\r', name: 'return', ctrl: false }
const named = (name: string, text = ''): Key => ({ text, name, ctrl: false })

const waiting = (): Run => new Play(makeRun('stop/30/ask/KILL/5')).begin().settle().run
const asking = (): Run => new Play(makeRun('stop/30/ask/KILL/5')).begin().settle().deadline().run
const held = (): Run => new Play(makeRun('stop/30/ask')).begin().settle().decide('hold').run
const verifying = (): Run =>
  new Play(makeRun('stop/30/ask')).begin().settle().gone(100, 101, 102).run
const ended = (): Run => new Play(makeRun('stop/30/ask')).begin().settle().decide('leave').run

/** Presses keys one after the other and collects what they did. */
function press(run: Run, keys: readonly Key[]): { attention: Attention; actions: KeyAction[] } {
  let attention: Attention = watching
  const actions: KeyAction[] = []
  for (const key of keys) {
    const [next, action] = pressKey(run, attention, key)
    attention = next
    if (action.kind !== 'none') actions.push(action)
  }
  return { attention, actions }
}

describe('a key', () => {
  it.each([
    ['e', waiting(), { kind: 'extend', ms: 30_000 }],
    ['e', asking(), { kind: 'extend', ms: 30_000 }],
    ['h', waiting(), { kind: 'hold' }],
    ['h', held(), { kind: 'release' }],
    ['g', asking(), { kind: 'go-on' }],
    ['l', verifying(), { kind: 'leave' }],
  ])('%s decides for the turn that is shown (%#)', (text, run, decision) => {
    expect(press(run, [char(text)]).actions).toEqual([{ kind: 'decide', decision, turn: run.turn }])
  })

  it.each(['x', 'F', 'E', 'k', '9', ' ', '\r'])('that means nothing does nothing: %j', (text) => {
    expect(press(waiting(), [char(text)]).actions).toEqual([])
  })

  it('after the end does nothing', () => {
    const keys = ['e', 'h', 'g', 'l', 'f'].map(char)
    expect(press(ended(), keys)).toEqual({ attention: watching, actions: [] })
  })

  it('Ctrl-C leaves, in the question too', () => {
    const ctrlC: Key = { text: '\x03', name: 'c', ctrl: true }
    expect(press(asking(), [ctrlC]).actions).toEqual([{ kind: 'leave' }])
    expect(press(asking(), [char('f'), char('i'), ctrlC])).toMatchObject({
      attention: watching,
      actions: [{ kind: 'ask-to-force' }, { kind: 'leave' }],
    })
  })
})

describe('force', () => {
  const type = (text: string): Key[] => Array.from(text, char)

  it.each(['force', 'iguana', ' iguana '])('is decided by typing %j and Enter', (text) => {
    const run = asking()
    expect(press(run, [char('f'), ...type(text), enter]).actions.at(-1)).toEqual({
      kind: 'decide',
      decision: { kind: 'force', scope: 'all' },
      turn: run.turn,
    })
  })

  it.each(['', '   ', 'y', 'yes', 'forc', 'FORCE', 'Iguana', 'iguana x'])(
    'is not decided by typing %j',
    (text) => {
      const { actions, attention } = press(asking(), [char('f'), ...type(text), enter])
      expect(actions.at(-1)?.kind).toBe('say')
      expect(attention).toEqual(watching)
    },
  )

  it('lets a letter be taken back, a whole emoji at once', () => {
    const keys = [char('f'), ...type('forc🦎'), named('backspace', '\x7f'), char('e'), enter]
    expect(press(asking(), keys).actions.at(-1)).toMatchObject({ decision: { kind: 'force' } })
  })

  it('takes no arrow key or control character for a letter', () => {
    const keys = [char('f'), ...type('for'), named('left', '\x1b[D'), named('tab', '\t')]
    expect(press(asking(), keys).attention).toMatchObject({ typed: 'for' })
  })

  it('is cancelled by Escape', () => {
    const keys = [char('f'), ...type('force'), named('escape', '\x1b'), enter]
    expect(press(asking(), keys).actions.at(-1)).toEqual({ kind: 'say', sentence: 'Not forced.' })
  })

  it('is not offered where nothing is left to force', () => {
    expect(press(verifying(), [char('f')]).actions).toEqual([
      { kind: 'say', sentence: 'Nothing to force now.' },
    ])
  })

  it('never comes from one key, nor from any keys that do not spell a word and Enter', () => {
    const keys = fc.array(fc.constantFrom(...Array.from('efghlxyn \r', char), enter))
    fc.assert(
      fc.property(fc.constantFrom(waiting(), asking(), held()), keys, (run, pressed) => {
        const forced = press(run, pressed).actions.some(
          (action) => action.kind === 'decide' && action.decision.kind === 'force',
        )
        expect(forced).toBe(false)
      }),
    )
  })

  it('accepts the target as it was typed, too, and never an empty title', () => {
    const run = makeRun('stop/5/ask', { title: '', target: 'pid:100' })
    expect(forceWords(run)).toEqual(['pid:100', 'force'])
  })
})

describe('the question', () => {
  const question = (turn: number): Attention => ({ kind: 'confirming', typed: '', turn })

  it.each([
    ['stays while its step does', asking(), 0, null],
    ['is closed when the run goes on', asking(), -1, /went on meanwhile/],
    ['is closed when all have left', verifying(), 0, /nothing is left to force/],
    ['is closed when the run is over', ended(), 0, /nothing is left to force/],
  ])('%s', (_, run, offset, said) => {
    const closed = closeQuestion(run, question(run.turn + offset))
    if (said === null) expect(closed).toBeNull()
    else expect(closed).toMatch(said)
  })

  it('is none while only watching', () => {
    expect(closeQuestion(ended(), watching)).toBeNull()
  })
})
