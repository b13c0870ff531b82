import { describe, expect, it } from 'vitest'
import { parseHelperLine } from '../../../electron/engine/parse/helper-line.ts'

const boot = '7f28216c-cd44-4d89-95c5-bdc4d9d77809'

describe('a line of the signal helper', () => {
  it.each([
    [
      `hello 1 pidfd=yes inode=no boot=${boot}`,
      { kind: 'hello', version: 1, pidfd: true, inode: false, boot },
    ],
    [
      'hello 2 pidfd=no inode=yes boot=unknown',
      { kind: 'hello', version: 2, pidfd: false, inode: true, boot: 'unknown' },
    ],
    ['opened 3 1 0', { kind: 'opened', request: 3, handle: 1, inode: '0' }],
    [
      // More than a double holds exactly.
      'opened 3 1 18446744073709551615',
      { kind: 'opened', request: 3, handle: 1, inode: '18446744073709551615' },
    ],
    ['refused 4 gone', { kind: 'refused', request: 4, reason: 'gone', errorName: null }],
    ['refused 4 changed', { kind: 'refused', request: 4, reason: 'changed', errorName: null }],
    ['refused 4 protected', { kind: 'refused', request: 4, reason: 'protected', errorName: null }],
    [
      'refused 4 permission',
      { kind: 'refused', request: 4, reason: 'permission', errorName: null },
    ],
    [
      'refused 4 error EMFILE',
      { kind: 'refused', request: 4, reason: 'error', errorName: 'EMFILE' },
    ],
    ['sent 5', { kind: 'sent', request: 5 }],
    ['failed 6 ESRCH', { kind: 'failed', request: 6, errorName: 'ESRCH' }],
    ['closed 7', { kind: 'closed', request: 7 }],
    ['exited 8', { kind: 'exited', handle: 8 }],
    [
      'error - bad-request open, signal or close',
      { kind: 'bad-request', expected: 'open, signal or close' },
    ],
  ])('%s', (line, expected) => {
    expect(parseHelperLine(line)).toEqual(expected)
  })

  it.each([
    '',
    ' ',
    'hello',
    'hello 1 pidfd=maybe inode=no boot=x',
    'hello 1 pidfd=yes inode=no boot=',
    'opened 3 1',
    'opened 03 1 0',
    'opened -3 1 0',
    'opened 3 1 0 9',
    'refused 4 tired',
    'refused 4 error',
    'sent',
    'sent 5 6',
    'sent 5\r',
    ' sent 5',
    'Sent 5',
    'failed 6',
    'exited x',
    'error 3 bad-request x',
    'sent 99999999999999999999',
  ])('means nothing: %j', (line) => {
    expect(parseHelperLine(line)).toBeNull()
  })
})
