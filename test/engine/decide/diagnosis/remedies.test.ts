/** What each finding offers: the mildest first, to whom it may go, and words where nobody may be signalled. */
import { describe, expect, it } from 'vitest'
import { diagnose } from '../../../../electron/engine/decide/diagnosis/diagnose.ts'
import type { DiagnosisFacts } from '../../../../electron/engine/decide/diagnosis/facts.ts'
import { postgresql } from '../../../../electron/engine/profiles/postgresql.ts'
import { makeProfile, makeSignal } from '../../../fakes/profiles.ts'
import {
  makeChild,
  makeFacts,
  makeProcess,
  makeSentRun,
  oneProcess,
  withSocket,
} from './build-facts.ts'
import { makeLock, makeSocket, plainFile, socketFile, waitingLock } from './build-parts.ts'
import { offered } from './offered.ts'

const refused = {
  code: 'managed-by-unit',
  message: 'backup (900) belongs to the systemd unit backup.service.',
  next: 'Use `systemctl stop backup.service`.',
} as const

const lockedBy = (holder: Parameters<typeof makeProcess>[0]): DiagnosisFacts =>
  makeFacts({
    processes: [
      makeProcess({ files: [plainFile(3, '/run/db.lock')] }),
      makeProcess({ pid: 900, member: false, row: { name: 'backup' }, ...holder }),
    ],
    more: { locks: [makeLock(), waitingLock(100)] },
  })

const asProfile = (profile: typeof postgresql) =>
  ({
    profile: { profile, by: 'program', how: 'its main process runs it', own: false },
  }) as const

describe('continue', () => {
  const facts = makeFacts({
    processes: [makeProcess({ row: { state: 'T' } }), makeChild(101, { row: { state: 'T' } })],
  })

  it('is offered once for all that are stopped, and goes to each', () => {
    const [only, ...more] = offered(facts, 'continue')
    expect(more).toEqual([])
    expect(only?.remedy.label).toBe('Continue it (SIGCONT)')
    expect(only?.action).toMatchObject({ kind: 'continue', targets: [{ pid: 100 }, { pid: 101 }] })
  })
})

describe('continuing a child that is not ours', () => {
  it('is left to the person', () => {
    const facts = makeFacts({
      processes: [
        makeProcess({ threads: [{ call: ['wait4', -1] }] }),
        makeChild(101, { member: false, row: { state: 'T' }, refusal: refused }),
      ],
    })
    expect(offered(facts, 'continue')).toEqual([])
    expect(offered(facts, 'by-hand')[0]?.remedy.label).toBe('Continue daemon101 (101) yourself')
  })
})

