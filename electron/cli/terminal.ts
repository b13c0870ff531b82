/** What a command says and hears: lines out, one live line, and keys where a person sits. */

/** One key press, as `node:readline` names it. */
export interface Key {
  /** The character typed, '' for keys that have none. */
  readonly text: string
  /** `return`, `escape`, `backspace`, `c` … */
  readonly name: string
  readonly ctrl: boolean
}

export interface Terminal {
  /** One line on standard output. */
  print(line: string): void
  /** One line on standard error. */
  complain(line: string): void
  /** Rewrites the one live line; '' takes it away. Nothing where nobody looks. */
  showLive(text: string): void
  /** Cells of a line; Infinity where the output is no terminal, so that nothing is cut for `grep`. */
  readonly width: number
  /** Cells of the live line. */
  readonly liveWidth: number
  /** True where colour is welcome (a terminal, `NO_COLOR` not set, not `dumb`). */
  readonly colour: boolean
  /** Somebody can read questions and answer them. */
  readonly interactive: boolean
  /** Standard output is a terminal that belongs to this user: nobody else reads a secret there. */
  readonly private: boolean
  /** Nobody takes what is printed any more (`| head`, a closed window). */
  readonly gone: boolean
  /** Calls back for each key until the returned function is called; `lost` once when the terminal goes. */
  listen(onKey: (key: Key) => void, lost: () => void): () => void
  /** Waits until everything printed has left this process. */
  flush(): Promise<void>
}

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow'

const codes: Record<Style, readonly [number, number]> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
}

/** Colours a text that says the same without colour. */
export function paint(terminal: Terminal, style: Style, text: string): string {
  if (!terminal.colour || text === '') return text
  const [on, off] = codes[style]
  return `\x1b[${on}m${text}\x1b[${off}m`
}
