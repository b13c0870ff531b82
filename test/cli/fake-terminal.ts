/** A terminal that remembers what it showed, and a person to press its keys. */
import type { Key, Terminal } from '../../electron/cli/terminal.ts'
import { fitEncoding } from '../../electron/cli/text.ts'

export interface FakeTerminalOptions {
  readonly interactive?: boolean
  readonly width?: number
  readonly liveWidth?: number
  readonly colour?: boolean
  readonly private?: boolean
}

export class FakeTerminal implements Terminal {
  readonly out: string[] = []
  readonly errors: string[] = []
  /** Every text that the live line ever had. */
  readonly lives: string[] = []
  readonly width: number
  readonly liveWidth: number
  readonly colour: boolean
  readonly interactive: boolean
  readonly private: boolean
  /** Nobody reads any more. */
  gone = false
  /** Keys are heard now. */
  listening = false
  #hear: (key: Key) => void = () => undefined
  #lost: () => void = () => undefined
  readonly #waiting = new Set<() => void>()

  constructor(options: FakeTerminalOptions = {}) {
    this.liveWidth = options.liveWidth ?? 200
    this.width = options.width ?? Infinity
    this.colour = options.colour ?? false
    this.interactive = options.interactive ?? false
    this.private = options.private ?? false
  }

  print(line: string): void {
    this.out.push(fitEncoding(line, true))
    this.#changed()
  }

  complain(line: string): void {
    this.errors.push(fitEncoding(line, true))
    this.#changed()
  }

  showLive(shown: string): void {
    const text = fitEncoding(shown, true)
    if (text !== this.lives.at(-1)) this.lives.push(text)
    this.#changed()
  }

  get live(): string {
    return this.lives.at(-1) ?? ''
  }

  listen(onKey: (key: Key) => void, lost: () => void): () => void {
    this.#hear = onKey
    this.#lost = lost
    this.listening = true
    return () => {
      this.listening = false
    }
  }

  flush(): Promise<void> {
    return Promise.resolve()
  }

  /** Types a text, one key a character; `\n` is Enter. */
  type(text: string): void {
    for (const character of text) {
      this.press(
        character === '\n'
          ? { text: '\r', name: 'return', ctrl: false }
          : { text: character, name: character, ctrl: false },
      )
    }
  }

  press(key: Key): void {
    if (!this.listening) throw new Error('nobody listens to keys')
    this.#hear(key)
  }

  pressCtrlC(): void {
    this.press({ text: '\x03', name: 'c', ctrl: true })
  }

  lose(): void {
    this.#lost()
  }

  get everything(): string {
    return [...this.out, ...this.errors, this.live].join('\n')
  }

  /** Waits until something shown contains the text. */
  async sees(text: string): Promise<void> {
    while (!this.everything.includes(text)) {
      await new Promise<void>((resolve) => {
        this.#waiting.add(resolve)
      })
    }
  }

  #changed(): void {
    const waiting = [...this.#waiting]
    this.#waiting.clear()
    for (const resolve of waiting) resolve()
  }
}
