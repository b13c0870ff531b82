import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFileLooks, gatherPidFile } from '../../../electron/engine/backends/file-looks.ts'

let folder = ''
const at = (name: string): string => join(folder, name)
const write = (name: string, text: string, mode = 0o644): string => {
  writeFileSync(at(name), text)
  chmodSync(at(name), mode)
  return at(name)
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'quiesce-pid-files-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

describe('the facts about a pid file', () => {
  it('are its owner, its mode, its folder, its age and what it holds', () => {
    const path = write('good.pid', '4242\n', 0o640)
    utimesSync(path, 1_700_000_000, 1_700_000_000)
    chmodSync(folder, 0o1777)
    expect(gatherPidFile(path)).toEqual({
      kind: 'file',
      file: { uid: process.getuid?.(), mode: 0o640 },
      folder: { uid: process.getuid?.(), mode: 0o1777 },
      writtenAt: 1_700_000_000_000,
      content: { ok: true, value: 4242 },
    })
  })

  it('say that there is none', () => {
    expect(gatherPidFile(at('none.pid'))).toEqual({ kind: 'missing' })
    expect(gatherPidFile(at('good.pid/below.pid'))).toEqual({ kind: 'missing' })
  })

  it('do not follow a symbolic link, not even a broken one', () => {
    symlinkSync(at('good.pid'), at('link.pid'))
    symlinkSync(at('nowhere'), at('broken.pid'))
    const odd = { kind: 'odd', what: 'a symbolic link' }
    expect(gatherPidFile(at('link.pid'))).toEqual(odd)
    expect(gatherPidFile(at('broken.pid'))).toEqual(odd)
  })

  it('do not hang on a FIFO that nobody writes to', () => {
    execFileSync('mkfifo', [at('fifo.pid')])
    expect(gatherPidFile(at('fifo.pid'))).toEqual({ kind: 'odd', what: 'a FIFO' })
  })

  it('name folders and devices', () => {
    mkdirSync(at('folder.pid'))
    expect(gatherPidFile(at('folder.pid'))).toEqual({ kind: 'odd', what: 'a folder' })
    expect(gatherPidFile('/dev/null')).toEqual({ kind: 'odd', what: 'a device' })
  })

  it('read no more of a megabyte than it takes to refuse it', () => {
    const path = write('huge.pid', `4242\n/${'x'.repeat(1_000_000)}`)
    expect(gatherPidFile(path)).toMatchObject({
      content: { ok: false, error: 'it is longer than 4096 bytes' },
    })
  })

  it.each([
    ['empty', '', 'it is empty'],
    ['NUL', '42\0', 'it holds NUL bytes'],
    ['bytes', '\u00ff\u00fe42', 'it holds no number'],
  ])('say what is wrong with its content: %s', (name, text, error) => {
    expect(gatherPidFile(write(`${name}.pid`, text))).toMatchObject({
      content: { ok: false, error },
    })
  })

  it('say that it cannot be read, where somebody else is asked not to', ({ skip }) => {
    if (process.getuid?.() === 0) skip('root may read every file')
    const path = write('secret.pid', '4242\n', 0o000)
    expect(gatherPidFile(path)).toEqual({ kind: 'unreadable', why: 'permission denied' })
  })

  it('say that it cannot be read when the path is impossible', () => {
    expect(gatherPidFile(at('x'.repeat(300)))).toEqual({
      kind: 'unreadable',
      why: 'the name is too long',
    })
  })
})

describe('looks at other files', () => {
  const files = createFileLooks()

  it('know an executable by device and inode, behind every link', () => {
    const path = write('program', '#!/bin/sh\n', 0o755)
    symlinkSync(path, at('program-link'))
    const stats = statSync(path)
    const same = { device: stats.dev, inode: stats.ino }
    expect(files.executable(path)).toEqual(same)
    expect(files.executable(at('program-link'))).toEqual(same)
    expect(files.executable(at('no-program'))).toBeNull()
    expect(files.executable(at('x'.repeat(300)))).toBeNull()
  })

  it('see a lock file, even one that is a broken link', () => {
    symlinkSync(at('nowhere'), at('lock'))
    expect(files.exists(at('lock'))).toBe(true)
    expect(files.exists(at('no-lock'))).toBe(false)
    expect(files.exists(at('good.pid/lock'))).toBe(false)
  })
})
