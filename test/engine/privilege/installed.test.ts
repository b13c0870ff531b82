import { describe, expect, it } from 'vitest'
import {
  pkexecPath,
  rootHelperPath,
  whyNotRoots,
} from '../../../electron/engine/privilege/installed.ts'

interface Part {
  readonly kind?: 'file' | 'folder' | 'link'
  readonly uid?: number
  readonly mode?: number
}
const usual: Readonly<Record<string, Part>> = {
  '/': { kind: 'folder' },
  '/usr': { kind: 'folder' },
  '/usr/lib': { kind: 'folder' },
  '/usr/lib/quiesce': { kind: 'folder' },
  [rootHelperPath]: { kind: 'file' },
}

const why = (more: Readonly<Record<string, Part | null>>) =>
  whyNotRoots(rootHelperPath, (path) => {
    const part = { ...usual, ...more }[path]
    if (!part) throw Object.assign(new Error('no'), { code: 'ENOENT' })
    const { kind = 'file', uid = 0, mode = 0o755 } = part
    return { uid, mode, isFile: () => kind === 'file', isDirectory: () => kind === 'folder' }
  })

describe('the root helper', () => {
  it('stands at one path, and nothing overrides it', () => {
    expect(rootHelperPath).toBe('/usr/lib/quiesce/quiesce-root-helper')
    expect(pkexecPath).toBe('/usr/bin/pkexec')
  })

  it('is taken where all on the way is root’s alone', () => {
    expect(why({})).toBeNull()
  })

  it.each<[string, Record<string, Part | null>, boolean, RegExp]>([
    ['it is not there', { [rootHelperPath]: null }, true, /there is no/],
    ['its folder is not there', { '/usr/lib/quiesce': null }, true, /there is no/],
    ['it is somebody’s', { [rootHelperPath]: { uid: 1000 } }, false, /uid 1000/],
    [
      'its folder is somebody’s',
      { '/usr/lib/quiesce': { kind: 'folder', uid: 33 } },
      false,
      /uid 33/,
    ],
    ['its group may write it', { [rootHelperPath]: { mode: 0o775 } }, false, /written by others/],
    [
      'all may write its folder',
      { '/usr/lib': { kind: 'folder', mode: 0o1777 } },
      false,
      /written by others/,
    ],
    ['it is a link', { [rootHelperPath]: { kind: 'link' } }, false, /no plain file/],
    ['its folder is a link', { '/usr/lib/quiesce': { kind: 'link' } }, false, /no folder/],
    ['it cannot be executed', { [rootHelperPath]: { mode: 0o644 } }, false, /executed/],
    ['the root is somebody’s', { '/': { kind: 'folder', uid: 5 } }, false, /uid 5/],
  ])('is refused where %s', (_what, more, absent, words) => {
    const refusal = why(more)
    expect(refusal?.absent).toBe(absent)
    expect(refusal?.why).toMatch(words)
  })

  it('hides no other error of the system', () => {
    expect(
      whyNotRoots('/x', () => {
        throw Object.assign(new Error('no'), { code: 'EIO' })
      }),
    ).toMatchObject({ absent: false })
    expect(() =>
      whyNotRoots('/x', () => {
        throw new TypeError('a bug')
      }),
    ).toThrow('a bug')
  })
})
