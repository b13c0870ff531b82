import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readJournal } from '../../../electron/engine/journal/reader.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quiesce-disk-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

const child = (name: string): string => join(import.meta.dirname, '../children', `${name}.ts`)

// A mount namespace of our own (as a plain user: in a user namespace of our own), so that the
// machine's mounts stay as they are.
const privately = process.getuid?.() === 0 ? ['-m'] : ['-r', '-m']
const mayMount =
  spawnSync('unshare', [...privately, 'mount', '-t', 'tmpfs', 'none', tmpdir()]).status === 0
if (!mayMount) console.warn('skipped: journals on a tiny disk (no private mount namespace here)')

interface Told {
  readonly answers: string[]
  readonly sentences: string[]
  readonly problems: string[]
}

/** Plays a story on a file system of 64 KiB that only its process sees. */
function play(story: string): Told {
  const script = 'mount -t tmpfs -o size=64k none "$1" && exec "$2" "$3" "$1" "$4"'
  const args = [...privately, 'sh', '-c', script, 'sh']
  const output = execFileSync(
    'unshare',
    [...args, folder, process.execPath, child('journal-on-disk'), story],
    { encoding: 'utf8' },
  )
  return JSON.parse(output) as Told
}

describe.skipIf(!mayMount)('a journal on a tiny disk', () => {
  it('refuses when the disk is full, and catches up when there is room again', () => {
    const { answers, sentences, problems } = play('full')
    expect(answers).toEqual(['ok', 'journal-unwritable ENOSPC', 'failing', 'ok', 'writing'])
    expect(sentences.map((text) => text.slice(0, 7))).toEqual([
      'first',
      'xxxxxxx',
      'after',
      'Late by',
    ])
    // A line cut off by the full disk stays where it is, is skipped, and named.
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain('cut off')
  })

  it('refuses on a read-only disk, and catches up when it is writable again', () => {
    const { answers, sentences } = play('read-only')
    expect(answers).toEqual(['ok', 'EROFS', 'ok'])
    expect(sentences.map((text) => text.slice(0, 7))).toEqual([
      'first',
      'second',
      'third',
      'Late by',
    ])
  })

  it('goes on in a new folder when somebody removed the old one', () => {
    const { answers, sentences, problems } = play('vanished')
    expect(answers).toEqual(['ok', 'ok'])
    expect(sentences[0]).toBe('second')
    expect(sentences[1]).toContain('vanished')
    expect(problems).toEqual([])
  })
})

describe('a writer that is killed', () => {
  it('has every record on the disk that the journal gave back', async () => {
    const writer = spawn(process.execPath, [child('journal-until-killed'), folder])
    const exited = once(writer, 'exit')
    let printed = ''
    writer.stdout.setEncoding('utf8')
    writer.stdout.on('data', (text: string) => {
      printed += text
      if (printed.length > 600) writer.kill('SIGKILL')
    })
    await exited
    const given = printed.split('\n').slice(0, -1).map(Number)
    expect(given.length).toBeGreaterThan(100)
    const { entries, problems } = await readJournal(folder)
    const onDisk = new Set(entries.map((entry) => entry.seq))
    expect(given.filter((seq) => !onDisk.has(seq))).toEqual([])
    for (const problem of problems) expect(problem).toContain('cut off')
  })
})
