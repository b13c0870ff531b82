/** The file of the unit that takes a moved deadline back, beside the drop-in itself. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDeadlineFiles } from '../../../../electron/engine/os/systemd/deadline-files.ts'
import type { DeadlineFiles } from '../../../../electron/engine/os/systemd/ports.ts'

const uid = process.getuid?.() ?? 0
let run: string
let files: DeadlineFiles
beforeEach(() => {
  run = mkdtempSync(join(tmpdir(), 'quiesce-run-'))
  mkdirSync(join(run, 'user', String(uid)), { recursive: true })
  files = createDeadlineFiles({ uid, env: {}, run })
})
afterEach(() => {
  rmSync(run, { recursive: true })
})
const path = (): string => files.tidyPathOf('a@b\\x2dc.service', 'user')

describe('the unit that takes a deadline back', () => {
  it('lies beside the units of its manager, called after the unit it is about', () => {
    expect(path()).toBe(
      join(run, 'user', String(uid), 'systemd/user/quiesce-tidy-a@b\\x2dc.service'),
    )
    expect(files.tidyPathOf('a.service', 'system')).toBe(
      join(run, 'systemd/system/quiesce-tidy-a.service'),
    )
  })

  it('is written with its folders, and replaced', () => {
    expect(files.write(path(), 'one')).toEqual({ ok: true, value: null })
    expect(files.write(path(), 'two').ok).toBe(true)
    expect(readFileSync(path(), 'utf8')).toBe('two')
  })

  it('is removed alone: the folder of the units is not ours', () => {
    files.write(path(), 'one')
    const folder = join(path(), '..')
    writeFileSync(join(folder, 'quiesce-tidy-other.service'), 'of another run')
    expect(files.remove(path())).toEqual({ ok: true, value: true })
    expect(files.exists(path())).toBe(false)
    expect(existsSync(join(folder, 'quiesce-tidy-other.service'))).toBe(true)
    rmSync(join(folder, 'quiesce-tidy-other.service'))
    expect(files.remove(path())).toEqual({ ok: true, value: false })
    expect(existsSync(folder)).toBe(true)
  })

  it.each([
    ['no unit at all', 'quiesce-tidy-'],
    ['a name that is no unit', 'quiesce-tidy-a'],
    ['a unit of somebody else', 'a.service'],
  ])('is never %s', (_, name) => {
    const other = join(run, 'user', String(uid), 'systemd/user', name)
    expect(files.write(other, 'x')).toMatchObject({ ok: false, error: { code: 'bad-input' } })
    expect(files.remove(other)).toMatchObject({ ok: false, error: { code: 'bad-input' } })
    expect(existsSync(other)).toBe(false)
  })
})

describe('units that have files of ours', () => {
  it('are named once each, by either file', () => {
    for (const unit of ['a@b\\x2dc.service', 'both.service']) {
      files.write(files.pathOf(unit, 'user'), 'one')
    }
    files.write(files.tidyPathOf('both.service', 'user'), 'two')
    files.write(files.tidyPathOf('tidy.service', 'user'), 'two')
    // Units of the person lie beside them, files and folders of drop-ins that are not ours.
    writeFileSync(join(path(), '..', 'plain.service'), '[Service]')
    mkdirSync(join(path(), '..', 'other.service.d'))
    writeFileSync(join(path(), '..', 'other.service.d', 'own.conf'), '[Service]')
    writeFileSync(join(path(), '..', 'file.service.d'), 'no folder')
    expect([...files.list('user')].sort()).toEqual([
      'a@b\\x2dc.service',
      'both.service',
      'tidy.service',
    ])
  })

  it('are none where the drop-ins are of others, the name is none, or nobody can look', () => {
    const base = join(run, 'user', String(uid), 'systemd/user')
    mkdirSync(join(base, 'other.service.d'), { recursive: true })
    writeFileSync(join(base, 'other.service.d/override.conf'), 'x')
    writeFileSync(join(base, 'quiesce-tidy-'), 'x')
    expect(files.list('user')).toEqual([])
    expect(files.list('system')).toEqual([])
  })
})
