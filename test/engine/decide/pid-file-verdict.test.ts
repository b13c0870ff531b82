import { describe, expect, it } from 'vitest'
import {
  judgePidFile,
  type PidFileFacts,
} from '../../../electron/engine/decide/pid-file-verdict.ts'
import type { ProcessWanted } from '../../../electron/engine/decide/runs-executable.ts'
import type { PidFileVerdict } from '../../../shared/service.ts'
import { unknown } from '../../../shared/unknown.ts'
import { fakeNow, inodeOf, makeRow, makeTable, type RowWish } from '../../fakes/rows.ts'

type File = Extract<PidFileFacts, { kind: 'file' }>
const started = fakeNow.wall - 60_000

const file = (more: Partial<File> = {}): File => ({
  kind: 'file',
  file: { uid: 0, mode: 0o644 },
  folder: { uid: 0, mode: 0o755 },
  writtenAt: started + 500,
  content: { ok: true, value: 700 },
  ...more,
})
const nothing: ProcessWanted = { exe: null, user: null }
const nginx = { path: '/usr/sbin/nginx', file: { device: 8, inode: inodeOf('/usr/sbin/nginx') } }

function judge(
  facts: PidFileFacts,
  row: Partial<RowWish> | null = {},
  wanted = nothing,
): PidFileVerdict {
  const rows = row
    ? [makeRow({ exe: '/usr/sbin/nginx', startedAt: started, ...row, pid: 700 })]
    : []
  return judgePidFile('/run/nginx.pid', facts, makeTable(rows), wanted)
}

describe('a pid file is trusted', () => {
  it('when its process started before it was written', () => {
    expect(judge(file())).toEqual({
      path: '/run/nginx.pid',
      verdict: 'trusted',
      pid: 700,
      evidence: ['It names nginx (700).', 'It started 0.5\u00a0s before the file was written.'],
    })
  })

  it.each([
    [-1000, 'trusted'],
    [-1001, 'stale'],
    [0, 'trusted'],
    [86_400_000, 'trusted'],
  ])('within the second that the clocks may differ: %i ms', (ahead, verdict) => {
    expect(judge(file({ writtenAt: started + ahead })).verdict).toBe(verdict)
  })

  it('when its process runs the configured executable, whatever the times say', () => {
    const verdict = judge(file({ writtenAt: started - 900_000 }), {}, { exe: nginx, user: null })
    expect(verdict.verdict).toBe('trusted')
    expect(verdict.evidence).toContain('It runs /usr/sbin/nginx.')
  })

  it('when the executable was replaced by an upgrade since', () => {
    const executable = { path: nginx.path, device: 8, inode: 4, deleted: true }
    expect(judge(file(), { executable }, { exe: nginx, user: null }).verdict).toBe('trusted')
  })

  it('when the configured executable is a script and its interpreter runs it', () => {
    const row = { exe: '/usr/bin/python3.11', args: ['python3', '/opt/iguana/run.py'] }
    const exe = { path: '/opt/iguana/run.py', file: { device: 8, inode: 9 } }
    expect(judge(file(), row, { exe, user: null }).verdict).toBe('trusted')
  })

  it("when file and folder belong to the process's own user, as databases have it", () => {
    const owner = { uid: 105, mode: 0o644 }
    const facts = file({ file: owner, folder: { uid: 105, mode: 0o2775 } })
    expect(judge(facts, { uid: 105 }).verdict).toBe('trusted')
  })

  it('in a folder that all may write and that is sticky, like /tmp', () => {
    expect(judge(file({ folder: { uid: 0, mode: 0o1777 } })).verdict).toBe('trusted')
  })

  it('by time alone when the executable cannot be read', () => {
    const hidden = { executable: unknown('permission denied') }
    expect(judge(file(), hidden, { exe: nginx, user: null }).verdict).toBe('trusted')
    const late = file({ writtenAt: started - 5000 })
    expect(judge(late, hidden, { exe: nginx, user: null }).verdict).toBe('stale')
  })

  it('and says so when a group may write it', () => {
    const verdict = judge(file({ file: { uid: 0, mode: 0o664 } }))
    expect(verdict.verdict).toBe('trusted')
    expect(verdict.evidence).toContain('The group of the file may write it too.')
  })
})

