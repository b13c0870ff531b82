import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { findElectron, firstReason } from '../../build/electron-binary.mjs'

describe('where Electron is', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'quiesce-electron-'))
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', folder)
  })
  afterEach(() => {
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true })
  })

  it('is the folder that ELECTRON_OVERRIDE_DIST_PATH names', () => {
    const binary = join(folder, 'electron')
    writeFileSync(binary, '')
    chmodSync(binary, 0o755)
    expect(findElectron()).toBe(binary)
  })

  it('is nowhere when that folder is empty', () => {
    expect(findElectron()).toBeNull()
  })
})

describe('why a download failed, in one line', () => {
  it.each([
    ['TypeError: fetch failed\n    at node:internal/deps', 'fetch failed'],
    [
      'TypeError: fetch failed\n  [cause]: Error: getaddrinfo ENOTFOUND example.org\n',
      'getaddrinfo ENOTFOUND example.org',
    ],
    ['HTTPError: Response code 404 (Not Found)', 'Response code 404 (Not Found)'],
    ['Error: connect ETIMEDOUT 192.0.2.1:443', 'connect ETIMEDOUT 192.0.2.1:443'],
    ['Error: EACCES: permission denied, mkdir', 'EACCES: permission denied, mkdir'],
    ['', 'no answer in time'],
  ])('%o: %s', (output, reason) => {
    expect(firstReason(output)).toBe(reason)
  })
})
