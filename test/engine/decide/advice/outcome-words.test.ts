/** Every advice word for word: a person acts on it, so no sentence changes by accident. */
import { describe, expect, it } from 'vitest'
import { adviseAfter } from '../../../../electron/engine/decide/advice/advise.ts'
import type { RunFacts } from '../../../../electron/engine/decide/advice/facts.ts'
import type { Advice } from '../../../../shared/advice.ts'
import type { Outcome, Run } from '../../../../shared/run.ts'
import { identity, makeMember, makeRun, Play } from '../../../fakes/run.ts'
import { makeEnd } from './make-facts.ts'

const run = makeRun('stop/30/ask/KILL/5')
/** Without the rules behind the words: rules.test.ts holds those. */
function advise(outcome: Outcome, more: Partial<RunFacts> = {}): Advice {
  const { level, sentence, reasons, aboutReboot } = adviseAfter(makeEnd({ run, outcome, ...more }))
  return { level, sentence, reasons, aboutReboot }
}

const noReboot = 'A reboot would cure nothing here.'
const error = { code: 'protected', message: 'Pid 1 is init.', next: 'Leave it.' } as const
const left: Advice = {
  level: 'none',
  sentence: 'Nothing needs to be done.',
  reasons: ['It left by itself, so it had the time to save and to tidy up.'],
  aboutReboot: noReboot,
}
const refused: Advice = {
  level: 'none',
  sentence: 'Leave it.',
  reasons: ['Pid 1 is init.'],
  aboutReboot: noReboot,
}
const stillThere: Advice = {
  level: 'none',
  sentence: 'It still runs. Nothing was forced, so nothing is lost.',
  reasons: ['3 processes are still there; what was sent stays sent, and may yet be obeyed.'],
  aboutReboot: 'A reboot would kill it without asking. Find out first what it waits for.',
}

describe('the words after a stop', () => {
  it.each<[Outcome, Advice]>([
    [{ kind: 'stopped' }, left],
    [{ kind: 'already-stopped' }, left],
    [{ kind: 'refused', error }, refused],
    [{ kind: 'failed', error }, refused],
    [{ kind: 'hung' }, stillThere],
    [{ kind: 'abandoned', by: 'ops' }, stillThere],
    [{ kind: 'interrupted', why: 'SIGTERM' }, stillThere],
    [
      { kind: 'came-back', evidence: 'pid 7 runs the same program', afterMs: 800 },
      {
        level: 'none',
        sentence: 'Find out who starts it, and stop that first.',
        reasons: ['It runs again: pid 7 runs the same program.'],
        aboutReboot: 'A reboot would start it again, too.',
      },
    ],
  ])('%o', (outcome, expected) => {
    expect(advise(outcome)).toEqual(expected)
  })

  it('count one process as one, and nobody who is gone or kept', () => {
    const kept = makeMember(200, { kept: 'a job of cron' })
    const one = new Play(makeRun('stop/30/ask', {}, [makeMember(100), makeMember(101), kept]))
    expect(advise({ kind: 'hung' }, { run: one.gone(101).run }).reasons).toEqual([
      '1 process is still there; what was sent stays sent, and may yet be obeyed.',
    ])
  })
})

/** So many of three were killed; the rest had left by themselves. */
const killed = (count: number): Run => {
  const pids = [100, 101, 102]
  const play = new Play(makeRun('TERM/1/KILL/5'))
    .begin()
    .settle()
    .gone(...pids.slice(count))
  return play
    .deadline()
    .settle()
    .gone(...pids.slice(0, count))
    .deadline().run
}
const forced = (who: string): string =>
  `Force was needed: ${who} could not tidy up, so leftovers may exist (pid and lock files, sockets, shared memory).`

describe('the words after force', () => {
  it.each([
    [1, '1 process'],
    [2, '2 processes'],
    [3, '3 processes'],
  ])('count who was killed, not who left before: %i', (count, who) => {
    expect(advise({ kind: 'killed', by: 'ops' }, { run: killed(count) })).toEqual({
      level: 'try-restart',
      sentence: 'Try a restart, and watch whether it stays up.',
      reasons: [forced(who)],
      aboutReboot:
        'If it does not come up and stay up, a reboot is recommended: it clears what a killed process can leave in the kernel and in /run.',
    })
  })
  it.each<[boolean, Omit<Advice, 'reasons'>]>([
    [
      true,
      {
        level: 'none',
        sentence: 'It came up and stayed up. Nothing needs to be done.',
        aboutReboot: 'Nothing speaks for a reboot.',
      },
    ],
    [
      false,
      {
        level: 'reboot-recommended',
        sentence: 'A reboot is recommended, at a time that suits.',
        aboutReboot:
          'It was killed and does not come up again. A reboot clears what it may have left in the kernel and in /run. Read its log first: a fault in its configuration would outlive the reboot.',
      },
    ],
  ])('follow how the start went: up is %s', (up, expected) => {
    const start = { up, sentence: 'iguana was started.' }
    expect(advise({ kind: 'killed', by: 'ops' }, { run: killed(3), start })).toEqual({
      ...expected,
      reasons: [forced('3 processes'), 'iguana was started.'],
    })
  })
})

describe('the words about who outlived SIGKILL', () => {
  const survived: Outcome = { kind: 'survived', survivors: [identity(100)] }
  const one = makeRun('KILL/5', {}, [makeMember(100)])
  it('recommend a reboot for one inside the kernel', () => {
    expect(advise(survived, { run: one, states: new Map([[100, 'D']]) })).toEqual({
      level: 'reboot-recommended',
      sentence: 'A reboot is recommended, unless what it waits for comes back.',
      reasons: [
        'daemon-100 (100) outlived SIGKILL: it waits inside the kernel (state D), where no signal reaches it.',
      ],
      aboutReboot:
        'Such a process ends when its disk, network file system or device answers. Where that never happens, only a reboot ends it. Do not start the service beside it.',
    })
  })
  it.each([
    ['R', 'it is in state R.'],
    [undefined, 'it is in state unknown.'],
  ])('look again for one in state %s', (state, how) => {
    const states = new Map(state === undefined ? [] : [[100, state]])
    expect(advise(survived, { run: one, states })).toEqual({
      level: 'try-restart',
      sentence: 'Look again in a minute, before anything else.',
      reasons: [`daemon-100 (100) outlived SIGKILL: ${how}`],
      aboutReboot:
        'SIGKILL is pending and may yet be carried out. If not, a reboot is recommended.',
    })
  })
  it('are not about one inside the kernel that is gone or belongs to nobody here', () => {
    const states = new Map([
      [100, 'R'],
      [101, 'D'],
      [999, 'D'],
    ])
    const two = new Play(makeRun('KILL/5', {}, [makeMember(100), makeMember(101)])).gone(101).run
    expect(advise(survived, { run: two, states }).level).toBe('try-restart')
  })
})
