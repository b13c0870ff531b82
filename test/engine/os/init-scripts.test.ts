import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createInitScripts, walkTo } from '../../../electron/engine/os/init-scripts.ts'

let folder: string
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'quiesce-scripts-')))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})
const uid = process.getuid?.() ?? 0

function write(name: string, text = 'PIDFILE=/run/a.pid\n', mode = 0o755): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  chmodSync(path, mode)
  return path
}

describe('the way to a script', () => {
  it('has every folder and the file', () => {
    const path = write('a')
    const found = walkTo(path)
    if (found.kind !== 'found') throw new Error(found.kind)
    expect(found.end).toBe(path)
    expect(found.steps.map((step) => step.path)).toEqual([
      '/',
      ...path
        .split('/')
        .slice(1)
        .map((_, i, parts) => `/${parts.slice(0, i + 1).join('/')}`),
    ])
    expect(found.steps.at(-1)).toMatchObject({ kind: 'file', mode: 0o755, uid })
  })

  it('has the folders of each link on it, one after another', () => {
    mkdirSync(join(folder, 'opt'))
    mkdirSync(join(folder, 'between'))
    write('opt/real')
    symlinkSync('../opt/real', join(folder, 'between/second'))
    symlinkSync(join(folder, 'between/second'), join(folder, 'first'))
    const found = walkTo(join(folder, 'first'))
    if (found.kind !== 'found') throw new Error(found.kind)
    expect(found.end).toBe(join(folder, 'opt/real'))
    const below = found.steps.filter((step) => step.path.startsWith(`${folder}/`))
    expect(below.map(({ path, kind }) => [path.slice(folder.length + 1), kind])).toEqual([
      ['first', 'link'],
      ['between', 'folder'],
      ['between/second', 'link'],
      ['opt', 'folder'],
      ['opt/real', 'file'],
    ])
  })

  it('ends where links go round', () => {
    symlinkSync('b', join(folder, 'a'))
    symlinkSync('a', join(folder, 'b'))
    expect(walkTo(join(folder, 'a'))).toMatchObject({ kind: 'unreadable' })
  })

  it('ends where nothing is', () => {
    expect(walkTo(join(folder, 'none'))).toEqual({ kind: 'missing' })
    expect(walkTo(join(write('file'), 'below'))).toEqual({ kind: 'missing' })
  })
})

describe('the scripts of a folder', () => {
  it('are its files, without documentation and what package managers leave', () => {
    for (const name of ['b', 'a', 'README', 'a.dpkg-new', 'a.rpmsave', 'a~', '.hidden', 'a.bak']) {
      write(name)
    }
    mkdirSync(join(folder, 'sub'))
    expect(createInitScripts(uid, folder).names()).toEqual(['a', 'b'])
  })

  it('are none where there is no folder', () => {
    const scripts = createInitScripts(uid, join(folder, 'none'))
    expect(scripts.names()).toEqual([])
    expect(scripts.read('a')).toBeNull()
  })

  it('are read by name or path, and anew when they change', () => {
    const scripts = createInitScripts(uid, folder)
    const path = write('a')
    expect(scripts.read('a')).toMatchObject({ name: 'a', path, leadsTo: null })
    const before = scripts.read(path)?.text
    expect(before?.pidFiles).toEqual(['/run/a.pid'])
    expect(scripts.read(path)?.text).toBe(before)
    write('a', 'PIDFILE=/run/longer.pid\n')
    expect(scripts.read('a')?.text?.pidFiles).toEqual(['/run/longer.pid'])
  })

  it('tell where a link leads', () => {
    const real = write('real')
    symlinkSync('real', join(folder, 'a'))
    expect(createInitScripts(uid, folder).read('a')?.leadsTo).toBe(real)
  })

  it('are refused as soon as others may write them, also without a change of their text', () => {
    const scripts = createInitScripts(uid, folder)
    const path = write('a')
    scripts.read('a')
    expect(scripts.read('a')?.text).not.toBeNull()
    chmodSync(path, 0o777)
    expect(scripts.read('a')?.refusal).toMatchObject({ code: 'untrusted-script' })
    // Whose pid file it names, somebody else may have chosen.
    expect(scripts.read('a')?.text).toBeNull()
    chmodSync(path, 0o755)
    expect(scripts.read('a')?.text?.pidFiles).toEqual(['/run/a.pid'])
  })

  it('are not believed where their folder is anybody’s', () => {
    write('a')
    chmodSync(folder, 0o777)
    expect(createInitScripts(uid, folder).read('a')?.text).toBeNull()
    chmodSync(folder, 0o1777)
    expect(createInitScripts(uid, folder).read('a')?.text).not.toBeNull()
  })

  it('are believed though they may not be executed: the person switched them off', () => {
    write('a', 'PIDFILE=/run/a.pid\n', 0o644)
    expect(createInitScripts(uid, folder).read('a')?.text?.pidFiles).toEqual(['/run/a.pid'])
  })

  it.each([
    [
      'a folder',
      (path: string) => {
        mkdirSync(path)
      },
    ],
    [
      'too large a file',
      (path: string) => {
        writeFileSync(path, 'x'.repeat(600_000))
      },
    ],
  ])('are not read where %s lies', (_, make) => {
    make(join(folder, 'a'))
    expect(createInitScripts(uid, folder).read('a')?.text).toBeNull()
  })
})

describe('a program', () => {
  it('is a binary or a script', () => {
    const scripts = createInitScripts(uid, folder)
    expect(scripts.isBinary(process.execPath)).toBe(true)
    expect(scripts.isBinary(write('a', '#!/bin/sh\n'))).toBe(false)
    expect(scripts.isBinary(join(folder, 'none'))).toBe(false)
  })
})
