import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readPortNames } from '../../../../electron/engine/os/diagnosis/port-names.ts'
import { portNames } from '../../../../electron/engine/decide/diagnosis/port-names.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quiesce-ports-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

describe('what stands behind a port', () => {
  it('is the word that people use before that of /etc/services', () => {
    const path = join(folder, 'services')
    writeFileSync(path, 'postgresql 5432/tcp\nmsp 18/tcp\n')
    const names = readPortNames(path)
    expect(names.get(5432)).toBe('PostgreSQL')
    expect(names.get(18)).toBe('msp')
  })

  it('is known without that file', () => {
    expect(readPortNames(join(folder, 'none'))).toEqual(portNames)
  })

  it('is a port, and a name that fits into a sentence', () => {
    for (const [port, name] of portNames) {
      expect(port).toBeGreaterThan(0)
      expect(port).toBeLessThan(65_536)
      expect(name).toMatch(/^[A-Za-z][\w ()]{1,24}$/)
    }
  })
})
