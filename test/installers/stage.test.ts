import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { configure } from '../../build/installers/config.mjs'
import { rootHelper } from '../../build/installers/names.mjs'
import { listStaged, stage } from '../../build/installers/stage.mjs'
import { commands } from '../../electron/cli/commands.ts'

const root = resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'quiesce-stage-'))
const source = { root, native: folder, commands, version: '1.2.3', date: '2026-11-22' }
beforeAll(() => {
  writeFileSync(join(folder, 'quiesce-root-helper'), 'a program')
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})
const pathsFor = (format: 'deb' | 'rpm'): string[] =>
  listStaged(source, format).map(({ path }) => path)

describe('what stands beside the application', () => {
  it('is the same for both formats but for what their systems call differently', () => {
    const [deb, rpm] = [new Set(pathsFor('deb')), new Set(pathsFor('rpm'))]
    expect([...deb].filter((path) => !rpm.has(path))).toEqual([
      'usr/share/zsh/vendor-completions/_quiesce',
      'usr/share/doc/quiesce/copyright',
      'usr/share/lintian/overrides/quiesce',
    ])
    expect([...rpm].filter((path) => !deb.has(path))).toEqual([
      'usr/share/zsh/site-functions/_quiesce',
      'usr/share/licenses/quiesce/LICENSE',
    ])
  })

  it('is a program only where it is started', () => {
    const programs = listStaged(source, 'deb').filter(({ program }) => program)
    expect(programs.map(({ path }) => `/${path}`)).toEqual([
      '/usr/bin/quiesce',
      '/usr/bin/quiesce-desktop',
      rootHelper,
    ])
  })

  it('has its version and day filled in', () => {
    for (const { path, text } of listStaged(source, 'deb')) {
      const plain = path.endsWith('.gz') ? gunzipSync(text).toString() : text.toString()
      expect(plain).not.toMatch(/@[A-Z]+@/)
    }
  })

  it('has the same modes whatever the umask, and nothing of an earlier time', () => {
    const target = join(folder, 'target')
    const before = process.umask(0o077)
    try {
      stage(source, 'deb', target)
      writeFileSync(join(target, 'usr/bin/left-over'), '')
      stage(source, 'deb', target)
    } finally {
      process.umask(before)
    }
    const mode = (path: string): string => (statSync(join(target, path)).mode & 0o7777).toString(8)
    expect(['', 'usr', 'usr/bin', 'usr/lib/quiesce'].map(mode)).toEqual([
      '755',
      '755',
      '755',
      '755',
    ])
    expect(mode('usr/lib/quiesce/quiesce-root-helper')).toBe('755')
    expect(mode('usr/share/polkit-1/actions/io.github.quiesce.policy')).toBe('644')
    expect(() => mode('usr/bin/left-over')).toThrow('ENOENT')
  })

  it('cannot be laid out without the root helper', () => {
    expect(() => listStaged({ ...source, native: root }, 'deb')).toThrow('quiesce-root-helper')
  })
})

describe('what electron-builder is told', () => {
  const config = configure({ root, staged: '/staged', output: '/output' })

  it('puts nothing into the archive but what was built', () => {
    expect(config.files).toEqual(expect.arrayContaining(['!node_modules{,/**}', '!**/*.map']))
    expect(config.asar).toBe(true)
  })

  it('names as extra nothing of dist/, which it would leave out of the archive', () => {
    const extra = JSON.stringify(config.extraResources)
    expect(extra).not.toContain(`${root}/dist`)
  })

  it('calls what is not tried by its name', () => {
    expect(config.win?.artifactName).toContain('experimental')
    expect(config.mac?.artifactName).toContain('experimental')
  })

  it('replaces none of the scripts of a package in part', () => {
    for (const options of [config.deb, config.rpm]) {
      const script = readFileSync(String(options?.afterInstall), 'utf8')
      expect(script).toContain('update-desktop-database')
      expect(script).toContain('apparmor_parser --replace')
      expect(script).not.toContain('update-alternatives --install')
    }
  })

  it('asks Debian for a tray library that exists', () => {
    expect(config.deb?.recommends).toContain('libayatana-appindicator3-1')
    expect(JSON.stringify(config.deb)).not.toContain('libappindicator3-1')
  })

  it('names what takes stacks and cores, and needs neither', () => {
    for (const { fpm, depends } of [config.deb, config.rpm].map((one) => one ?? {})) {
      expect(fpm?.join(' ')).toMatch(/[Ss]uggests:? elfutils .*[Ss]uggests:? gdb/)
      expect(depends?.join(' ')).not.toMatch(/elfutils|gdb/)
    }
  })
})
