import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeDebianChangelog } from '../../build/installers/changelog.mjs'
import { formats, sortFormats } from '../../build/installers/make-installers.mjs'
import { listBundled, writeThirdParty } from '../../build/installers/third-party.mjs'
import { importsOf, sourcesIn } from '../source-tree.ts'

const root = resolve(import.meta.dirname, '../..')

describe("Debian's changelog", () => {
  const ours =
    '# Changelog\n\n## [Unreleased]\n\n- New.\n\n## [0.2.0]\n\n### Added\n\n- One.\n- Two.\n'
  const lines = (version: string): string[] =>
    writeDebianChangelog(ours, { version, epoch: 1_795_305_600 }).split('\n')

  it('lists what its version brought', () => {
    expect(lines('0.2.0')).toEqual([
      'quiesce (0.2.0) stable; urgency=medium',
      '',
      '  * One.',
      '  * Two.',
      '',
      ' -- The Quiesce authors <quiesce@users.noreply.github.com>  Sun, 22 Nov 2026 00:00:00 +0000',
      '',
    ])
  })

  it('lists what is not released where the version has no part of its own', () => {
    expect(lines('0.3.0')).toContain('  * New.')
  })

  it('wraps long points', () => {
    const long = `## [1.0.0]\n- ${'word '.repeat(40)}\n`
    const text = writeDebianChangelog(long, { version: '1.0.0', epoch: 0 })
    const points = text.split('\n').filter((line) => !line.startsWith(' -- '))
    expect(Math.max(...points.map((line) => line.length))).toBeLessThanOrEqual(80)
    expect(text.match(/word/g)).toHaveLength(40)
  })
})

describe('the formats', () => {
  it('are sorted by system', () => {
    expect(sortFormats(['deb', 'nsis', 'rpm'])).toEqual({
      linux: ['deb', 'rpm'],
      windows: ['nsis'],
      mac: [],
    })
  })

  it('are refused where there is none of that name', () => {
    expect(() => sortFormats(['snap'])).toThrow('There is no format snap.')
  })

  it('are each of one system', () => {
    const all = Object.values(formats).flat()
    expect(new Set(all).size).toBe(all.length)
  })
})

describe('the works of others', () => {
  const lock = {
    packages: {
      'node_modules/a': { dependencies: { b: '1' } },
      'node_modules/b': { dependencies: { a: '1', '@c/d': '1' } },
      'node_modules/@c/d': {},
      'node_modules/e': {},
    },
  }

  it('are listed with all that they need, once, even where they need each other', () => {
    expect(listBundled(lock, ['a'])).toEqual(['@c/d', 'a', 'b'])
  })

  it('are listed with their licences', () => {
    const text = writeThirdParty(root)
    for (const name of ['dbus-native', 'react-dom', 'yaml', 'zod', '@mantine/core']) {
      expect(text).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\([A-Z]`, 'm'))
    }
  })

  it('are all that the window and the engine import', () => {
    const text = writeThirdParty(root)
    const imported = sourcesIn('renderer', 'electron', 'shared').flatMap(importsOf)
    const packages = imported
      .filter((name) => !/^(node:|electron$|(shared|electron|renderer)\/)/.test(name))
      .map((name) =>
        name
          .split('/')
          .slice(0, name.startsWith('@') ? 2 : 1)
          .join('/'),
      )
      .filter((name) => !['vite', '@vitejs/plugin-react'].includes(name))
    const missing = [...new Set(packages)].filter((name) => !text.includes(`\n${name} `))
    expect(missing).toEqual([])
  })
})

describe("electron-builder's own maintainer scripts", () => {
  // Ours stand in their place: where these change, somebody has to read them and bring ours up to it.
  it.each([
    ['after-install.tpl', '228d700c9698f3d8'],
    ['after-remove.tpl', 'c454c4d77e217575'],
    ['apparmor-profile.tpl', '602d133ff00bea26'],
  ])('are those that ours were written after: %s', (name, digest) => {
    const file = join(root, 'node_modules/app-builder-lib/templates/linux', name)
    expect(createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16)).toBe(digest)
  })
})
