import { describe, expect, it } from 'vitest'
import { executableCandidates, makeScene } from '../../../electron/engine/decide/scene.ts'
import {
  isMultiplexer,
  isSshServer,
  programName,
  sessionBasic,
} from '../../../electron/engine/decide/session-basics.ts'
import { shellWord } from '../../../electron/engine/decide/shell-word.ts'
import { ancestorsOf, indexBy, indexChildren } from '../../../electron/engine/decide/table.ts'
import type { ProcessRow } from '../../../shared/process.ts'
import { unknown } from '../../../shared/unknown.ts'
import { makeRow, makeTable } from '../../fakes/rows.ts'

const pids = (rows: readonly ProcessRow[] | undefined): number[] =>
  (rows ?? []).map((row) => row.identity.pid)

describe('walks over the table', () => {
  const table = makeTable([
    makeRow({ pid: 10 }),
    makeRow({ pid: 11, parentPid: 10, session: 10 }),
    makeRow({ pid: 12, parentPid: 11, session: 10 }),
    makeRow({ pid: 13, parentPid: 999 }),
  ])

  it('name ancestors, nearest first, up to init', () => {
    expect(pids(ancestorsOf(table, 12))).toEqual([11, 10, 1])
    expect(pids(ancestorsOf(table, 1))).toEqual([])
  })

  it('end where the parent is not in the table, or the process itself is not', () => {
    expect(pids(ancestorsOf(table, 13))).toEqual([])
    expect(pids(ancestorsOf(table, 4000))).toEqual([])
  })

  it('end in a loop of parents, which pids that change hands can show', () => {
    const loop = makeTable([
      makeRow({ pid: 10, parentPid: 11 }),
      makeRow({ pid: 11, parentPid: 10 }),
    ])
    expect(pids(ancestorsOf(loop, 10))).toEqual([11])
    const own = makeTable([makeRow({ pid: 10, parentPid: 10 })])
    expect(pids(ancestorsOf(own, 10))).toEqual([])
  })

  it('index children and sessions', () => {
    expect(pids(indexChildren(table).get(10))).toEqual([11])
    expect(indexChildren(table).get(12)).toBeUndefined()
    expect(pids(indexBy(table, (row) => row.session).get(10))).toEqual([10, 11, 12])
  })
})

describe('who may run an executable', () => {
  const script = makeRow({ pid: 13, exe: '/usr/bin/python3', args: ['python3', '/opt/run'] })
  const rows = [
    makeRow({ pid: 10, exe: '/opt/run' }),
    makeRow({ pid: 11, executable: { path: '/moved', device: 8, inode: 77, deleted: false } }),
    makeRow({ pid: 12, executable: unknown('permission denied') }),
    script,
    makeRow({ pid: 14, exe: '/opt/other' }),
    makeRow({ pid: 15, exe: '/opt/run', alive: false, state: 'Z' }),
    makeRow({ pid: 16, exe: '/opt/run', kernelThread: true }),
  ]
  const scene = makeScene(makeTable(rows), { pid: 50, uid: 0, systemd: false })

  it('is found by path, by file, by script, and where nobody may know', () => {
    const wanted = { path: '/opt/run', file: { device: 8, inode: 77 } }
    expect(pids(executableCandidates(scene, wanted)).sort()).toEqual([10, 11, 12, 13])
  })

  it('is found without the file, too', () => {
    expect(pids(executableCandidates(scene, { path: '/opt/run', file: null })).sort()).toEqual([
      10, 12, 13,
    ])
  })
})

describe('programs that a session hangs on', () => {
  it.each([
    ['/usr/bin/tmux', isMultiplexer, true],
    ['/usr/bin/screen', isMultiplexer, true],
    ['/usr/bin/bash', isMultiplexer, false],
    ['/usr/sbin/sshd', isSshServer, true],
    ['/usr/lib/openssh/sshd-session', isSshServer, true],
    ['/usr/sbin/dropbear', isSshServer, true],
    ['/usr/bin/ssh', isSshServer, false],
    ['/usr/bin/dbus-daemon', (row: ProcessRow) => sessionBasic(row) !== null, true],
    ['/usr/bin/dbus-monitor', (row: ProcessRow) => sessionBasic(row) !== null, false],
  ])('%s', (exe, is, answer) => {
    expect(is(makeRow({ pid: 7, exe }))).toBe(answer)
  })

  it('are called by their file, not by the name they gave themselves', () => {
    expect(programName(makeRow({ pid: 7, exe: '/usr/bin/x', name: 'Xorg' }))).toBe('x')
    expect(programName(makeRow({ pid: 7, name: 'Xorg', executable: unknown('EACCES') }))).toBe(
      'Xorg',
    )
    // A borrowed name refuses too much, never too little.
    expect(sessionBasic(makeRow({ pid: 7, exe: '/usr/bin/x', name: 'Xorg' }))).toBe(
      'the display server',
    )
  })
})

describe('a word for a shell', () => {
  it.each([
    ['nginx.service', 'nginx.service'],
    ['/run/x.pid', '/run/x.pid'],
    ['two words', "'two words'"],
    ['a\\x2db.service', "'a\\x2db.service'"],
    ["it's", `'it'\\''s'`],
    ['$(reboot)', "'$(reboot)'"],
    ['', "''"],
    ['a\nb', "'a\\nb'"],
  ])('%j: %s', (text, word) => {
    expect(shellWord(text)).toBe(word)
  })
})
