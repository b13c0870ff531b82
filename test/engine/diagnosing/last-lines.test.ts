import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  readLastLines,
  type LastLinesPorts,
} from '../../../electron/engine/diagnosing/last-lines.ts'
import type { Observed } from '../../../electron/engine/decide/observed.ts'
import { createProcReader } from '../../../electron/engine/os/proc-reader.ts'
import { fail, ok } from '../../../shared/errors.ts'
import type { ProcessRow } from '../../../shared/process.ts'
import { isKnown } from '../../../shared/unknown.ts'
import { identity } from '../../fakes/run.ts'

let folder = ''
let child: ChildProcess | null = null
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quiesce-lines-'))
})
afterEach(async () => {
  const ended = child && child.exitCode === null ? once(child, 'exit') : null
  child?.stdin?.end()
  await ended
  child = null
  rmSync(folder, { recursive: true, force: true })
})

/** A process that does nothing, with its errors in this file. */
function daemon(file: string): number {
  const errors = openSync(file, 'a')
  child = spawn('cat', [], { stdio: ['pipe', 'ignore', errors] })
  closeSync(errors)
  return child.pid ?? 0
}

const ports = (state = 'S'): LastLinesPorts => ({
  unitLog: {
    read: (query) =>
      Promise.resolve(
        query.unit === 'iguana.service'
          ? ok([{ ...{ cursor: '', level: 6, pid: 1, from: 'iguana' }, at: 5, text: 'busy' }])
          : fail({ code: 'backend-failed', message: 'No journal.', next: 'x' }),
      ),
  },
  table: { readOne: (pid) => ({ identity: identity(pid), state }) as ProcessRow },
  outputFile: (target) => join(folder, `${target}.log`),
})
const service = (more: object): Observed =>
  ({ target: 'iguana', unit: null, main: null, members: [], ...more }) as unknown as Observed
const texts = async (of: Observed, with_ = ports()): Promise<readonly string[] | string> => {
  const lines = await readLastLines(with_, of)
  return isKnown(lines) ? lines.map(({ text }) => text) : lines.unknown
}

describe('the last lines of a daemon', () => {
  it('are those of its unit’s log', async () => {
    const unit = { name: 'iguana.service', manager: 'system' }
    expect(await readLastLines(ports(), service({ unit }))).toEqual([{ at: 5, text: 'busy' }])
  })

  it('are unknown with the reason where that cannot be read', async () => {
    const unit = { name: 'other.service', manager: 'system' }
    expect(await texts(service({ unit }))).toBe('No journal.')
  })

  it('are the end of the file that it writes its errors to', async () => {
    const file = join(folder, 'errors')
    const many = Array.from({ length: 5000 }, (_, n) => `line ${n}`)
    writeFileSync(file, `${many.join('\n')}\n\nnot stopping: a backup runs\n`)
    const lines = await texts(service({ main: identity(daemon(file)) }))
    expect(lines).toHaveLength(8)
    expect(lines.slice(-2)).toEqual(['line 4999', 'not stopping: a backup runs'])
  })

  it('are unknown where it has written nothing', async () => {
    const main = identity(daemon(join(folder, 'errors')))
    expect(await texts(service({ main }))).toBe('it has written nothing to its own file')
  })

  it('are what Quiesce kept of one that it started', async () => {
    writeFileSync(join(folder, 'iguana.log'), 'started\n')
    expect(await texts(service({}))).toEqual(['started'])
  })

  it.each<[string, (mounts: string) => string]>([
    ['lies on a file server', (mounts) => mounts.replaceAll(/ - \S+ /g, ' - nfs4 ')],
    ['lies on what was unmounted lazily', () => ''],
  ])('are not asked for where the file %s: the answer may never come', async (_, change) => {
    const file = join(folder, 'errors')
    writeFileSync(file, 'words\n')
    const main = identity(daemon(file))
    const real = createProcReader('/proc')
    const proc = (changed: (mounts: string) => string): LastLinesPorts => ({
      ...ports(),
      proc: {
        ...real,
        wholeText: (path) => {
          const text = real.wholeText(path)
          return typeof text === 'string' && path.endsWith('/mountinfo') ? changed(text) : text
        },
      },
    })
    expect(await texts(service({ main }), proc(change))).toBe(
      'it writes to no file that can be read here',
    )
    const local = (mounts: string): string => mounts.replaceAll(/ - \S+ /g, ' - ext4 ')
    expect(await texts(service({ main }), proc(local))).toEqual(['words'])
  })

  it('are not read of a process that hangs in the kernel: it may hang on that very file', async () => {
    const file = join(folder, 'errors')
    writeFileSync(file, 'words\n')
    const main = identity(daemon(file))
    expect(await texts(service({ main }), ports('D'))).toBe(
      'it writes to no file that can be read here',
    )
  })
})
