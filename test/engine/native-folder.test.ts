import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findNativePrograms } from '../../electron/engine/native-folder.ts'

let base = ''
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'quiesce-native-'))
})
afterEach(() => {
  rmSync(base, { recursive: true })
})

function build(folder: string): void {
  mkdirSync(join(base, folder), { recursive: true })
  writeFileSync(join(base, folder, 'quiesce-signal-helper'), '')
}

describe('the native programs', () => {
  const cases = [
    ['the bundle of the command line', 'dist', 'dist/native'],
    ['the bundle of the desktop', 'dist/desktop', 'dist/native'],
    ['the sources', 'electron/engine', 'dist/native'],
    ['the installed command line', 'resources/cli', 'resources/native'],
    ['the installed desktop', 'resources/app.asar/dist/desktop', 'resources/native'],
    ['the archive itself', 'resources/app.asar', 'resources/native'],
  ] as const
  it.each(cases)('are found from %s', (_name, here, native) => {
    build(native)
    expect(findNativePrograms(join(base, here))).toEqual({
      helperPath: join(base, native, 'quiesce-signal-helper'),
      practicePath: join(base, native, 'quiesce-practice'),
    })
  })

  it('are never taken from within the archive, which starts no program', () => {
    build('resources/app.asar/dist/native')
    const { helperPath } = findNativePrograms(join(base, 'resources/app.asar/dist/desktop'))
    expect(helperPath).toBe(join(base, 'resources/native/quiesce-signal-helper'))
  })

  it('are never taken from beside a checkout, where anybody may have put them', () => {
    build('native')
    const { helperPath } = findNativePrograms(join(base, 'checkout/dist/desktop'))
    expect(helperPath).toBe(join(base, 'checkout/dist/desktop/native/quiesce-signal-helper'))
  })

  it('have the nearest place where there are none', () => {
    const { practicePath } = findNativePrograms(join(base, 'dist'))
    expect(practicePath).toBe(join(base, 'dist/native/quiesce-practice'))
  })
})
