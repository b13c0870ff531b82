/** What a person may choose of a diagnosis in mid-run, and that none of it leads to force. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RemedyAction } from '../../../../electron/engine/decide/diagnosis/remedy-action.ts'
import { remedyWaitMs } from '../../../../electron/engine/decide/escalation/remedies.ts'
import { deadlineOf } from '../../../../electron/engine/decide/escalation/phases.ts'
import { continueMain, identity, makeRun, ms, Play } from '../../../fakes/run.ts'
import { playIn } from './matrix.ts'
import { schedule } from './stories.ts'

const signalTo = (pid: number, signal: 'INT' | 'QUIT' | 'USR1' = 'INT'): RemedyAction => ({
  kind: 'signal',
  signal,
  target: identity(pid),
  name: `daemon-${pid}`,
})

const effectKinds = (play: Play): string[] => play.last.map((effect) => effect.kind)

describe('a remedy that is carried out', () => {
  const actions: readonly RemedyAction[] = [
    continueMain,
    { kind: 'thaw', unit: 'iguana.service', cgroup: '/system.slice/iguana.service' },
    { kind: 'stop-trigger', unit: 'iguana.socket' },
    signalTo(900),
  ]

  it.each(actions.map((action) => [action.kind, action] as const))(
    '%s is one call, of the step that was called last, with the words of its button',
    (_, action) => {
      const play = playIn.waiting().remedy(action)
      const { call } = play
      expect(play.last).toEqual([
        {
          kind: 'remedy',
          call: call + 2,
          step: 0,
          remedy: expect.objectContaining({ label: `Do it: ${action.kind}` }) as unknown,
          action,
          by: 'ops',
        },
      ])
    },
  )

  it.each(['stopping', 'waiting', 'held'] as const)(
    'leaves a run that is %s where it is, with its clock',
    (phase) => {
      const play = playIn[phase]()
      const before = play.run
      play.remedy()
      expect(play.run.phase).toEqual(before.phase)
      expect(play.run.turn).toBe(before.turn)
      expect(effectKinds(play)).toEqual(['remedy'])
    },
  )

  it('counts a signal to a member as sent, and not known yet', () => {
    const play = playIn.waiting().remedy(signalTo(101, 'USR1'))
    expect(play.run.sent.at(-1)).toMatchObject({
      what: 'USR1',
      step: 0,
      identity: identity(101),
      outcome: 'maybe',
    })
  })

  it('wakes a member that it asks to leave, in case it is stopped', () => {
    const play = playIn.waiting().remedy(signalTo(101, 'INT'))
    expect(effectKinds(play)).toEqual(['remedy', 'continue-stopped'])
    expect(play.last[1]).toMatchObject({ targets: [{ identity: identity(101) }] })
  })

  it('counts nothing as sent to the service that went to somebody else', () => {
    const play = playIn.waiting()
    const { sent } = play.run
    play.remedy(signalTo(900))
    expect(play.run.sent).toEqual(sent)
  })

  it('tells what it came to, and settles what was sent', () => {
    const play = playIn.waiting().remedy(signalTo(101, 'USR1'))
    const call = play.run.sent.at(-1)?.call ?? 0
    const results = [{ identity: identity(101), outcome: 'sent' }] as const
    const note = 'SIGUSR1 was sent to daemon-101 (101).'
    play.after(1, { kind: 'call-settled', call, results, failure: null, note })
    expect(play.run.notices).toEqual([note])
    expect(play.run.sent.at(-1)?.outcome).toBe('sent')
    expect(play.run.phase.kind).toBe('waiting')
  })

  it.each(['stopping', 'held', 'asking'] as const)(
    'tells what it came to while the run is %s, too',
    (phase) => {
      const play = playIn[phase]().remedy()
      const call = play.run.lastCall
      play.after(1, { kind: 'call-settled', call, results: [], failure: null, note: 'It went on.' })
      expect(play.run.notices).toContain('It went on.')
    },
  )
})

describe('a remedy while the run asks', () => {
  it('gives it half a minute, says so, and asks the same again', () => {
    const play = playIn.asking().remedy()
    expect(deadlineOf(play.run.phase)).toEqual(ms(play.now + remedyWaitMs))
    expect(play.run.notices).toEqual(['It is given 30 s to work; then you are asked again.'])
    play.deadline()
    expect(play.run.phase).toMatchObject({ kind: 'asking', why: 'schedule' })
  })

  it('asks again at the end of the schedule, too', () => {
    const play = new Play(makeRun('stop/30')).begin().settle().deadline()
    expect(play.run.phase).toMatchObject({ kind: 'asking', why: 'schedule-ended' })
    play.remedy().deadline()
    expect(play.run.phase).toMatchObject({ kind: 'asking', why: 'schedule-ended' })
  })

  it('stays asking where a wait would lead on in the schedule, be it to force', () => {
    const play = new Play(makeRun('stop/30/KILL/5')).begin()
    play.failed({ code: 'backend-failed', message: 'No.', next: 'Look.' })
    expect(play.run.phase).toMatchObject({ kind: 'asking', why: 'backend' })
    play.remedy()
    expect(play.run.phase).toMatchObject({ kind: 'asking', why: 'backend' })
    expect(effectKinds(play)).toEqual(['remedy'])
    play.remedy({ kind: 'wait', ms: 60_000 })
    expect(play.refusal).toBe('not-now')
  })

  it('goes to its end when the remedy helps', () => {
    const play = playIn.asking().remedy().gone(100, 101, 102).deadline()
    expect(play.outcome).toBe('stopped')
  })
})

describe('more time as a remedy', () => {
  it.each(['stopping', 'waiting'] as const)('extends a run that is %s', (phase) => {
    const play = playIn[phase]()
    const before = deadlineOf(play.run.phase)
    play.remedy({ kind: 'wait', ms: 60_000 })
    expect(deadlineOf(play.run.phase)?.mono).toBe((before?.mono ?? 0) + 60_000)
    expect(play.run.lastCall).toBe(playIn[phase]().run.lastCall)
  })

  it('adds to what is left while the clock is held', () => {
    const play = playIn.held()
    const { phase } = play.run
    play.remedy({ kind: 'wait', ms: 60_000 })
    const was = phase.kind === 'held' ? (phase.leftMs ?? 0) : 0
    expect(play.run.phase).toMatchObject({ kind: 'held', leftMs: was + 60_000 })
  })

  it('waits so long where the run asks', () => {
    const play = playIn.asking().remedy({ kind: 'wait', ms: 60_000 })
    expect(deadlineOf(play.run.phase)).toEqual(ms(play.now + 60_000))
  })
})

describe('a remedy that is refused', () => {
  it.each(['planned', 'forcing', 'verifying', 'ended'] as const)(
    'is not for a run that is %s',
    (phase) => {
      expect(playIn[phase]().remedy().refusal).toBe('not-now')
    },
  )

  it.each(['stopping', 'waiting', 'held', 'asking'] as const)(
    'is stale where no diagnosis offers it: %s',
    (phase) => {
      const play = playIn[phase]()
      const before = play.run
      play.remedy(null)
      expect(play.refusal).toBe('stale-decision')
      expect(play.run).toMatchObject({ phase: before.phase, sent: before.sent, notices: [] })
    },
  )

  it('is nothing that Quiesce can do: its words are the answer', () => {
    const play = playIn.asking().remedy({ kind: 'by-hand' })
    const [refused] = play.last
    expect(refused?.kind === 'refuse-decision' && refused.error).toEqual({
      code: 'not-now',
      message: 'Quiesce cannot do this for you: Do it: by-hand.',
      next: 'It helps.',
    })
  })

  it('is for a run that a crash left: that has to be taken up first', () => {
    const play = playIn.waiting().after(1, { kind: 'engine-restarted' })
    expect(play.run.phase).toMatchObject({ kind: 'asking', why: 'found' })
    expect(play.remedy().refusal).toBe('not-now')
    expect(play.remedy({ kind: 'wait', ms: 1000 }).refusal).toBe('not-now')
  })

  it.each(['KILL', 'STOP'])('is SIG%s, whoever offers it', (signal) => {
    const forged = { ...signalTo(101), signal } as unknown as RemedyAction
    expect(playIn.waiting().remedy(forged).refusal).toBe('stale-decision')
  })
})

describe('every remedy in every schedule', () => {
  const action = fc.oneof(
    fc.constant(continueMain),
    fc.nat(5).map((n) => signalTo(100 + n)),
    fc.constant<RemedyAction>({ kind: 'thaw', unit: null, cgroup: '/x' }),
    fc.constant<RemedyAction>({ kind: 'stop-trigger', unit: 'x.socket' }),
  )

  it('brings neither force nor any deadline nearer', () => {
    fc.assert(
      fc.property(schedule, action, fc.nat(6), (text, chosen, deadlines) => {
        const play = new Play(makeRun(text)).begin().settle()
        for (let at = 0; at < deadlines; at += 1) play.deadline()
        const before = play.run
        const due = deadlineOf(before.phase)
        play.remedy(chosen)
        expect(effectKinds(play)).not.toContain('force')
        const after = deadlineOf(play.run.phase)
        if (due !== null) expect(after).toEqual(due)
        // What was an open question has no force behind it that no question precedes.
        if (before.phase.kind === 'asking' && play.run.phase.kind === 'waiting') {
          play.deadline()
          expect(play.run.phase.kind).toBe('asking')
        }
      }),
    )
  })
})
