/**
 * Writes a journal on the tiny file system that it is started on, in a mount namespace of its own,
 * and prints what happened as one line of JSON. Arguments: the mount point, the story.
 */
import { execFileSync } from 'node:child_process'
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { openJournal, type Journal } from '../../../electron/engine/journal/journal.ts'
import type { Result } from '../../../shared/errors.ts'
import { realClock } from './real-clock.ts'

const [mount = '', story = ''] = process.argv.slice(2)
const folder = join(mount, 'journal')

const opened = await openJournal({
  folder,
  clock: realClock,
  boot: 'boot-1',
  door: 'cli',
  user: 'root',
  version: '0.1.0',
})
if (!opened.ok) throw new Error(opened.error.message)
const journal: Journal = opened.value

const write = async (sentence: string): Promise<string> => {
  const result: Result<unknown> = await journal.write('run-1', 'web', { kind: 'notice', sentence })
  return result.ok ? 'ok' : `${result.error.code} ${result.error.cause?.split(':')[0] ?? ''}`
}

/** Steps of a story, each giving what it printed. */
const stories: Record<string, () => Promise<string[]>> = {
  async full() {
    const answers = [await write('first')]
    fillUp()
    answers.push(await write('x'.repeat(6000)), journal.health().state)
    rmSync(join(mount, 'filler'))
    answers.push(await write('after'), journal.health().state)
    return answers
  },
  async 'read-only'() {
    const answers = [await write('first')]
    await journal.close()
    execFileSync('mount', ['-o', 'remount,bind,ro', mount])
    const again = await openJournal({
      folder,
      clock: realClock,
      boot: 'boot-1',
      door: 'cli',
      user: 'root',
      version: '0.1.0',
    })
    if (!again.ok) return [...answers, again.error.code]
    const refused = await again.value.write(null, null, { kind: 'notice', sentence: 'second' })
    answers.push(refused.ok ? 'ok' : (refused.error.cause?.split(':')[0] ?? ''))
    execFileSync('mount', ['-o', 'remount,bind,rw', mount])
    const late = await again.value.write(null, null, { kind: 'notice', sentence: 'third' })
    answers.push(late.ok ? 'ok' : late.error.message)
    await again.value.close()
    return answers
  },
  async vanished() {
    const answers = [await write('first')]
    rmSync(folder, { recursive: true })
    answers.push(await write('second'))
    return answers
  },
}

/** Takes every free page; the last one of the journal's own file stays half empty. */
function fillUp(): void {
  const filler = openSync(join(mount, 'filler'), 'w')
  try {
    for (;;) writeSync(filler, Buffer.alloc(4096))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
  } finally {
    closeSync(filler)
  }
}

const answers = await (stories[story]?.() ?? Promise.reject(new Error(`no story ${story}`)))
await journal.close()
const { entries, problems } = await journal.read()
const sentences = entries.map((entry) => (entry.kind === 'notice' ? entry.sentence : entry.kind))
console.log(JSON.stringify({ answers, sentences, problems }))
