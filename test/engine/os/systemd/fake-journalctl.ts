import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const cursorOf = (at: number): string => `s=1;i=${at}`

/** Lines of a made-up journal, one for each text, the first with cursor number 1. */
export const linesOf = (...texts: readonly string[]): string =>
  texts
    .map((MESSAGE, at) => {
      const line = { __CURSOR: cursorOf(at + 1), __REALTIME_TIMESTAMP: '1000', MESSAGE }
      return `${JSON.stringify(line)}\n`
    })
    .join('')

/** What a made-up journalctl says, and whether it goes on running. */
export interface Answer {
  readonly lines?: string
  readonly notes?: string
  readonly status?: number
  /** Goes on until it is ended; without, it ends. */
  readonly stays?: boolean
}

/** A program that stands in for journalctl, and keeps what it was asked. */
export class FakeJournalctl {
  readonly folder = mkdtempSync(join(tmpdir(), 'quiesce-journalctl-'))
  readonly program = join(this.folder, 'journalctl')

  constructor() {
    const script = [
      '#!/bin/sh',
      `cd '${this.folder}'`,
      'case "$*" in *--follow*) name=follow ;; *) name=past ;; esac',
      'env > environment',
      'echo $$ > "$name.pid"',
      // Last of the three: whoever sees it sees the others.
      'printf "%s\\n" "$name" >> asked',
      'cat "$name.notes" >&2',
      'cat "$name.lines"',
      'read -r status < "$name.status"',
      'if [ "$status" = stays ]; then exec sleep 1000; fi',
      'exit "$status"',
    ]
    writeFileSync(this.program, script.map((line) => `${line}\n`).join(''))
    chmodSync(this.program, 0o755)
    this.answer('past', {})
    this.answer('follow', { stays: true })
  }

  answer(name: 'past' | 'follow', { lines = '', notes = '', status = 0, stays }: Answer): void {
    writeFileSync(join(this.folder, `${name}.lines`), lines)
    writeFileSync(join(this.folder, `${name}.notes`), notes)
    writeFileSync(join(this.folder, `${name}.status`), stays === true ? 'stays\n' : `${status}\n`)
  }

  /** `past` and `follow` in the order of the calls. */
  get asked(): string[] {
    return this.read('asked').trim().split('\n')
  }

  read(name: string): string {
    return readFileSync(join(this.folder, name), 'utf8')
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}
