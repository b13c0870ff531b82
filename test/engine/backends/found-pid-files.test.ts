import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gatherPidFile } from '../../../electron/engine/backends/file-looks.ts'
import { findPidFiles } from '../../../electron/engine/backends/found-pid-files.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'quiesce-run-'))
  for (const name of ['run', 'run/nginx', 'run/deep', 'run/deep/er', 'run/user', 'run/odd.pid']) {
    mkdirSync(join(folder, name))
  }
  const files = ['a.pid', 'a.sock', 'nginx/nginx.pid', 'nginx/pid', 'deep/er/b.pid', 'user/c.pid']
  for (const file of files) writeFileSync(join(folder, 'run', file), '4242\n')
  symlinkSync(join(folder, 'run'), join(folder, 'var-run'))
  symlinkSync(join(folder, 'run', 'a.pid'), join(folder, 'run', 'link.pid'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const find = (...folders: string[]): string[] =>
  findPidFiles(
    folders.map((f) => join(folder, f)),
    gatherPidFile,
  )
    .map(({ path }) => path.slice(folder.length))
    .sort()

describe('pid files are found', () => {
  const all = ['/run/a.pid', '/run/link.pid', '/run/nginx/nginx.pid', '/run/nginx/pid']

  it('in a folder and one level below, by their names, without the folders of people', () => {
    expect(find('run')).toEqual(all)
  })

  it('once, though the folder has two names', () => {
    expect(find('run', 'var-run')).toEqual(all)
    expect(find('var-run')).toEqual(all)
  })

  it('nowhere where there is no folder', () => {
    expect(find('none')).toEqual([])
    expect(find('run/a.pid')).toEqual([])
  })

  it('with what is known of them', () => {
    const [found] = findPidFiles([join(folder, 'run/nginx')], gatherPidFile)
    expect(found?.facts).toMatchObject({ kind: 'file', content: { ok: true, value: 4242 } })
  })
})
