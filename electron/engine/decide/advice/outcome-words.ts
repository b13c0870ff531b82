/** What the outcome alone says; whatever speaks for a reboot comes from a rule. */
import type { Advice, AdviceLevel } from '../../../../shared/advice.ts'
import { livingMembers, mayHaveBeenKilled, type Run } from '../../../../shared/run.ts'
import type { RunUnit } from '../../../../shared/unit.ts'
import { count } from '../../../../shared/wording/numbers.ts'
import type { RunFacts } from './facts.ts'
import type { RebootLevel } from './rule.ts'

/** Advice without evidence of the system: it can never be a reboot. */
export interface MildAdvice extends Omit<Advice, 'level' | 'findings' | 'checked'> {
  readonly level: Exclude<AdviceLevel, RebootLevel>
}

const noReboot = 'A reboot would cure nothing here.'

/** What now, by the outcome of a run. */
export function wordsOfOutcome(facts: RunFacts): MildAdvice {
  const { run, outcome } = facts
  switch (outcome.kind) {
    case 'already-stopped':
    case 'stopped':
      if (outcome.kind === 'stopped' && mayHaveBeenKilled(run)) return wordsAfterForce(facts)
      return {
        level: 'none',
        sentence: 'Nothing needs to be done.',
        reasons: ['It left by itself, so it had the time to save and to tidy up.'],
        aboutReboot: noReboot,
      }
    case 'killed':
      return wordsAfterForce(facts)
    case 'survived':
      return {
        level: 'try-restart',
        sentence: 'Look again in a minute, before anything else.',
        reasons: [],
        aboutReboot:
          'SIGKILL is pending and may yet be carried out. If not, a reboot is recommended.',
      }
    case 'came-back':
      return {
        level: 'none',
        sentence: 'Find out who starts it, and stop that first.',
        reasons: [`It runs again: ${outcome.evidence}.`],
        aboutReboot: 'A reboot would start it again, too.',
      }
    case 'hung':
    case 'abandoned':
    case 'interrupted':
      return wordsStillRunning(run)
    case 'refused':
    case 'failed':
      return {
        level: 'none',
        sentence: outcome.error.next,
        reasons: [outcome.error.message],
        aboutReboot: noReboot,
      }
  }
}

const leftovers = 'leftovers may exist (pid and lock files, sockets, shared memory)'

/** Whom somebody else's SIGKILL hit is not known: exit codes are told to the parent alone. */
function sayForced({ members, forcedByOther }: Run): string {
  const killed = members.filter((m) => m.gone?.how === 'killed').length
  if (killed === 0 && forcedByOther === null) {
    return `It ended together with what traced it, and nobody can say whether that was a kill, so ${leftovers}.`
  }
  if (killed === 0 && forcedByOther !== null) {
    return `Forced by ${forcedByOther}: what was left then could not tidy up, so ${leftovers}.`
  }
  return `Force was needed: ${count(killed, 'process', 'processes')} could not tidy up, so ${leftovers}.`
}

function wordsAfterForce({ run, start }: RunFacts): MildAdvice {
  const forced = sayForced(run)
  if (start?.up === true) {
    return {
      level: 'none',
      sentence: 'It came up and stayed up. Nothing needs to be done.',
      reasons: [forced, start.sentence],
      aboutReboot: 'Nothing speaks for a reboot.',
    }
  }
  return {
    level: 'try-restart',
    sentence: 'Try a restart, and watch whether it stays up.',
    reasons: [forced],
    aboutReboot:
      'If it does not come up and stay up, a reboot is recommended: it clears what a killed process can leave in the kernel and in /run.',
  }
}

function wordsStillRunning(run: Run): MildAdvice {
  const left = livingMembers(run)
  if (left.length === 0 && run.unit !== null) return wordsStillStopping(run.unit)
  return {
    level: 'none',
    sentence: 'It still runs. Nothing was forced, so nothing is lost.',
    reasons: [
      `${count(left.length, 'process is', 'processes are')} still there; what was sent stays sent, and may yet be obeyed.`,
    ],
    aboutReboot: 'A reboot would kill it without asking. Find out first what it waits for.',
  }
}

/** Its processes are gone, its manager is not done with it. */
const wordsStillStopping = ({ name, state }: RunUnit): MildAdvice => ({
  level: 'none',
  sentence: 'Its processes are gone; systemd is not done with it.',
  reasons: [`systemd calls ${name} ${state.activeState} (${state.subState}).`],
  aboutReboot: 'Nothing speaks for a reboot.',
})