describe('a pid file is stale', () => {
  it('when nobody has that pid', () => {
    expect(judge(file(), null)).toMatchObject({
      verdict: 'stale',
      pid: 700,
      evidence: ['It names pid 700, and no such process runs.'],
    })
  })

  it('when its process is a zombie', () => {
    const verdict = judge(file(), { alive: false, state: 'Z' })
    expect(verdict).toMatchObject({ verdict: 'stale', pid: 700 })
    expect(verdict.evidence[0]).toContain('waits to be reaped')
  })

  it('when its pid went to a process that started later', () => {
    const verdict = judge(file({ writtenAt: started - 12_000 }))
    expect(verdict.verdict).toBe('stale')
    expect(verdict.evidence).toContain('It started 12\u00a0s after the file was written.')
  })

  it('when its pid runs another executable, even one that is older than the file', () => {
    const verdict = judge(file(), { exe: '/usr/bin/bash' }, { exe: nginx, user: null })
    expect(verdict.verdict).toBe('stale')
    expect(verdict.evidence).toContain('It runs /usr/bin/bash, not /usr/sbin/nginx.')
  })

  it('when its pid runs as another user than the configured one', () => {
    const verdict = judge(file(), { user: 'root' }, { exe: nginx, user: 'www-data' })
    expect(verdict.verdict).toBe('stale')
    expect(verdict.evidence).toContain('It runs as root, not as www-data.')
    expect(judge(file(), { user: 'www-data' }, { exe: null, user: 'www-data' }).verdict).toBe(
      'trusted',
    )
    expect(judge(file(), {}, { exe: null, user: '0' }).verdict).toBe('trusted')
  })
})

describe('a pid file is unsafe', () => {
  const alice = { uid: 1000, mode: 0o644 }
  it.each<[string, Partial<File>, string]>([
    ['writable by all', { file: { uid: 0, mode: 0o646 } }, 'Every user may write the file.'],
    [
      'in a folder where all may replace it',
      { folder: { uid: 0, mode: 0o777 } },
      'Every user may replace the file: its folder is writable by all and not sticky.',
    ],
    [
      'of another user than its process',
      { file: alice },
      'The file belongs to user 1000, the process to user 0.',
    ],
    [
      "in another user's folder",
      { folder: { uid: 1000, mode: 0o755 } },
      'The folder belongs to user 1000, the process to user 0.',
    ],
    [
      'in a folder nobody can look at',
      { folder: unknown('permission denied') },
      'Who may replace the file is not known: permission denied.',
    ],
  ])('%s', (_, facts, evidence) => {
    const verdict = judge(file(facts))
    expect(verdict).toMatchObject({ verdict: 'unsafe', pid: 700 })
    expect(verdict.evidence).toContain(evidence)
  })

  it('when its process could not have been started by its owner, whose user is unknown', () => {
    const verdict = judge(file({ file: alice }), { uid: unknown('permission denied') })
    expect(verdict.verdict).toBe('unsafe')
    expect(verdict.evidence[1]).toContain('an unknown user')
  })

  it('even when it is stale or dead: what it says, the daemon perhaps never said', () => {
    const all = { uid: 0, mode: 0o666 }
    expect(judge(file({ file: all }), null).verdict).toBe('unsafe')
    expect(judge(file({ file: all, writtenAt: started - 9000 })).verdict).toBe('unsafe')
  })

  it.each(['a symbolic link', 'a FIFO', 'a folder'])('when it is %s', (what) => {
    expect(judge({ kind: 'odd', what })).toMatchObject({
      verdict: 'unsafe',
      pid: null,
      evidence: [`It is ${what}, not a plain file.`],
    })
  })
})

describe('a pid file without a word', () => {
  it('is missing', () => {
    expect(judge({ kind: 'missing' })).toMatchObject({ verdict: 'missing', pid: null })
  })

  it('is unreadable, with the reason', () => {
    expect(judge({ kind: 'unreadable', why: 'permission denied' })).toMatchObject({
      verdict: 'unreadable',
      evidence: ['The file cannot be read: permission denied.'],
    })
  })

  it('is bad, with what it holds', () => {
    const content = { ok: false, error: 'it is empty' } as const
    expect(judge(file({ content }))).toMatchObject({
      verdict: 'bad',
      pid: null,
      evidence: ['The file is of no use: it is empty.'],
    })
    expect(judge(file({ content, file: { uid: 0, mode: 0o666 } })).evidence).toContain(
      'Every user may write the file.',
    )
  })

  it('shows names with control characters as escapes', () => {
    const row = { name: '\u001b[2J', executable: unknown('gone') }
    expect(judge(file(), row).evidence[0]).toBe('It names \\x1b[2J (700).')
  })
})
