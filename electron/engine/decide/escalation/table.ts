/**
 * The whole life of a run: every phase × every event. A cell either moves the run or says why
 * nothing happens. There is no default: a new event or phase does not compile until each cell is
 * written.
 */
import type { Phase, PhaseKind, Run } from '../../../../shared/run.ts'
import { isAtRest } from '../../../../shared/run.ts'
import { later } from '../../../../shared/moment.ts'
import { forcedSentence } from '../../../../shared/wording/ceilings.ts'
import {
  noteCommand,
  settleForce,
  settleLate,
  settleStop,
  settleWhileHeld,
  takeBack,
} from './calls.ts'
import {
  allStayedGone,
  decideWhileAsking,
  decideWhileForcing,
  decideWhileHeld,
  decideWhilePlanned,
  decideWhileTimed,
  decideWhileVerifying,
  ifCurrent,
  release,
} from './decisions.ts'
import type { EventKind, EventOf, Transition } from './events.ts'
import {
  addMember,
  appearedAgain,
  cameBack,
  markGone,
  memberGone,
  sleptSentence,
  takenAlong,
} from './members.ts'
import { deadlineOf, end, move, note, waitStepOf } from './phases.ts'
import { notNow } from './refusals.ts'
import { advance, ask, waitOver } from './steps.ts'
import {
  mayStillStart,
  takeUnit,
  unitMoved,
  unitMovedWhileVerifying,
  wakeCeilings,
} from './unit.ts'

type PhaseOf<P extends PhaseKind> = Extract<Phase, { readonly kind: P }>
type Move<P extends PhaseKind, E extends EventKind> = (
  run: Run,
  event: EventOf<E>,
  phase: PhaseOf<P>,
) => Transition
interface Nothing {
  /** Why this event changes nothing in this phase. */
  readonly nothing: string
}
type Cells<P extends PhaseKind> = { readonly [E in EventKind]: Move<P, E> | Nothing }
export type Table = { readonly [P in PhaseKind]: Cells<P> }

const nothing = (why: string): Nothing => ({ nothing: why })
const stay = (run: Run): Transition => [run, []]

const notice =
  (sentence: string) =>
  (run: Run): Transition =>
    stay(note(run, sentence))
const helperDied = (run: Run, event: EventOf<'helper-died'>): Transition =>
  stay(note(run, `The signal helper ended: ${event.why}. Signals go on by the way that is left.`))
const journalFailed = (run: Run, event: EventOf<'journal-failed'>): Transition =>
  stay(note(run, `The journal cannot be written: ${event.why}.`))
const slept = (run: Run, event: EventOf<'resumed'>): Transition =>
  stay(note(wakeCeilings(run, event.at), sleptSentence(event.asleepMs)))
const personLeft = (run: Run): Transition => stay({ ...run, person: false })
const personCame = (run: Run): Transition => stay({ ...run, person: true })
const appeared = (run: Run, event: EventOf<'member-appeared'>): Transition =>
  stay(addMember(run, event))
const left = (run: Run, event: EventOf<'member-gone'>): Transition => stay(markGone(run, event))
const ceilingMoved = (run: Run, event: EventOf<'ceiling-moved'>): Transition =>
  stay({ ...run, ceilings: event.ceilings })
const ceilingFired = (run: Run, event: EventOf<'ceiling-fired'>): Transition =>
  stay(note({ ...run, forcedByOther: event.who }, forcedSentence(event.who)))
const copyWhileHere = nothing(
  'members are still here; a copy beside them is seen when they are gone',
)
const interrupted = (run: Run, event: EventOf<'interrupted'>): Transition =>
  end(run, { kind: 'interrupted', why: event.why }, event.at)
const rebooted = (run: Run, event: EventOf<'machine-rebooted'>): Transition =>
  end(
    run,
    { kind: 'interrupted', why: 'the machine restarted, and every process ended with it' },
    event.at,
  )
/** A found run sends nothing by itself: it asks, and stays asking until somebody names it. */
const found = (run: Run, event: EventOf<'engine-restarted'>): Transition => {
  const step = 'step' in run.phase ? run.phase.step : Math.max(0, run.calledStep)
  return move(run, { kind: 'asking', step, why: 'found', since: event.at }, true)
}

