import { EventEmitter } from 'node:events'
import { describe, expect, it, vi } from 'vitest'
import {
  createProcessTerminal,
  wantsUtf8,
  type TerminalStreams,
} from '../../electron/cli/process-terminal.ts'
import { paint } from '../../electron/cli/terminal.ts'

class FakeStream extends EventEmitter {
  text = ''
  destroyed = false
  errored: Error | null = null
  columns = 40
  fd = -1
  /** Node leaves it out where there is no terminal. */
  isTTY: true | undefined
  setRawMode = vi.fn()
  resume = vi.fn()
  pause = vi.fn()
  constructor(isTTY: boolean) {
    super()
    this.isTTY = isTTY || undefined
  }
  write(text: string, done?: () => void): boolean {
    this.text += text
    done?.()
    return true
  }
}

function open(tty: { in?: boolean; out?: boolean; error?: boolean }, env: NodeJS.ProcessEnv = {}) {
  const streams = {
    stdin: new FakeStream(tty.in ?? false),
    stdout: new FakeStream(tty.out ?? false),
    stderr: new FakeStream(tty.error ?? false),
  }
  const terminal = createProcessTerminal(streams as unknown as TerminalStreams, {
    LANG: 'C.UTF-8',
    ...env,
  })
  return { ...streams, terminal }
}

describe('the encoding', () => {
  it.each([
    [{ LANG: 'de_DE.UTF-8' }, true],
    [{ LANG: 'en_US.utf8' }, true],
    [{ LC_ALL: 'C', LANG: 'de_DE.UTF-8' }, false],
    [{ LC_ALL: '', LC_CTYPE: 'C.UTF-8', LANG: 'C' }, true],
    [{}, false],
  ])('with %j is UTF-8: %s', (env, utf8) => {
    expect(wantsUtf8(env)).toBe(utf8)
  })

  it('outside UTF-8 leaves nothing that would come out as garbage', () => {
    const { terminal, stdout, stderr } = open({}, { LANG: 'C' })
    terminal.print('force…')
    terminal.complain('18\u00a0s')
    expect([stdout.text, stderr.text]).toEqual(['force...\n', '18 s\n'])
  })
})

describe('the live line', () => {
  it('is rewritten in place, cut to the width', () => {
    const { terminal, stdout } = open({ in: true, out: true, error: true })
    terminal.showLive('26 s')
    terminal.showLive('x'.repeat(60))
    expect(stdout.text).toBe(`\r26 s\x1b[K\r${'x'.repeat(38)}…\x1b[K`)
  })

  it('takes a terminal that does not know its size for 80 cells wide', () => {
    const { terminal, stdout } = open({ in: true, out: true })
    stdout.columns = 0
    terminal.showLive('x'.repeat(90))
    expect(stdout.text).toBe(`\r${'x'.repeat(78)}…\x1b[K`)
    expect([terminal.width, terminal.liveWidth]).toEqual([80, 79])
  })

  it('makes room for lines, and comes back under them', () => {
    const { terminal, stdout, stderr } = open({ in: true, out: true, error: true })
    terminal.showLive('26 s')
    stdout.text = ''
    terminal.print('a has left')
    terminal.complain('careful')
    expect(stdout.text).toBe('\r\x1b[Ka has left\n26 s\r\x1b[K26 s')
    expect(stderr.text).toBe('careful\n')
  })

  it('is on standard error where the output is a pipe, which stays clean', () => {
    const { terminal, stdout, stderr } = open({ in: true, error: true })
    terminal.showLive('26 s')
    terminal.print('a has left')
    expect(stdout.text).toBe('a has left\n')
    expect(stderr.text).toContain('26 s')
  })

  it.each([
    ['nobody looks', {}, {}],
    ['the terminal is dumb', { in: true, out: true, error: true }, { TERM: 'dumb' }],
  ])('is nowhere where %s', (_, tty, env) => {
    const { terminal, stdout, stderr } = open(tty, env)
    terminal.showLive('26 s')
    expect(stdout.text + stderr.text).toBe('')
  })
})

