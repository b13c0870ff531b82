import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  judgePidFile,
  type PidFileFacts,
} from '../../../electron/engine/decide/pid-file-verdict.ts'
import { refusePidFile } from '../../../electron/engine/decide/refuse-pid-file.ts'
import type { ProcessWanted } from '../../../electron/engine/decide/runs-executable.ts'
import type { PidFileVerdict } from '../../../shared/service.ts'
import { unknown } from '../../../shared/unknown.ts'
import { pidFileOf } from '../../fakes/backends.ts'
import { fakeNow, makeRow, makeTable, type RowWish } from '../../fakes/rows.ts'

const hidden = unknown('permission denied')
const started = fakeNow.wall - 60_000
const nobody: ProcessWanted = { exe: null, user: null }
const nginx = { path: '/usr/sbin/nginx', file: null }
const nbsp = '\u00a0'

type File = Extract<PidFileFacts, { kind: 'file' }>
const file = (more: Partial<File> = {}): File => pidFileOf(700, { writtenAt: started, ...more })

function judge(
  facts: PidFileFacts,
  row: Partial<RowWish> = {},
  wanted: Partial<ProcessWanted> = {},
): PidFileVerdict {
  const rows = [makeRow({ exe: '/usr/sbin/nginx', startedAt: started, ...row, pid: 700 })]
  return judgePidFile('/run/x.pid', facts, makeTable(rows), { ...nobody, ...wanted })
}

describe('the time between start and writing', () => {
  it('is before, to the very millisecond', () => {
    expect(judge(file()).evidence).toEqual([
      'It names nginx (700).',
      `It started 0${nbsp}s before the file was written.`,
    ])
  })

  it('is after from the first millisecond, and still believed within the second', () => {
    const late = judge(file({ writtenAt: started - 100 }))
    expect(late.evidence[1]).toBe(`It started 0.1${nbsp}s after the file was written.`)
    expect(late.verdict).toBe('trusted')
  })

  it('decides nothing against the configured user', () => {
    const late = file({ writtenAt: started - 5000 })
    expect(judge(late, { user: 'root' }, { user: 'root' }).verdict).toBe('stale')
    expect(judge(file(), { user: 'root' }, { user: 'www-data' }).verdict).toBe('stale')
  })
})

describe('who else may write', () => {
  it.each([
    [0o644, []],
    [0o620, ['The group of the file may write it too.']],
    [0o611, []],
    [0o660, ['The group of the file may write it too.']],
  ])('the group, by mode %o', (mode, notes) => {
    const verdict = judge(file({ file: { uid: 0, mode } }))
    expect(verdict.verdict).toBe('trusted')
    expect(verdict.evidence.slice(2)).toEqual(notes)
  })

  it.each<[number, PidFileVerdict['verdict']]>([
    [0o755, 'trusted'],
    [0o775, 'trusted'],
    [0o1777, 'trusted'],
    [0o777, 'unsafe'],
    [0o2757, 'unsafe'],
    [0o1757, 'trusted'],
  ])('the folder, by mode %o: %s', (mode, verdict) => {
    expect(judge(file({ folder: { uid: 0, mode } })).verdict).toBe(verdict)
  })

  it('and every reason is told, the file first', () => {
    const facts = file({ file: { uid: 7, mode: 0o666 }, folder: { uid: 8, mode: 0o777 } })
    expect(judge(facts, { uid: 33 }).evidence).toEqual([
      'It names nginx (700).',
      'Every user may write the file.',
      'Every user may replace the file: its folder is writable by all and not sticky.',
      'The file belongs to user 7, the process to user 33.',
      'The folder belongs to user 8, the process to user 33.',
    ])
  })

  it('is told of a dead process and of a zombie as well', () => {
    const facts = file({ file: { uid: 0, mode: 0o666 } })
    expect(judge({ ...facts, content: { ok: true, value: 800 } }).evidence).toEqual([
      'It names pid 800, and no such process runs.',
      'Every user may write the file.',
    ])
    expect(judge(facts, { alive: false, state: 'Z' }).evidence).toEqual([
      'It names nginx (700), which has ended and waits to be reaped.',
      'Every user may write the file.',
    ])
  })
})

describe('whose the file is', () => {
  const owned = (uid: number, folder: File['folder'] = { uid: 0, mode: 0o755 }): File =>
    file({ file: { uid, mode: 0o644 }, folder })

  it.each<[string, File, Partial<RowWish>, PidFileVerdict['verdict']]>([
    ["root's, for a user's process", owned(0), { uid: 33 }, 'trusted'],
    ["root's, for a process whose user is hidden", owned(0), { uid: hidden }, 'trusted'],
    ["the process's own user's", owned(33, { uid: 33, mode: 0o755 }), { uid: 33 }, 'trusted'],
    ["another user's", owned(34), { uid: 33 }, 'unsafe'],
    ["a user's, for a process of root", owned(1), { uid: 0 }, 'unsafe'],
    ["a user's, for a process whose user is hidden", owned(33), { uid: hidden }, 'unsafe'],
    ["root's in the folder of somebody else", owned(0, { uid: 1, mode: 0o755 }), {}, 'unsafe'],
  ])('%s', (_, facts, row, verdict) => {
    expect(judge(facts, row).verdict).toBe(verdict)
  })

  it('says once that the folder is not known, and nothing of an owner it cannot have', () => {
    expect(judge(file({ folder: hidden })).evidence).toEqual([
      'It names nginx (700).',
      'Who may replace the file is not known: permission denied.',
    ])
  })
})

