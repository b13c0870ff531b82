import { describe, expect, it } from 'vitest'
import { profileFiles, splitCommand, stopWays } from '../../../renderer/model/profile-lines.ts'
import type { Profile } from '../../../shared/profile.ts'
import { kamailio, nginx } from '../../fakes/scene-known.ts'

describe('the ways to stop a daemon', () => {
  it('come mildest first, and only those that it has', () => {
    const ways = stopWays(nginx).map(({ word, signals }) => [word, signals.map((s) => s.signal)])
    expect(ways).toEqual([
      ['Gracefully', ['QUIT']],
      ['Fast', ['TERM', 'INT']],
    ])
  })
})

describe('the files of a daemon', () => {
  const at = (files: Profile['files']): Profile => ({ ...kamailio, files })
  const debian = { pid: ['/run/a.pid'], basis: 'unknown' }
  it('are one line where both families agree', () => {
    expect(profileFiles(at({ debian, rhel: { ...debian, basis: 'documented: a' } }))).toEqual([
      { word: 'Pid file', paths: ['/run/a.pid'], basis: 'unknown' },
    ])
  })
  it('name the family where they differ', () => {
    const rhel = { pid: ['/var/run/a.pid'], basis: 'unknown' }
    expect(profileFiles(at({ debian, rhel })).map((line) => line.word)).toEqual([
      'Pid file, Debian',
      'Pid file, Red Hat',
    ])
  })
  it('need no family where only one has them', () => {
    const rhel = { lock: ['/var/lock/subsys/a'], basis: 'unknown' }
    expect(profileFiles(at({ debian, rhel })).map((line) => line.word)).toEqual([
      'Pid file',
      'Lock file',
    ])
  })
  it('are none where nobody knows any', () => {
    expect(profileFiles(at({}))).toEqual([])
  })
})

describe("a vendor's command", () => {
  it.each([
    ['systemctl stop kamailio', 'systemctl stop kamailio', ''],
    [
      'systemctl stop nginx: on Debian it sends QUIT',
      'systemctl stop nginx',
      'on Debian it sends QUIT',
    ],
    ['a: b: c', 'a', 'b: c'],
  ])('%s', (text, command, remark) => {
    expect(splitCommand(text)).toEqual({ command, remark })
  })
})
