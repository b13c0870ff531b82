/** Writes records without end and prints the number of each that the journal gave back. */
import { writeSync } from 'node:fs'
import { openJournal } from '../../../electron/engine/journal/journal.ts'
import { realClock } from './real-clock.ts'

const opened = await openJournal({
  folder: process.argv[2] ?? '',
  clock: realClock,
  boot: 'boot-1',
  door: 'cli',
  user: 'root',
  version: '0.1.0',
})
if (!opened.ok) throw new Error(opened.error.message)
const journal = opened.value
for (;;) {
  const batch = Array.from({ length: 5 }, (_, n) =>
    journal.write('run-1', 'web', { kind: 'notice', sentence: 'x'.repeat(100 * n) }),
  )
  for (const result of await Promise.all(batch)) {
    if (!result.ok) throw new Error(result.error.message)
    writeSync(1, `${result.value.seq}\n`)
  }
}
