import { describe, expect, it } from 'vitest'
import {
  parseRootLine,
  requestOfRootLine,
  type RootLine,
} from '../../../electron/engine/parse/root-line.ts'
import type { PrivilegedAction } from '../../../shared/permission.ts'

const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text))

const lines: readonly (readonly [PrivilegedAction, string, RootLine, number | 'oldest' | null])[] =
  [
    [
      'signals',
      'hello 1 role=signals pidfd=yes inode=no boot=abc-1 for=1000',
      {
        kind: 'root-hello',
        version: 1,
        role: 'signals',
        pidfd: true,
        inode: false,
        boot: 'abc-1',
        uid: 1000,
      },
      null,
    ],
    ['signals', 'opened 1 2 333', { kind: 'opened', request: 1, handle: 2, inode: '333' }, 1],
    [
      'signals',
      'refused 1 protected',
      { kind: 'refused', request: 1, reason: 'protected', errorName: null },
      1,
    ],
    ['signals', 'sent 7', { kind: 'sent', request: 7 }, 7],
    ['signals', 'failed 7 ESRCH', { kind: 'failed', request: 7, errorName: 'ESRCH' }, 7],
    ['signals', 'exited 4', { kind: 'exited', handle: 4 }, null],
    ['signals', 'claimed 3', { kind: 'done', word: 'claimed', request: 3 }, 3],
    ['signals', 'added 3', { kind: 'done', word: 'added', request: 3 }, 3],
    ['signals', 'released 3', { kind: 'done', word: 'released', request: 3 }, 3],
    [
      'signals',
      'busy 5 abc-run 0 cli',
      { kind: 'busy', request: 5, run: 'abc-run', uid: 0, door: bytes('cli') },
      5,
    ],
    ['init-scripts', 'started 2 9', { kind: 'started', request: 2, job: 9 }, 2],
    [
      'init-scripts',
      'refused 2 not-roots the%20script%20is%20ada%27s',
      { kind: 'denied', request: 2, reason: 'not-roots', text: bytes("the script is ada's") },
      2,
    ],
    [
      'init-scripts',
      'said 9 Stopping%0A',
      { kind: 'said', job: 9, bytes: bytes('Stopping\n') },
      null,
    ],
    ['init-scripts', 'exited 9 3', { kind: 'job-ended', job: 9, status: 3, signal: null }, null],
    ['init-scripts', 'killed 9 15', { kind: 'job-ended', job: 9, status: null, signal: 15 }, null],
    ['stale-files', 'removed 1', { kind: 'done', word: 'removed', request: 1 }, 1],
    [
      'stale-files',
      'refused 1 alive',
      { kind: 'denied', request: 1, reason: 'alive', text: bytes('') },
      1,
    ],
    ['deadlines', 'moved 1', { kind: 'done', word: 'moved', request: 1 }, 1],
    ['deadlines', 'taken-back 1', { kind: 'done', word: 'taken-back', request: 1 }, 1],
    [
      'deadlines',
      'error - bad-request a unit',
      { kind: 'bad-request', expected: 'a unit' },
      'oldest',
    ],
  ]

describe('a line of the root helper', () => {
  it.each(lines)('as %s says: %s', (role, text, line, request) => {
    expect(parseRootLine(role, text)).toEqual(line)
    expect(requestOfRootLine(line)).toBe(request)
  })

  it.each<[PrivilegedAction, string]>([
    ['signals', ''],
    ['signals', 'hello 1 pidfd=yes inode=yes boot=abc'],
    ['signals', 'hello 1 role=everything pidfd=yes inode=yes boot=abc for=0'],
    ['signals', 'claimed'],
    ['signals', 'claimed 01'],
    ['signals', 'claimed 1 '],
    ['signals', 'busy 5 a_run 0 cli'],
    ['signals', 'busy 5 run 0 c%li'],
    ['signals', 'said 1 x'],
    ['signals', 'refused 1 not-roots x'],
    ['init-scripts', 'opened 1 2 3'],
    ['init-scripts', 'exited 9'],
    ['init-scripts', 'said 1 %4'],
    ['init-scripts', 'said 1'],
    ['stale-files', 'sent 1'],
    ['deadlines', 'hello 1 pidfd=yes inode=yes boot=abc'],
    ['deadlines', 'moved -1'],
  ])('as %s means nothing: %j', (role, text) => {
    expect(parseRootLine(role, text)).toBeNull()
  })
})