describe('what the process runs', () => {
  it('is said with nothing raw', () => {
    const exe = { path: '/opt/\u001b', file: null }
    expect(judge(file(), { exe: '/opt/\u001b' }, { exe }).evidence[1]).toBe('It runs /opt/\\x1b.')
    expect(judge(file(), { exe: '/opt/\u009b' }, { exe }).evidence[1]).toBe(
      'It runs /opt/\\x9b, not /opt/\\x1b.',
    )
    expect(judge(file(), {}, { user: 'a\u001b' }).evidence[1]).toBe(
      'It runs as root, not as a\\x1b.',
    )
  })

  it('outweighs the time, but not the user', () => {
    const late = file({ writtenAt: started - 900_000 })
    expect(judge(late, {}, { exe: nginx }).verdict).toBe('trusted')
    expect(judge(late, {}, { exe: nginx, user: 'www-data' }).verdict).toBe('stale')
  })

  it('is another program’s work when a number was given out again', () => {
    const verdict = judge(file(), { exe: '/usr/bin/bash', args: ['bash'] }, { exe: nginx })
    expect(verdict).toMatchObject({ verdict: 'stale', pid: 700 })
    expect(verdict.evidence[1]).toBe('It runs /usr/bin/bash, not /usr/sbin/nginx.')
  })
})

it('says that a missing file is missing', () => {
  expect(judge({ kind: 'missing' })).toEqual({
    path: '/run/x.pid',
    pid: null,
    verdict: 'missing',
    evidence: ['There is no such file.'],
  })
})

describe('a verdict that forbids a run', () => {
  const row = makeRow({ pid: 300, exe: '/usr/sbin/nginx' })
  const verdict = (kind: PidFileVerdict['verdict']): PidFileVerdict => ({
    path: '/run/x.pid',
    verdict: kind,
    pid: 700,
    evidence: ['So it is.'],
  })
  const find = 'Find the process yourself, and name it as `pid:N` or `exe:/PATH`.'

  it.each(['unsafe', 'bad', 'unreadable'] as const)(
    'and is %s sends a person to look, whoever runs the executable',
    (kind) => {
      expect(refusePidFile(verdict(kind), true, [row])?.next).toBe(find)
      expect(refusePidFile(verdict(kind), true, [row])?.candidates).toBeUndefined()
      expect(refusePidFile(verdict(kind), false, [])?.next).toBe(find)
    },
  )

  it('and is stale over a stranger says how to be rid of the file', () => {
    expect(refusePidFile(verdict('stale'), true, [])?.next).toBe(
      'The service itself is not running. Remove the file once you are sure: `rm /run/x.pid`.',
    )
  })

  it('while the executable runs names each that does, and says first what the file is', () => {
    const second = makeRow({ pid: 301, exe: '/usr/sbin/nginx', startTicks: 5 })
    expect(refusePidFile(verdict('missing'), false, [row, second])).toEqual({
      code: 'stale-pid-file',
      message:
        "The pid file /run/x.pid is missing. So it is. Yet nginx (300) runs the service's executable.",
      next: 'Look at it, and stop it as `pid:300@3000` if it is the one.',
      candidates: ['pid:300@3000', 'pid:301@5'],
    })
  })
})

describe('any pid file at all', () => {
  const mode = fc.integer({ min: 0, max: 0o7777 })
  const owner = fc.record({ uid: fc.constantFrom(0, 33, 1000), mode })
  const facts = fc.record({
    kind: fc.constant('file' as const),
    file: owner,
    folder: fc.oneof(owner, fc.constant(hidden)),
    writtenAt: fc.integer({ min: started - 3000, max: started + 3000 }),
    content: fc.constantFrom({ ok: true, value: 700 } as const, { ok: true, value: 1 } as const),
  })
  const row = fc.record({
    uid: fc.constantFrom(0, 33, hidden),
    alive: fc.boolean(),
    exe: fc.constantFrom('/usr/sbin/nginx', '/usr/bin/bash'),
  })

  it('is trusted only where none but root and the owner of the process could write it', () => {
    fc.assert(
      fc.property(facts, row, fc.boolean(), (found, wish, wanted) => {
        const verdict = judge(found, wish, wanted ? { exe: nginx } : {})
        if (verdict.verdict !== 'trusted') return
        const { folder } = found
        const uid = found.content.value === 1 ? 0 : wish.uid
        expect(found.file.mode & 0o002).toBe(0)
        expect([0, uid]).toContain(found.file.uid)
        expect('unknown' in folder).toBe(false)
        if ('unknown' in folder) return
        expect([0, uid]).toContain(folder.uid)
        expect((folder.mode & 0o002) === 0 || (folder.mode & 0o1000) !== 0).toBe(true)
        expect(found.content.value === 1 || wish.alive).toBe(true)
      }),
    )
  })

  it('is judged with evidence, and refused unless it is trusted or plainly left behind', () => {
    fc.assert(
      fc.property(facts, row, (found, wish) => {
        const verdict = judge(found, wish)
        expect(verdict.evidence.length).toBeGreaterThan(0)
        const refusal = refusePidFile(verdict, wish.alive, [])
        const harmless =
          verdict.verdict === 'trusted' || (verdict.verdict === 'stale' && !wish.alive)
        expect(refusal === null).toBe(harmless)
      }),
      { numRuns: 300 },
    )
  })
})

describe('a file with several pids', () => {
  it('names each of them, though none is believed', () => {
    const content = { ok: false, error: 'it holds several pids' } as const
    const verdict = judge(file({ content, pids: [700, 701] }))
    expect(verdict).toMatchObject({ verdict: 'bad', pid: null })
    expect(verdict.evidence).toEqual([
      'The file is of no use: it holds several pids.',
      'It names nginx (700).',
      'It names pid 701, and no such process runs.',
    ])
  })
})