describe('asking a lock’s holder', () => {
  it('is a SIGTERM to that very process', () => {
    const [only] = offered(lockedBy({}), 'ask-holder')
    expect(only?.action).toMatchObject({ kind: 'signal', signal: 'TERM', target: { pid: 900 } })
    expect(only?.remedy.says).toContain('/run/db.lock')
  })

  it('becomes words where the holder may not be signalled, with the stop that is for it', () => {
    expect(offered(lockedBy({ refusal: refused }), 'ask-holder')).toEqual([])
    const [words] = offered(lockedBy({ refusal: refused }), 'by-hand')
    expect(words?.remedy.says).toContain('systemctl stop backup.service')
    expect(words?.action).toEqual({ kind: 'by-hand' })
  })

  it.each(['dpkg', 'apt-get', 'fsck.ext4', 'mkfs', 'pvmove', 'mysqldump', 'unattended-upgr'])(
    'is nothing for %s: cut in the middle, it leaves damage',
    (name) => {
      const facts = lockedBy({ row: { name } })
      expect(offered(facts, 'ask-holder')).toEqual([])
      const [words] = offered(facts, 'by-hand')
      expect(words?.remedy.label).toBe(`Let ${name} (900) finish`)
      expect(words?.remedy.says).toContain('do not signal it')
    },
  )

  it.each(['backup', 'fscker', 'mydpkg', 'cron'])('is a SIGTERM for %s', (name) => {
    expect(offered(lockedBy({ row: { name } }), 'ask-holder')).toHaveLength(1)
  })

  it('offers to continue a holder that is stopped, before anything else', () => {
    const { findings } = diagnose(lockedBy({ row: { state: 'T', name: 'backup' } })).diagnosis
    expect(findings[0]?.sentence).toContain('backup (900), which is stopped, holds')
    expect(findings[0]?.remedies.map(({ kind }) => kind)).toEqual(['continue', 'ask-holder'])
  })

  it('only continues by words what may not be signalled', () => {
    const facts = lockedBy({ row: { state: 'T' }, refusal: refused })
    expect(offered(facts, 'continue')).toEqual([])
  })

  it('is not offered to a member that was asked already', () => {
    const facts = makeFacts({
      processes: [makeProcess(), makeChild(900)],
      observed: { stopMethod: { kind: 'signal', signal: 'TERM', scope: 'all' } },
      more: { locks: [makeLock(), waitingLock(100)] },
    })
    expect(offered(facts, 'ask-holder')).toEqual([])
  })

  it('becomes words where the holder is left running on purpose', () => {
    const facts = makeFacts({
      processes: [makeProcess(), makeProcess({ pid: 900, row: { name: 'job' } })],
      kept: [900],
      more: { locks: [makeLock(), waitingLock(100)] },
    })
    expect(offered(facts, 'ask-holder')).toEqual([])
    expect(offered(facts, 'by-hand')[0]?.remedy.label).toBe('job (900) is left running on purpose')
  })
})

describe('a tracer', () => {
  const traced = (tracer: Parameters<typeof makeProcess>[0]): DiagnosisFacts =>
    makeFacts({
      processes: [
        makeProcess({ row: { state: 't' }, tracerPid: 900 }),
        makeProcess({ pid: 900, member: false, row: { name: 'gdb' }, ...tracer }),
      ],
    })

  it('is ended by SIGTERM, which lets its tracee go', () => {
    const [only] = offered(traced({}), 'end-tracer')
    expect(only?.action).toMatchObject({ kind: 'signal', signal: 'TERM', target: { pid: 900 } })
    expect(only?.remedy.label).toBe('End gdb (900) (SIGTERM)')
  })

  it('that is protected is left to the person', () => {
    expect(offered(traced({ refusal: refused }), 'end-tracer')).toEqual([])
  })

  it('is said to take its tracee along where it was told to', () => {
    const [only] = offered(traced({}), 'end-tracer')
    expect(only?.remedy.says).toContain('PTRACE_O_EXITKILL')
    expect(only?.action).toMatchObject({ frees: { identity: { pid: 100 }, name: 'daemon100' } })
  })

  it('that started what it traces is not ended: it would take the service along', () => {
    const held = { row: { state: 't', parentPid: 900 }, tracerPid: 900 }
    const gdb = makeProcess({ pid: 900, member: false, row: { name: 'gdb' } })
    for (const processes of [
      [makeProcess(held), gdb],
      [makeProcess(held)],
      [makeProcess({ row: { parentPid: 900 } }), gdb, makeChild(101, { tracerPid: 900 })],
    ]) {
      const facts = makeFacts({ processes })
      expect(offered(facts, 'end-tracer')).toEqual([])
      expect(offered(facts, 'by-hand').map(({ remedy }) => remedy.says)).toContainEqual(
        expect.stringContaining('may take it along when it ends. Detach in the debugger'),
      )
    }
  })

  it('that only has the same parent is ended as any other', () => {
    const held = { row: { state: 't', parentPid: 50 }, tracerPid: 900 }
    const gdb = makeProcess({ pid: 900, member: false, row: { name: 'gdb', parentPid: 50 } })
    expect(offered(makeFacts({ processes: [makeProcess(held), gdb] }), 'end-tracer')).toHaveLength(
      1,
    )
  })
})