/** What is the same in every phase between the first signal and the end. */
const alive = {
  'taken-along': takenAlong,
  'command-began': noteCommand,
  'ceiling-moved': ceilingMoved,
  'ceiling-fired': ceilingFired,
  'unit-changed': unitMoved,
  'helper-died': helperDied,
  'journal-recovered': (run: Run): Transition =>
    stay(note({ ...run, recordInMemory: false }, 'The journal is written again.')),
  'person-came': personCame,
  'engine-restarted': found,
  'machine-rebooted': rebooted,
  interrupted,
} as const

/** A deadline that was moved while its timer fired is not due: it is armed again. */
const ifDue = (run: Run, event: EventOf<'deadline'>, act: () => Transition): Transition => {
  const deadline = deadlineOf(run.phase)
  if (deadline === null) return stay(run)
  if (deadline.mono > event.at.mono)
    return [run, [{ kind: 'disarm' }, { kind: 'arm', at: deadline }]]
  return act()
}

/** Moves the wall clock of a deadline: the monotonic clock stood still while the machine slept. */
const sleptTimed = (run: Run, event: EventOf<'resumed'>): Transition => {
  const told = note(wakeCeilings(run, event.at), sleptSentence(event.asleepMs))
  const shift = <P extends { readonly deadline: { mono: number; wall: number } | null }>(
    phase: P,
  ): P =>
    phase.deadline === null
      ? phase
      : { ...phase, deadline: later(event.at, phase.deadline.mono - event.at.mono) }
  const { phase } = told
  if (phase.kind === 'stopping' || phase.kind === 'waiting' || phase.kind === 'forcing') {
    return stay({ ...told, phase: shift(phase) })
  }
  if (phase.kind === 'verifying') {
    const until = later(event.at, phase.until.mono - event.at.mono)
    // The wait that the run may return to was asleep as well.
    return stay({ ...told, phase: { ...phase, until, back: phase.back && shift(phase.back) } })
  }
  return stay(told)
}

