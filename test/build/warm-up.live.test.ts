import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { warmUp } from '../../build/warm-up.mjs'

const folder = mkdtempSync(join(tmpdir(), 'quiesce-compiled-'))
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

describe('what warms up', () => {
  it('stops something, and leaves what was compiled for it', async () => {
    vi.stubEnv('NODE_COMPILE_CACHE', folder)
    expect(await warmUp()).toBe(0)
    const [version = ''] = readdirSync(folder)
    // The program itself is in five files.
    expect(readdirSync(join(folder, version)).length).toBeGreaterThan(4)
  })
})
