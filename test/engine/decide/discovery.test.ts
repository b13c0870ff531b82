import { describe, expect, it } from 'vitest'
import {
  discoverLeftFiles,
  discoverServices,
  type FoundPidFile,
} from '../../../electron/engine/decide/discovery.ts'
import { makeScene } from '../../../electron/engine/decide/scene.ts'
import { printTarget } from '../../../electron/engine/decide/target.ts'
import type { ProcessRow } from '../../../shared/process.ts'
import { pidFileOf } from '../../fakes/backends.ts'
import { makeRow, makeTable, makeWorker } from '../../fakes/rows.ts'

const terminal = 34_816
const shell = makeRow({ pid: 40, exe: '/usr/bin/bash', args: ['-bash'], terminal, uid: 1000 })
const quiesce = makeRow({ pid: 50, parentPid: 40, session: 40, terminal, exe: '/usr/bin/node' })
const self = { pid: 50, uid: 1000, systemd: false }

function discover(
  rows: readonly ProcessRow[],
  files: readonly FoundPidFile[] = [],
  claimed: readonly number[] = [],
): string[] {
  const scene = makeScene(makeTable([shell, quiesce, ...rows]), self)
  return discoverServices(scene, files, new Set(claimed)).map((d) => printTarget(d.target))
}
const file = (path: string, pid: number, more = {}): FoundPidFile => ({
  path,
  facts: pidFileOf(pid, more),
})

const nginx = makeRow({ pid: 100, exe: '/usr/sbin/nginx' })

describe('a daemon is found', () => {
  it('by its own session without a terminal, under its exact name', () => {
    expect(discover([nginx, makeWorker(101, nginx)])).toEqual(['pid:100@1000'])
  })

  it('after a second fork, when the leader of its session is gone', () => {
    expect(discover([makeRow({ pid: 101, session: 90, processGroup: 90 })])).toEqual([
      'pid:101@1010',
    ])
  })

  it('by its topmost process when the leader of its session is gone', () => {
    const top = makeRow({ pid: 101, session: 90, processGroup: 90 })
    const below = makeRow({ pid: 102, parentPid: 101, session: 90, processGroup: 90 })
    expect(discover([below, top])).toEqual(['pid:101@1010'])
  })

  it('by a trusted pid file, which then is its name, the shortest one', () => {
    const files = [file('/run/nginx/nginx.pid', 100), file('/run/nginx.pid', 100)]
    expect(discover([nginx], files)).toEqual(['pidfile:/run/nginx.pid'])
  })

  it('by a trusted pid file alone, though it leads no session', () => {
    const row = makeRow({ pid: 100, session: 1, processGroup: 1 })
    expect(discover([row])).toEqual([])
    expect(discover([row], [file('/run/x.pid', 100)])).toEqual(['pidfile:/run/x.pid'])
  })

  it('though a person started it from a shell that still lives', () => {
    const started = makeRow({ pid: 100, parentPid: 40, exe: '/opt/practice', uid: 1000 })
    expect(discover([started])).toEqual(['pid:100@1000'])
    const byQuiesce = makeRow({ pid: 101, parentPid: 50, exe: '/opt/practice', uid: 1000 })
    expect(discover([byQuiesce])).toEqual(['pid:101@1010'])
  })
})

describe('a daemon with others below it is one service', () => {
  it('when its children have sessions of their own, as those of cron', () => {
    const job = makeRow({ pid: 101, parentPid: 100, exe: '/bin/dash', args: ['sh', '-c', 'job'] })
    const deep = makeRow({ pid: 102, parentPid: 101 })
    expect(discover([nginx, job, deep])).toEqual(['pid:100@1000'])
  })

  it('but not what a message bus, an SSH session or a terminal program started', () => {
    const bus = makeRow({ pid: 90, exe: '/usr/bin/dbus-daemon' })
    const sshd = makeRow({ pid: 91, exe: '/usr/sbin/sshd' })
    const xterm = makeRow({ pid: 92, exe: '/usr/bin/xterm' })
    const children = [90, 91, 92].map((parentPid) => makeRow({ pid: parentPid + 10, parentPid }))
    expect(discover([bus, sshd, xterm, ...children])).toEqual([
      'pid:90@900',
      'pid:91@910',
      'pid:100@1000',
      'pid:101@1010',
      'pid:102@1020',
    ])
  })

  it('but not a process with a pid file of its own, whoever watches over it', () => {
    const safe = makeRow({ pid: 100, exe: '/bin/dash', args: ['sh', '/usr/bin/mysqld_safe'] })
    const mysqld = makeRow({ pid: 101, parentPid: 100, session: 100, exe: '/usr/sbin/mysqld' })
    expect(discover([safe, mysqld], [file('/run/mysqld.pid', 101)])).toEqual([
      'pid:100@1000',
      'pidfile:/run/mysqld.pid',
    ])
  })

  it('even when a torn table shows parents in a loop', () => {
    const rows = [makeRow({ pid: 100, parentPid: 101 }), makeRow({ pid: 101, parentPid: 100 })]
    expect(discover(rows).length).toBeGreaterThan(0)
  })
})

describe('never found', () => {
  it.each<[string, ProcessRow]>([
    ["a person's shell", makeRow({ pid: 100, exe: '/usr/bin/zsh', args: ['-zsh'] })],
    ['a program on a terminal', makeRow({ pid: 100, terminal })],
    ['an editor', makeRow({ pid: 100, exe: '/usr/bin/emacs' })],
    ['a kernel thread', makeRow({ pid: 100, kernelThread: true })],
    ['a zombie', makeRow({ pid: 100, alive: false, state: 'Z' })],
    [
      'a process of a session in another namespace',
      makeRow({ pid: 100, session: 0, parentPid: 7 }),
    ],
  ])('%s', (_, row) => {
    expect(discover([row])).toEqual([])
  })

  it('init, Quiesce and its ancestors, even when a pid file names them', () => {
    const files = [file('/run/a.pid', 1), file('/run/b.pid', 50), file('/run/c.pid', 40)]
    expect(discover([], files)).toEqual([])
  })

  it('what a configured service holds already', () => {
    expect(discover([nginx], [], [100])).toEqual([])
  })
})

describe('pid files that cannot be trusted', () => {
  const left = (rows: readonly ProcessRow[], files: readonly FoundPidFile[]): string[] =>
    discoverLeftFiles(makeScene(makeTable([quiesce, ...rows]), self), files).map((d) =>
      printTarget(d.target),
    )

  it('are services of their own: dead ones, unsafe ones, bad ones', () => {
    const files = [
      file('/run/dead.pid', 4000),
      file('/run/unsafe.pid', 100, { file: { uid: 0, mode: 0o666 } }),
      file('/run/bad.pid', 0, { content: { ok: false, error: 'it is empty' } }),
      { path: '/run/link.pid', facts: { kind: 'odd', what: 'a symbolic link' } as const },
    ]
    expect(left([nginx], files)).toEqual([
      'pidfile:/run/dead.pid',
      'pidfile:/run/unsafe.pid',
      'pidfile:/run/bad.pid',
      'pidfile:/run/link.pid',
    ])
    expect(discover([nginx], files)).toEqual(['pid:100@1000'])
  })

  it('are none when the file is gone again or trusted', () => {
    const gone = { path: '/run/gone.pid', facts: { kind: 'missing' } as const }
    expect(left([nginx], [gone, file('/run/nginx.pid', 100)])).toEqual([])
  })
})
