import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeIfOutdated, newestChangeMs } from '../../build/up-to-date.mjs'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quiesce-up-to-date-'))
  mkdirSync(join(folder, 'source'))
  writeFileSync(join(folder, 'source', 'a.ts'), '')
  writeFileSync(join(folder, 'source', 'b.ts'), '')
  setTime('source/a.ts', 1000)
  setTime('source/b.ts', 2000)
  setTime('source', 1500)
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

function setTime(path: string, seconds: number): void {
  utimesSync(join(folder, path), seconds, seconds)
}

/** Makes the output; tells whether there was a need. */
const make = (): Promise<boolean> =>
  makeIfOutdated(
    {
      stamp: join(folder, 'stamps', 'output'),
      inputs: [join(folder, 'source'), join(folder, 'not-there')],
      outputs: [join(folder, 'output.js')],
    },
    () => {
      writeFileSync(join(folder, 'output.js'), '')
      return Promise.resolve()
    },
  )

describe('what is built again', () => {
  it('finds the newest change among files and folders, and passes over what is not there', () => {
    expect(newestChangeMs([join(folder, 'source'), join(folder, 'not-there')])).toBe(2_000_000)
    setTime('source', 3000)
    expect(newestChangeMs([join(folder, 'source')])).toBe(3_000_000)
    expect(newestChangeMs([])).toBe(0)
  })

  it('makes what was never made, and then leaves it', async () => {
    expect(await make()).toBe(true)
    expect(await make()).toBe(false)
  })

  it.each([
    [
      'a source changed',
      () => {
        setTime('source/a.ts', Date.now() / 1000 + 60)
      },
    ],
    [
      'a source was deleted',
      () => {
        setTime('source', Date.now() / 1000 + 60)
      },
    ],
    [
      'the output was deleted',
      () => {
        rmSync(join(folder, 'output.js'))
      },
    ],
  ])('makes it again when %s', async (_, change) => {
    await make()
    change()
    expect(await make()).toBe(true)
  })

  it('makes it again when a source changed while it was being made', async () => {
    const inputs = [join(folder, 'source')]
    const what = { stamp: join(folder, 'stamp'), inputs, outputs: [] }
    const made = await makeIfOutdated(what, () => {
      setTime('source/a.ts', Date.now() / 1000 + 1)
      return Promise.resolve()
    })
    expect(made).toBe(true)
    expect(await makeIfOutdated(what, () => Promise.resolve())).toBe(true)
  })

  it('leaves no stamp where the making failed', async () => {
    const what = { stamp: join(folder, 'stamp'), inputs: [], outputs: [] }
    await expect(makeIfOutdated(what, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await makeIfOutdated(what, () => Promise.resolve())).toBe(true)
  })
})
