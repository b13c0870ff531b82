import { describe, expect, it } from 'vitest'
import {
  wordOfCommand,
  type CommandEnd,
} from '../../../../electron/engine/decide/sysv/script-word.ts'

const script = ['/etc/init.d/iguana', 'stop']
const end = (more: Partial<CommandEnd> = {}): CommandEnd => ({
  status: 0,
  signal: null,
  timedOut: false,
  output: '',
  limitMs: 900_000,
  ...more,
})

describe('the word of a script beside the truth', () => {
  it.each<[string, CommandEnd, string[], string | null]>([
    ['OK and nobody left', end(), [], null],
    [
      'OK while the daemon lives',
      end(),
      ['iguana (7)'],
      'The script said OK (status 0), yet iguana (7) lives.',
    ],
    [
      'OK while several live',
      end(),
      ['a (7)', 'b (8)'],
      'The script said OK (status 0), yet a (7) and 1 more live.',
    ],
    [
      '1 after success',
      end({ status: 1, output: 'failed\n' }),
      [],
      'The script ended with status 1 (an error that it does not name): failed. Nobody of the service is left all the same.',
    ],
    [
      '4 while it lives',
      end({ status: 4, output: 'Need root.' }),
      ['a (7)'],
      'The script ended with status 4 (not enough rights): Need root.',
    ],
    [
      'a status that LSB does not know',
      end({ status: 99 }),
      ['a (7)'],
      'The script ended with status 99.',
    ],
    [
      'its end by a signal',
      end({ status: null, signal: 'SIGTERM' }),
      ['a (7)'],
      'The script was ended by SIGTERM.',
    ],
    [
      'nothing within the time',
      end({ status: null, timedOut: true, output: 'Stopping' }),
      [],
      'The script has not ended within 15:00 and is left running: Stopping.',
    ],
  ])('%s', (_, ended, living, note) => {
    expect(wordOfCommand(script, ended, living).note).toBe(note)
  })

  it('is recorded with what it printed, without what could move a cursor', () => {
    const { sentence } = wordOfCommand(script, end({ output: '\x1b[1mStopped\x1b[0m\n' }), [])
    expect(sentence).toMatch(/^The script ended with status 0: .*Stopped/)
    expect(sentence).not.toContain('\x1b')
  })
  it('is cut where it says too much', () => {
    const { sentence } = wordOfCommand(script, end({ output: 'x'.repeat(9000) }), [])
    expect(sentence.length).toBeLessThan(600)
  })
  it('of another command is called so, and its status has no words', () => {
    const { note } = wordOfCommand(['/opt/iguana/bin/stop'], end({ status: 1 }), ['a (7)'])
    expect(note).toBe('The stop command ended with status 1.')
  })
})
