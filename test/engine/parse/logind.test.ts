import { describe, expect, it } from 'vitest'
import {
  parseInhibitors,
  parseScheduled,
  parseSession,
  parseSessions,
} from '../../../electron/engine/parse/logind.ts'

describe('what holds a shutdown back', () => {
  it('is about a shutdown, as a block or a delay', () => {
    const body = [
      [
        ['shutdown:sleep', 'apt', 'upgrading', 'block', 0, 100],
        ['sleep', 'NetworkManager', 'turns off networks', 'delay', 0, 101],
        ['shutdown', 'GNOME', 'saves', 'delay', 1000, 102],
        ['shutdown', 'weak', 'later', 'block-weak', 1000, 103],
      ],
    ]
    expect(parseInhibitors(body)).toEqual([
      { who: 'apt', why: 'upgrading', mode: 'block', uid: 0, pid: 100 },
      { who: 'GNOME', why: 'saves', mode: 'delay', uid: 1000, pid: 102 },
      { who: 'weak', why: 'later', mode: 'block', uid: 1000, pid: 103 },
    ])
  })
  it.each([[[]], [['x']], [[[['shutdown', 'a', 'b', 'block', '0', 1]]]], [[[1, 2]]]])(
    'of another shape is none: %j',
    (body) => {
      expect(parseInhibitors(body)).toEqual([])
    },
  )
})

describe('sessions', () => {
  it('have a path and a user', () => {
    const path = '/org/freedesktop/login1/session/_31'
    expect(parseSessions([[['1', 1000, 'ops', 'seat0', path], ['2', 0], 7]])).toEqual([
      { id: '1', user: 'ops', seat: 'seat0', path },
    ])
    expect(parseSessions([[['1', 1000, 'ops', '', 'no path']]])).toEqual([])
  })
  it.each([
    [
      { TTY: 'pts/0', RemoteHost: '10.0.0.7', Class: 'user', Timestamp: 5_000_000n },
      'pts/0, 10.0.0.7',
      5000,
    ],
    [{ TTY: '', Display: ':0', Class: 'user', Timestamp: 0n }, ':0', null],
    [{ Class: 'user' }, '', null],
  ])('of %o are where %j', (properties, where, since) => {
    expect(parseSession(properties)).toEqual({ class: 'user', where, since })
  })
  it('of another shape tell nothing', () => {
    expect(parseSession('x')).toEqual({ class: '', where: '', since: null })
  })
})

describe('what is planned', () => {
  it.each([
    [['reboot', 1_700_000_000_000_000n], { at: 1_700_000_000_000, type: 'reboot' }],
    [['dry-poweroff', 5_000_000], { at: 5000, type: 'dry-poweroff' }],
    [['', 0n], null],
    [['', 18_446_744_073_709_551_615n], null],
    [['reboot', 18_446_744_073_709_551_615n], null],
    [['reboot', 0n], null],
    [['reboot'], null],
    ['reboot', null],
    [undefined, null],
  ])('%o is %o', (value, expected) => {
    expect(parseScheduled(value)).toEqual(expected)
  })
})
