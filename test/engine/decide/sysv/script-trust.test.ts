import { describe, expect, it } from 'vitest'
import {
  refuseScript,
  type PathStep,
  type ScriptPath,
} from '../../../../electron/engine/decide/sysv/script-trust.ts'

const path = '/etc/init.d/iguana'
const folder = (at: string, more: Partial<PathStep> = {}): PathStep => ({
  path: at,
  kind: 'folder',
  uid: 0,
  mode: 0o755,
  ...more,
})
const script = (more: Partial<PathStep> = {}): PathStep => ({
  path,
  kind: 'file',
  uid: 0,
  mode: 0o755,
  ...more,
})
const way = (...steps: readonly PathStep[]): ScriptPath => ({
  kind: 'found',
  steps: [folder('/'), folder('/etc'), ...steps],
  end: steps.at(-1)?.path ?? path,
})
const init = folder('/etc/init.d')

const refusal = (found: ScriptPath, uid = 0) => refuseScript(path, found, uid)

describe('a script that root may run', () => {
  it.each([
    ['root’s alone', way(init, script())],
    ['that root’s group may read', way(init, script({ mode: 0o750 }))],
    [
      'behind a link, in folders of root’s',
      way(init, script({ kind: 'link', mode: 0o777 }), folder('/opt'), script({ path: '/opt/i' })),
    ],
  ])('%s', (_, found) => {
    expect(refusal(found)).toBeNull()
  })
})

describe('a script that root must not run', () => {
  it.each([
    [
      'every user may write it',
      way(init, script({ mode: 0o777 })),
      /every user may write \/etc\/init\.d\/iguana/,
    ],
    ['its group may write it', way(init, script({ mode: 0o775 })), /the group of .* may write it/],
    ['it belongs to somebody', way(init, script({ uid: 1000 })), /belongs to user 1000/],
    [
      'its folder belongs to somebody',
      way(folder('/etc/init.d', { uid: 7 }), script()),
      /init\.d belongs to user 7/,
    ],
    [
      'its folder is writable by all',
      way(folder('/etc/init.d', { mode: 0o777 }), script()),
      /every user may write \/etc\/init\.d,/,
    ],
    [
      'its folder is sticky, as /tmp',
      way(folder('/tmp', { mode: 0o1777 }), script()),
      /every user may write \/tmp/,
    ],
    [
      'a link of it leads through a folder of somebody',
      way(
        init,
        script({ kind: 'link', mode: 0o777 }),
        folder('/home/ada', { uid: 1000 }),
        script(),
      ),
      /\/home\/ada belongs to user 1000/,
    ],
    [
      'the link is somebody’s',
      way(init, script({ kind: 'link', uid: 1000 }), script()),
      /belongs to user 1000/,
    ],
    ['it is a folder', way(init), /no plain file/],
    ['it is a device', way(init, script({ kind: 'other' })), /no plain file/],
    ['it may not be executed', way(init, script({ mode: 0o644 })), /may not be executed/],
    ['it is not there', { kind: 'missing' } as const, /is not there/],
    [
      'it cannot be seen',
      { kind: 'unreadable', why: 'EACCES' } as const,
      /Nobody can tell.*EACCES/,
    ],
  ])('%s', (_, found, message) => {
    const error = refusal(found)
    expect(error?.code).toBe('untrusted-script')
    expect(error?.message).toMatch(message)
    expect(error?.next).toMatch(/\.$/)
  })

  it('says what root would run by it', () => {
    expect(refusal(way(init, script({ mode: 0o777 })))?.message).toContain('what root runs')
  })
})

describe('a script that a plain user runs', () => {
  it.each([
    ['the user’s own', way(init, script({ uid: 1000 })), null],
    ['that the user’s own group may write', way(init, script({ uid: 1000, mode: 0o775 })), null],
    ['root’s', way(init, script()), null],
    ['another user’s', way(init, script({ uid: 1001 })), 'untrusted-script'],
    ['that all may write', way(init, script({ uid: 1000, mode: 0o777 })), 'untrusted-script'],
    ['root’s that a group may write', way(init, script({ mode: 0o775 })), 'untrusted-script'],
  ])('%s', (_, found, code) => {
    expect(refusal(found, 1000)?.code ?? null).toBe(code)
  })
  it('is told in words to that user', () => {
    expect(refusal(way(init, script({ uid: 1001 })), 1000)?.message).toContain('what you run')
  })
})
