import type { Advice } from '../../../shared/advice.ts'
import type { StartReport } from '../../../shared/reports.ts'
import type { Outcome, Run } from '../../../shared/run.ts'
import { livingMembers } from '../../../shared/run.ts'
import type { RunUnit } from '../../../shared/unit.ts'
import { count } from '../../../shared/wording/numbers.ts'

/** What is known when advice is asked for. */
export interface AdviceFacts {
  readonly run: Run
  readonly outcome: Outcome
  /** How the first start after this run went, or null where nobody tried. */
  readonly start: StartReport | null
  /** States (proc(5)) of those that are still there, by pid; empty where nobody is. */
  readonly states: ReadonlyMap<number, string>
}

const noReboot = 'A reboot would cure nothing here.'

/** What now, from what is known: never a reboot without a reason that a reboot would cure. */
export function adviseAfter(facts: AdviceFacts): Advice {
  const { run, outcome, start } = facts
  switch (outcome.kind) {
    case 'already-stopped':
    case 'stopped':
      return {
        level: 'none',
        sentence: 'Nothing needs to be done.',
        reasons: ['It left by itself, so it had the time to save and to tidy up.'],
        aboutReboot: noReboot,
      }
    case 'killed':
      return adviseAfterForce(run, start)
    case 'survived':
      return adviseSurvived(facts)
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
      return adviseStillRunning(run)
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
  if (killed === 0 && forcedByOther !== null) {
    return `Forced by ${forcedByOther}: what was left then could not tidy up, so ${leftovers}.`
  }
  return `Force was needed: ${count(killed, 'process', 'processes')} could not tidy up, so ${leftovers}.`
}

function adviseAfterForce(run: Run, start: StartReport | null): Advice {
  const forced = sayForced(run)
  if (start === null) {
    return {
      level: 'try-restart',
      sentence: 'Try a restart, and watch whether it stays up.',
      reasons: [forced],
      aboutReboot:
        'If it does not come up and stay up, a reboot is recommended: it clears what a killed process can leave in the kernel and in /run.',
    }
  }
  if (start.up) {
    return {
      level: 'none',
      sentence: 'It came up and stayed up. Nothing needs to be done.',
      reasons: [forced, start.sentence],
      aboutReboot: 'Nothing speaks for a reboot.',
    }
  }
  return {
    level: 'reboot-recommended',
    sentence: 'A reboot is recommended, at a time that suits.',
    reasons: [forced, start.sentence],
    aboutReboot:
      'It was killed and does not come up again. A reboot clears what it may have left in the kernel and in /run. Read its log first: a fault in its configuration would outlive the reboot.',
  }
}

function adviseSurvived({ run, states }: AdviceFacts): Advice {
  const left = livingMembers(run)
  const waiting = left.filter((m) => states.get(m.identity.pid) === 'D')
  const reasons = left.map((m) => {
    const state = states.get(m.identity.pid)
    const how =
      state === 'D'
        ? 'waits inside the kernel (state D), where no signal reaches it'
        : `is in state ${state ?? 'unknown'}`
    return `${m.name} (${m.identity.pid}) outlived SIGKILL: it ${how}.`
  })
  if (waiting.length === 0) {
    return {
      level: 'try-restart',
      sentence: 'Look again in a minute, before anything else.',
      reasons,
      aboutReboot:
        'SIGKILL is pending and may yet be carried out. If not, a reboot is recommended.',
    }
  }
  return {
    level: 'reboot-recommended',
    sentence: 'A reboot is recommended, unless what it waits for comes back.',
    reasons,
    aboutReboot:
      'Such a process ends when its disk, network file system or device answers. Where that never happens, only a reboot ends it. Do not start the service beside it.',
  }
}

function adviseStillRunning(run: Run): Advice {
  const left = livingMembers(run)
  if (left.length === 0 && run.unit !== null) return adviseStillStopping(run.unit)
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
const adviseStillStopping = ({ name, state }: RunUnit): Advice => ({
  level: 'none',
  sentence: 'Its processes are gone; systemd is not done with it.',
  reasons: [`systemd calls ${name} ${state.activeState} (${state.subState}).`],
  aboutReboot: 'Nothing speaks for a reboot.',
})
