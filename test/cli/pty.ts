/** Runs a program in a terminal of its own: `script` (util-linux) makes one, and we type into it. */
import { spawn } from 'node:child_process'
import { onTestFinished } from 'vitest'
import { findProgram } from '../../build/can-run.mjs'

export const script = findProgram('script')
export const noScript = 'No script(1). apt install bsdutils'

export interface Pty {
  /** All that the terminal showed so far, escape sequences and all. */
  readonly text: string
  /** Waits until the terminal has shown this. */
  sees(wanted: string): Promise<void>
  /** Presses keys. */
  type(keys: string): void
  /** Takes the terminal away, as a closed window or a broken connection does. */
  hangUp(): void
  /** Exit status of the program (of `script` itself after a hang-up). */
  readonly status: Promise<number | null>
  /** Pid of `script`, the parent of the program. */
  readonly pid: number
}

/** Quotes a word for the shell that `script -c` insists on. */
const quote = (word: string): string => `'${word.replaceAll("'", String.raw`'\''`)}'`

export function openPty(argv: readonly string[], env: NodeJS.ProcessEnv): Pty {
  const command = `exec ${argv.map(quote).join(' ')}`
  const child = spawn(script ?? 'script', ['-qefc', command, '/dev/null'], {
    env: { ...env, TERM: 'xterm', SHELL: '/bin/sh' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let text = ''
  let wake = (): void => undefined
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    text += piece
    wake()
  })
  // Typing into a terminal that has gone is the test's own doing.
  child.stdin.on('error', () => undefined)
  const status = new Promise<number | null>((resolve) => {
    child.on('close', (code) => {
      resolve(code)
      wake()
    })
  })
  onTestFinished(() => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
  })
  return {
    get text() {
      return text
    },
    sees: async (wanted) => {
      while (!text.includes(wanted)) {
        if (child.exitCode !== null) throw new Error(`ended without "${wanted}":\n${text}`)
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
    type: (keys) => void child.stdin.write(keys),
    hangUp: () => void child.kill('SIGKILL'),
    status,
    pid: child.pid ?? 0,
  }
}