export const table: Table = {
  planned: {
    begin: (run, event) => {
      if (!isAtRest(run) || mayStillStart(run)) return advance(run, -1, event.at)
      return end(run, { kind: 'already-stopped' }, event.at)
    },
    'command-began': nothing('nothing was called yet'),
    'call-settled': nothing('nothing was called yet'),
    'member-gone': left,
    'taken-along': nothing('no remedy was carried out yet'),
    'member-appeared': appeared,
    'copy-appeared': nothing('nothing was stopped yet, so nothing can come back'),
    deadline: nothing('no deadline is armed'),
    decision: (run, event) => ifCurrent(run, event, () => decideWhilePlanned(run, event)),
    'ceiling-moved': ceilingMoved,
    'ceiling-fired': ceilingFired,
    'unit-changed': (run, event) => stay(takeUnit(run, event)),
    'helper-died': helperDied,
    'journal-failed': journalFailed,
    'journal-recovered': nothing('nothing was kept in memory'),
    resumed: nothing('no clock is running'),
    'person-left': personLeft,
    'person-came': personCame,
    'engine-restarted': (run, event) =>
      end(
        run,
        { kind: 'interrupted', why: 'Quiesce went down before anything was sent' },
        event.at,
      ),
    'machine-rebooted': rebooted,
    interrupted,
  },
  stopping: {
    ...alive,
    begin: nothing('the run has begun already'),
    'call-settled': (run, event, phase) => settleStop(run, phase, event),
    'member-gone': memberGone,
    'member-appeared': appeared,
    'copy-appeared': copyWhileHere,
    deadline: (run, event, phase) =>
      ifDue(run, event, () => waitOver(run, waitStepOf(run, phase.step), event.at)),
    decision: (run, event, phase) =>
      ifCurrent(run, event, () => decideWhileTimed(run, phase, event)),
    'journal-failed': (run, event, phase) => takeBack(run, phase, event),
    resumed: sleptTimed,
    'person-left': personLeft,
  },
  waiting: {
    ...alive,
    begin: nothing('the run has begun already'),
    'call-settled': settleLate,
    'member-gone': memberGone,
    'member-appeared': appeared,
    'copy-appeared': copyWhileHere,
    deadline: (run, event, phase) => ifDue(run, event, () => waitOver(run, phase.step, event.at)),
    decision: (run, event, phase) =>
      ifCurrent(run, event, () => decideWhileTimed(run, phase, event)),
    'journal-failed': journalFailed,
    resumed: sleptTimed,
    'person-left': personLeft,
  },
  held: {
    ...alive,
    begin: nothing('the run has begun already'),
    'call-settled': settleWhileHeld,
    'member-gone': memberGone,
    'member-appeared': appeared,
    'copy-appeared': copyWhileHere,
    deadline: nothing('the clock is held; what was armed is disarmed'),
    decision: (run, event, phase) =>
      ifCurrent(run, event, () => decideWhileHeld(run, phase, event)),
    'journal-failed': journalFailed,
    resumed: slept,
    // Holding is a person's decision; with the person gone the clock runs again.
    'person-left': (run, event, phase) => release({ ...run, person: false }, phase, event.at),
  },
  asking: {
    ...alive,
    begin: nothing('the run has begun already'),
    'call-settled': settleLate,
    'member-gone': memberGone,
    'member-appeared': appeared,
    'copy-appeared': copyWhileHere,
    deadline: nothing('no deadline is armed while a person is asked'),
    decision: (run, event, phase) =>
      ifCurrent(run, event, () => decideWhileAsking(run, phase, event)),
    'journal-failed': journalFailed,
    resumed: slept,
    'person-left': (run, event, phase) => {
      const alone = { ...run, person: false }
      // A found run belongs to nobody yet; it stays for whoever names it.
      return phase.why === 'found' ? stay(alone) : ask(alone, phase.step, phase.why, event.at)
    },
  },
  forcing: {
    ...alive,
    begin: nothing('the run has begun already'),
    'call-settled': (run, event, phase) => settleForce(run, phase, event),
    'member-gone': memberGone,
    'member-appeared': appeared,
    'copy-appeared': copyWhileHere,
    deadline: (run, event, phase) =>
      ifDue(run, event, () => waitOver(run, waitStepOf(run, phase.step), event.at)),
    decision: (run, event) => ifCurrent(run, event, () => decideWhileForcing(run, event)),
    'journal-failed': (run, event, phase) => takeBack(run, phase, event),
    resumed: sleptTimed,
    'person-left': personLeft,
  },
  verifying: {
    ...alive,
    begin: nothing('the run has begun already'),
    'call-settled': settleLate,
    'member-gone': left,
    'unit-changed': unitMovedWhileVerifying,
    'member-appeared': (run, event, phase) => appearedAgain(run, phase, event),
    'copy-appeared': cameBack,
    deadline: (run, event) => ifDue(run, event, () => allStayedGone(run, event.at)),
    decision: (run, event) => ifCurrent(run, event, () => decideWhileVerifying(run, event)),
    'journal-failed': journalFailed,
    resumed: sleptTimed,
    'person-left': personLeft,
  },
  ended: {
    begin: nothing('the run is over'),
    'command-began': nothing('the run is over; the intent is in the journal'),
    'call-settled': nothing('the outcome stands; the answer is in the journal'),
    'member-gone': left,
    'taken-along': nothing('the outcome stands'),
    'member-appeared': nothing('the run is over; what starts now is another matter'),
    'copy-appeared': nothing('the run is over; what starts now is another matter'),
    deadline: nothing('the run is over, no deadline is armed'),
    decision: (run) => [
      run,
      [notNow('This run is over.', 'Look at the service as it is now, and start a new stop.')],
    ],
    'ceiling-moved': nothing('the run is over'),
    'ceiling-fired': nothing('the run is over'),
    'unit-changed': nothing('the run is over; what the unit does now is another matter'),
    'helper-died': nothing('nothing is held any more'),
    'journal-failed': notice('The end of this run may be missing in the journal.'),
    'journal-recovered': nothing('the run is over'),
    resumed: nothing('no clock is running'),
    'person-left': personLeft,
    'person-came': personCame,
    'engine-restarted': nothing('the run is over, there is nothing to take up'),
    'machine-rebooted': nothing('the run is over'),
    interrupted: nothing('the run is over'),
  },
}
