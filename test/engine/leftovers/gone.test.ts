import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { BeforeForce } from '../../../electron/engine/decide/leftovers/facts.ts'
import { findGone } from '../../../electron/engine/leftovers/gone.ts'
import { deadLook } from '../../fakes/leftovers.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quiesce-gone-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const file = (name: string) => ({ path: join(folder, name), inode: null, device: null })
const nothing = { observed: null, before: null, runtimeFolder: null }
const before = (more: Partial<BeforeForce>): BeforeForce => ({
  ...{ at: 0, processes: [], ports: [], sockets: [], fifos: [], sharedMemory: [] },
  ...{ segments: [], temporary: [], whole: true },
  ...more,
})
const unitLook = (raw: object, pidFile: string | null = null) =>
  deadLook({ unit: { name: 'i-gone.service', manager: 'user', raw, pidFile } }).observed

describe('what the service had by name', () => {
  it('is gone where its name leads nowhere, and only there', async () => {
    writeFileSync(join(folder, 'there'), '')
    const files = [file('there'), file('gone'), file('there/below')]
    const found = await findGone({ ...nothing, before: before({ sockets: files }) })
    const one = { kind: 'unix-socket', bySystemd: false }
    expect(found).toEqual([one, one])
  })
  it('keeps its kind, and is told once', async () => {
    const memory = before({
      fifos: [file('f')],
      sharedMemory: [file('data'), file('sem.x')],
      temporary: [file('t'), file('f')],
    })
    const found = await findGone({ ...nothing, before: memory })
    expect(found.map(({ kind }) => kind)).toEqual([
      'temporary-file',
      'posix-memory',
      'posix-semaphore',
      'temporary-file',
    ])
  })
})

describe('what systemd removes of a unit', () => {
  const look = async (raw: object, pidFile: string | null = null) =>
    findGone({ observed: unitLook(raw, pidFile), before: null, runtimeFolder: folder })

  it('is its pid file and its runtime folders', async () => {
    mkdirSync(join(folder, 'stays'))
    expect(await look({ RuntimeDirectory: ['stays', 'went'] }, join(folder, 'i.pid'))).toEqual([
      { kind: 'pid-file', bySystemd: true },
      { kind: 'runtime-folder', bySystemd: true },
    ])
  })
  it('is no folder that it is told to keep', async () => {
    const raw = { RuntimeDirectory: ['went'], RuntimeDirectoryPreserve: 'yes' }
    expect(await look(raw)).toEqual([])
  })
  it.each([
    [true, [{ kind: 'private-folder', bySystemd: true }]],
    [false, []],
  ])('is the private /tmp of PrivateTmp=%s', async (PrivateTmp, found) => {
    expect(await look({ PrivateTmp })).toEqual(found)
  })
})