describe('a person', () => {
  it.each([
    [{ in: true, out: true, error: true }, true],
    [{ in: true, error: true }, true],
    [{ in: true }, false],
    [{ out: true, error: true }, false],
  ])('is there with terminals %j: %s', (tty, interactive) => {
    expect(open(tty).terminal.interactive).toBe(interactive)
  })

  it('is heard in raw mode, and the mode is given back', () => {
    const { terminal, stdin } = open({ in: true, out: true })
    const keys: unknown[] = []
    const stop = terminal.listen(
      (key) => keys.push(key),
      () => undefined,
    )
    stdin.emit('data', Buffer.from('e\x03'))
    expect(keys).toEqual([
      { text: 'e', name: 'e', ctrl: false },
      { text: '\x03', name: 'c', ctrl: true },
    ])
    stop()
    expect(stdin.setRawMode.mock.calls).toEqual([[true], [false]])
    expect(stdin.pause).toHaveBeenCalled()
  })

  it.each([
    ['ends', (stdin: FakeStream) => stdin.emit('end')],
    ['fails', (stdin: FakeStream) => stdin.emit('error', new Error('EIO'))],
  ])('is lost once when the terminal %s', (_, lose) => {
    const { terminal, stdin } = open({ in: true, out: true })
    const lost = vi.fn()
    const stop = terminal.listen(() => undefined, lost)
    lose(stdin)
    lose(stdin)
    expect(lost).toHaveBeenCalledTimes(1)
    stdin.destroyed = true
    stop()
    expect(stdin.setRawMode.mock.calls).toEqual([[true]])
  })
})

describe('a terminal that went away', () => {
  it('is not lost again when its mode cannot be given back', () => {
    const { terminal, stdin } = open({ in: true, out: true })
    const lost = vi.fn(() => {
      stop()
    })
    const stop = terminal.listen(() => undefined, lost)
    stdin.setRawMode.mockImplementation(() => stdin.emit('error', new Error('EIO')))
    stdin.emit('error', new Error('EIO'))
    stop()
    expect(lost).toHaveBeenCalledTimes(1)
  })
})

describe('colour', () => {
  const tty = { in: true, out: true, error: true }
  it.each([
    [tty, {}, true],
    [tty, { NO_COLOR: '1' }, false],
    [tty, { NO_COLOR: '' }, true],
    [tty, { TERM: 'dumb' }, false],
    [{}, {}, false],
  ])('on %j with %j: %s', (on, env, colour) => {
    const { terminal } = open(on, env)
    expect(terminal.colour).toBe(colour)
    expect(paint(terminal, 'red', 'Held')).toBe(colour ? '\x1b[31mHeld\x1b[39m' : 'Held')
    expect(paint(terminal, 'red', '')).toBe('')
  })
})

describe('a reader that goes away (quiesce list | head)', () => {
  it('ends the writing, not the command', async () => {
    const { terminal, stdout, stderr } = open({})
    terminal.print('one')
    stdout.emit('error', Object.assign(new Error('EPIPE'), { code: 'EPIPE' }))
    terminal.print('two')
    terminal.complain('still said')
    expect([stdout.text, stderr.text]).toEqual(['one\n', 'still said\n'])
    stdout.errored = new Error('EPIPE')
    await terminal.flush()
  })
})

describe('the width', () => {
  it('is the terminal’s, and no limit in a pipe', () => {
    expect(open({ out: true }).terminal.width).toBe(40)
    expect(open({}).terminal.width).toBe(Infinity)
  })
})

describe('a terminal of one’s own', () => {
  it('is none where nobody can tell whose it is', () => {
    expect(open({ out: true }).terminal.private).toBe(false)
    expect(open({}).terminal.private).toBe(false)
  })
})
