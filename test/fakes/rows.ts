/** Process rows and tables for tests: say what matters, the rest is an ordinary daemon. */
import type { ProcessRow } from '../../shared/process.ts'
import type { Moment } from '../../shared/run.ts'
import type { Table } from '../../electron/engine/decide/table.ts'

export const fakeBoot = '0f0f0f0f-1111-2222-3333-444444444444'

/** Wall clock of the fake table, milliseconds: a Sunday in March 2026. */
export const fakeNow: Moment = { mono: 1_000_000, wall: 1_774_145_518_000 }

/** What a test may say of a row; `exe` and `uid` also fill the fields that follow from them. */
export type RowWish = Partial<Omit<ProcessRow, 'identity' | 'executable'>> & {
  readonly pid: number
  readonly startTicks?: number
  readonly exe?: string
  readonly executable?: ProcessRow['executable']
}

/** One number for one path: equal paths are equal files. */
export const inodeOf = (path: string): number =>
  Array.from(path).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7)

/**
 * A daemon with a session and process group of its own, a child of init, owned by root, on no
 * terminal. `makeRow({ pid, parentPid: 100, session: 100, processGroup: 100 })` is its worker.
 */
export function makeRow(wish: RowWish): ProcessRow {
  const { pid, startTicks = pid * 10, exe, ...rest } = wish
  const path = exe ?? `/usr/sbin/daemon${pid}`
  const uid = rest.uid ?? 0
  const row: ProcessRow = {
    identity: { boot: fakeBoot, pid, startTicks },
    parentPid: 1,
    processGroup: pid,
    session: pid,
    terminal: 0,
    state: 'S',
    alive: true,
    kernelThread: false,
    name: path.slice(path.lastIndexOf('/') + 1).slice(0, 15),
    uid,
    user: uid === 0 ? 'root' : 'somebody',
    args: [path],
    executable: { path, device: 8, inode: inodeOf(path), deleted: false },
    cgroup: '/',
    pidNamespace: 'pid:[4026531836]',
    startedAt: fakeNow.wall - 3_600_000,
    cpuTicks: 0,
    residentBytes: 1_000_000,
  }
  return { ...row, ...rest }
}

/** A worker of a daemon: child of its main process, in its session and process group. */
export const makeWorker = (pid: number, of: ProcessRow, wish: Partial<RowWish> = {}): ProcessRow =>
  makeRow({
    ...(typeof of.executable === 'object' && 'path' in of.executable
      ? { exe: of.executable.path }
      : {}),
    uid: of.uid,
    user: of.user,
    parentPid: of.identity.pid,
    session: of.session,
    processGroup: of.processGroup,
    ...wish,
    pid,
  })

/** init, as every table has it. */
export const initRow = makeRow({
  pid: 1,
  parentPid: 0,
  session: 1,
  processGroup: 1,
  exe: '/sbin/init',
  startTicks: 1,
})

/** A table of these rows, and of init where no row has pid 1. */
export function makeTable(rows: readonly ProcessRow[], at: Moment = fakeNow): Table {
  const all = rows.some((row) => row.identity.pid === 1) ? rows : [initRow, ...rows]
  return { boot: fakeBoot, at, rows: new Map(all.map((row) => [row.identity.pid, row])) }
}