describe('a faster signal', () => {
  const smart = makeFacts({
    processes: [makeProcess({ masks: { caught: [2, 3, 15] }, files: [socketFile(9)] })],
    observed: asProfile(postgresql),
    more: { sockets: [makeSocket({ localPort: 5432, remotePort: 50_000 })] },
  })

  it('is PostgreSQL’s INT after a TERM that waits for its clients', () => {
    const [only] = offered(smart, 'faster-signal')
    expect(only?.action).toMatchObject({ kind: 'signal', signal: 'INT', target: { pid: 100 } })
    expect(only?.remedy.says).toContain('open transactions are rolled back')
  })

  it('comes after the wait: the mildest is first', () => {
    const { findings } = diagnose(smart).diagnosis
    expect(findings[0]?.remedies.map(({ kind }) => kind)).toEqual([
      'wait',
      'faster-signal',
      'by-hand',
    ])
  })

  it('is none that the profile calls an abort, nor one that would end it uncaught', () => {
    const profile = makeProfile('iguana', {
      signals: [
        makeSignal({ signal: 'TERM', role: 'graceful' }),
        makeSignal({ signal: 'QUIT', role: 'fast' }),
        makeSignal({ signal: 'ABRT', role: 'abort' }),
      ],
    })
    const facts = makeFacts({ observed: asProfile(profile) })
    expect(offered(facts, 'faster-signal')).toEqual([])
  })

  it('is tried as SIGINT where the daemon has a handler for it and nobody knows the daemon', () => {
    const facts = oneProcess({ masks: { caught: [2], ignored: [15] } })
    expect(offered(facts, 'faster-signal')[0]?.remedy.label).toBe('Try SIGINT')
    expect(offered(oneProcess({ masks: { ignored: [15] } }), 'faster-signal')).toEqual([])
  })
})

describe('a blocking child', () => {
  it('is asked by SIGTERM where the stop did not reach it', () => {
    const facts = makeFacts({
      processes: [makeProcess({ threads: [{ call: ['wait4', -1] }] }), makeChild(101)],
    })
    expect(offered(facts, 'signal-child')[0]?.action).toMatchObject({
      kind: 'signal',
      signal: 'TERM',
      target: { pid: 101 },
    })
  })

  it('is not asked again, nor where it ignores that', () => {
    const wait = makeProcess({ threads: [{ call: ['wait4', -1] }] })
    const deaf = makeChild(101, { masks: { ignored: [15] } })
    expect(offered(makeFacts({ processes: [wait, deaf] }), 'signal-child')).toEqual([])
    const run = makeSentRun([wait, makeChild(101)])
    expect(offered(makeFacts({ processes: [wait, makeChild(101)], run }), 'signal-child')).toEqual(
      [],
    )
  })

  it('has at most three buttons, however many children there are', () => {
    const children = Array.from({ length: 20 }, (_, at) => makeChild(200 + at))
    const facts = makeFacts({
      processes: [makeProcess({ threads: [{ call: ['wait4', -1] }] }), ...children],
    })
    expect(offered(facts, 'signal-child')).toHaveLength(3)
  })
})

describe('waiting', () => {
  it('is a minute, with a reason', () => {
    const [only, ...more] = offered(makeFacts(), 'wait')
    expect(only?.action).toEqual({ kind: 'wait', ms: 60_000 })
    expect(only?.remedy.says).not.toBe('')
    expect(more).toEqual([])
  })

  it('is offered once, though two findings would', () => {
    const facts = makeFacts({
      processes: [
        makeProcess({ threads: [{ call: ['recvfrom', 23] }], files: [socketFile(23)] }),
        makeChild(101, { written: 9e6, before: { written: 0 } }),
      ],
      ...withSocket(),
    })
    expect(diagnose(facts).diagnosis.findings.length).toBeGreaterThan(1)
    expect(offered(facts, 'wait')).toHaveLength(1)
  })

  it('is not offered where it cannot help: the signal is lost', () => {
    expect(offered(oneProcess({ masks: { ignored: [15] } }), 'wait')).toEqual([])
  })
})
