import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fail, ok } from '../../../shared/errors.ts'
import { stampFile, type FileStamp } from '../../../electron/engine/leftovers/remove-file.ts'
import {
  mayRemove,
  needsRoot,
  removeStaleFile,
} from '../../../electron/engine/privilege/root-files.ts'
import { FakeHelpers } from '../../fakes/root-helper.ts'

let folder: string
let path: string
let helpers: FakeHelpers
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quiesce-files-'))
  path = join(folder, 'iguana.pid')
  writeFileSync(path, '700\n')
  helpers = new FakeHelpers()
})
afterEach(() => {
  chmodSync(folder, 0o700)
  rmSync(folder, { recursive: true })
})

/** A file in a folder that nobody may write: where there is none, root or not. */
const roots = (name: string, under = '/run/no-such-folder'): FileStamp => ({
  folder: under,
  name,
  key: 'k',
})

describe('a stale file', () => {
  it('in a folder of one’s own is removed as oneself', async () => {
    const link = helpers.grant('stale-files')
    const stamp = stampFile(path)
    if (!stamp.ok) throw new Error(stamp.error)
    expect(needsRoot(stamp.value)).toBe(false)
    const removed = await removeStaleFile(helpers, {
      stamp: stamp.value,
      kind: 'pid-file',
      executable: null,
    })
    expect(removed).toEqual(ok(null))
    expect(existsSync(path)).toBe(false)
    expect(link.asked).toEqual([])
  })

  it.each([
    ['in a sticky folder', 0o1777, 'iguana.pid', 'other', false],
    ['of one’s own in a sticky folder', 0o1777, 'iguana.pid', 'own', true],
    ['in a sticky folder, for root', 0o1777, 'iguana.pid', 'root', true],
    ['in a folder that all may write', 0o777, 'iguana.pid', 'other', true],
    ['that is gone from a sticky folder', 0o1777, 'gone.pid', 'other', true],
  ] as const)('%s can be removed as its modes say', (_what, mode, name, who, may) => {
    chmodSync(folder, mode)
    const own = process.geteuid?.() ?? 0
    const uid = { other: own + 1, own, root: 0 }[who]
    expect(mayRemove({ folder, name, key: 'k' }, uid)).toBe(may)
  })

  it.each([
    ['pid-file', null, 'remove pid /run/no-such-folder/a%20b.pid'],
    ['pid-file', '/usr/sbin/iguana', 'remove pid /run/no-such-folder/a%20b.pid'],
    ['lock-file', null, 'remove lock /run/no-such-folder/a%20b.pid'],
    ['lock-file', '/usr/sbin/iguana', 'remove lock /run/no-such-folder/a%20b.pid /usr/sbin/iguana'],
  ] as const)('of root’s is removed by the helper: %s %s', async (kind, executable, asked) => {
    const link = helpers.grant('stale-files').answer('remove', { kind: 'done', word: 'removed' })
    const stamp = roots('a b.pid')
    expect(needsRoot(stamp)).toBe(true)
    expect(await removeStaleFile(helpers, { stamp, kind, executable })).toEqual(ok(null))
    expect(link.asked).toEqual([asked])
  })

  it('stays where the helper finds that somebody lives, in its words', async () => {
    const text = Uint8Array.from(Buffer.from('process 7 is called iguana'))
    helpers.grant('stale-files').answer('remove', { kind: 'denied', reason: 'alive', text })
    const stale = { stamp: roots('iguana'), kind: 'lock-file', executable: null } as const
    expect(await removeStaleFile(helpers, stale)).toEqual(
      fail('the root helper keeps it: process 7 is called iguana'),
    )
  })

  it('is said to be uncertain where the helper ended', async () => {
    const link = helpers.grant('stale-files')
    const stale = { stamp: roots('iguana'), kind: 'lock-file', executable: null } as const
    const removed = removeStaleFile(helpers, stale)
    link.end('it died')
    expect(await removed).toEqual(fail('the root helper ended; look whether the file is there'))
  })

  it('stays without permission, in the system’s words', async () => {
    const stale = { stamp: roots('iguana'), kind: 'pid-file', executable: null } as const
    expect((await removeStaleFile(helpers, stale)).ok).toBe(false)
    expect(helpers.asked).toEqual([])
  })

  it('with a name that no line holds stays', async () => {
    const link = helpers.grant('stale-files')
    const stamp = roots('x'.repeat(230))
    const stale = { stamp, kind: 'pid-file', executable: null } as const
    expect(await removeStaleFile(helpers, stale)).toMatchObject({ ok: false })
    expect(link.asked).toEqual([])
  })
})
