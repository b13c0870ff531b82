/** It did leave: what runs now was started after the stop was asked, by somebody. */
import { sameIdentity } from '../../../../../shared/process.ts'
import { printable } from '../../../../../shared/wording/numbers.ts'
import { processName } from '../../../../../shared/wording/process-names.ts'
import type { WhoStarted } from '../../after/who-started.ts'
import type { BringsBack } from '../../../../../shared/unit.ts'
import type { Case, Proc } from '../case.ts'
import { subjectOf, type Claim, type Offer } from '../claim.ts'
import { evidence, statusLine } from '../evidence.ts'
import { byHand } from '../remedies.ts'
import { actId } from '../act-id.ts'
import { descendantsOfCommand } from './children.ts'
import { findStarter } from '../starter.ts'
import { isTrigger } from '../triggers.ts'

/** A start time is exact to a clock tick, and the wall clock of boot to a little less. */
const slackMs = 100

/** A child that an old member left behind stays in its process group; a new start has its own. */
function isForkOfOld(c: Case, { now, main }: Proc): boolean {
  if (main) return false
  return (c.facts.run?.members ?? []).some(
    ({ member, gone }) => gone !== null && member.processGroup === now.row.processGroup,
  )
}

/** Members that head the service now and are younger than its stop. */
function youngHeads(c: Case): readonly Proc[] {
  const at = c.facts.asked?.at.wall
  if (at === undefined) return []
  const isYoung = (proc: Proc): boolean => proc.now.row.startedAt > at + slackMs
  const { state } = c.unit ?? { state: null }
  // A unit on its way down runs commands of its own: they are young, and no start.
  if (state !== null && !/^(?:active|activating|reloading)$/.test(state.activeState)) return []
  // It may run the service's own program as a client: nginx -s quit, mongod --shutdown.
  const ofCommand = descendantsOfCommand(c)
  return c.living.filter((proc) => {
    if (state !== null && !proc.main) return false
    if (ofCommand.has(proc.pid) || isForkOfOld(c, proc)) return false
    const parent = c.byPid.get(proc.now.row.parentPid)
    // A worker that an old main process starts is no new copy of the service.
    const hasOldParent = parent?.member === true && !isYoung(parent)
    return isYoung(proc) && !hasOldParent && (proc.main || parent?.member !== true)
  })
}

/**
 * All who headed the service when the run began have left: its main process, or where it has none,
 * those whose parent was no member.
 */
function oldHeadsLeft(c: Case): boolean {
  const { run } = c.facts
  if (run === null) return true
  const old = run.members.filter(({ member }) => member.startedAt <= run.startedAt.wall)
  const pids = new Set(old.map(({ member }) => member.identity.pid))
  const mains = old.filter(({ member }) => member.main)
  const heads = mains.length > 0 ? mains : old.filter((one) => !pids.has(one.member.parentPid))
  return !heads.some(
    ({ member, gone }) =>
      gone === null &&
      member.kept === null &&
      c.living.some((proc) => sameIdentity(proc.facts.identity, member.identity)),
  )
}

const returners = (c: Case): readonly BringsBack[] => c.facts.plan?.unit?.impact.bringsBack ?? []

function offerStop(trigger: BringsBack): Offer {
  const unit = trigger.by ?? ''
  if (trigger.stoppable && isTrigger(unit)) {
    return {
      remedy: {
        id: actId('stop-trigger', [unit]),
        kind: 'stop-trigger',
        label: `Stop ${printable(unit)}`,
        says: `${printable(trigger.sentence)}. Stopped, it does so no more until it is started again.`,
      },
      action: { kind: 'stop-trigger', unit },
    }
  }
  const isUnit = trigger.kind === 'upheld' || trigger.kind === 'other'
  return byHand(
    `trigger:${unit}:${trigger.kind}`,
    isUnit && unit !== ''
      ? `Stop ${printable(unit)} as a service of its own`
      : 'Stop what starts it',
    `${printable(trigger.sentence)}.`,
  )
}

function offersFor(c: Case, { by }: WhoStarted): readonly Offer[] {
  if (by !== null) {
    const title = printable(by.title)
    return [
      byHand(
        `starter:${title}`,
        `Stop it through ${title}`,
        `${by.sentence} Tell ${title} to stop it, or stop that first.`,
      ),
    ]
  }
  const offers = returners(c).map(offerStop)
  if (offers.length > 0) return offers
  if (c.unit === null) return []
  return [
    byHand(
      `unit:${c.unit.name}`,
      'Stop it as a unit',
      `Restart=${c.unit.settings.restart} starts it again when it is signalled. Stop ${c.unit.name} as a unit instead.`,
    ),
  ]
}

/** Of a unit its manager is the starter, and what it says of that is read after the end of a run. */
function byWhom(c: Case, { by }: WhoStarted): string {
  if (by !== null) return by.sentence
  if (c.unit === null) return 'Who started it cannot be seen any more.'
  const [first] = returners(c)
  if (first !== undefined && first.kind !== 'restart')
    return `systemd started it: ${printable(first.sentence)}.`
  const { restart } = c.unit.settings
  return restart === 'no'
    ? 'systemd started it, at somebody’s word.'
    : `systemd started it (Restart=${restart}).`
}

const noStarter: WhoStarted = { by: null, evidence: [] }

function claimOf(c: Case, proc: Proc, who: WhoStarted, didStop: boolean): Claim {
  const parent = c.byPid.get(proc.now.row.parentPid)
  // Each process lies in somebody's cgroup: that names a starter, and proves no restart.
  const hasParent = parent !== undefined && parent.pid !== 1 && !parent.member
  const afterMs = proc.now.row.startedAt - (c.facts.asked?.at.wall ?? c.facts.now.wall)
  const seen = didStop && (proc.main || hasParent)
  return {
    code: 'restarted',
    // Named by the unit or the pid file, or seen with its starter: else it only looks like one. Beside
    // an old one that hangs it is not the whole of why nothing stops.
    certainty: seen ? 'certain' : 'likely',
    sentence: didStop
      ? `It did stop, and was started again: ${processName(proc)} is younger than the stop. ${byWhom(c, who)}`
      : `It is started again while it stops: ${processName(proc)} is younger than the stop. ${byWhom(c, who)}`,
    subject: subjectOf(proc),
    evidence: [
      evidence(
        `/proc/${proc.pid}/stat`,
        `starttime ${proc.facts.identity.startTicks}: ${(afterMs / 1000).toFixed(1)} s after the stop was asked`,
      ),
      statusLine(proc.pid, 'PPid', proc.now.row.parentPid),
      ...who.evidence.map(({ source, line }) => evidence(source, line)),
      ...(c.unit === null ? [] : [evidence(c.unit.name, `Restart=${c.unit.settings.restart}`)]),
    ],
    offers: offersFor(c, who),
  }
}

/**
 * A copy that is younger than the stop, and who started it. While who was there before has not left, a
 * young one may be a helper of theirs: then only one whose starter is seen above it counts.
 */
export function restarted(c: Case): readonly Claim[] {
  if (c.asked === null) return []
  const didStop = oldHeadsLeft(c)
  return youngHeads(c).flatMap((proc) => {
    const who = c.unit === null ? findStarter(c, proc, didStop) : noStarter
    return didStop || who.by !== null ? [claimOf(c, proc, who, didStop)] : []
  })
}

/** The unit waits for its next start, or is in the middle of it. */
export function startingAgain(c: Case): readonly Claim[] {
  const { unit } = c
  if (unit === null || c.asked === null) return []
  const { subState, activeState } = unit.state
  const waits = /^auto-restart|-before-auto-restart$/.test(subState)
  if (!waits && activeState !== 'activating') return []
  return [
    {
      code: 'starting-again',
      certainty: 'certain',
      sentence: waits
        ? `${unit.name} has ended, and systemd is about to start it again (Restart=${unit.settings.restart}).`
        : `${unit.name} is on its way up again.`,
      subject: null,
      evidence: [
        evidence(unit.name, `ActiveState=${activeState}`),
        evidence(unit.name, `SubState=${subState}`),
        evidence(unit.name, `Restart=${unit.settings.restart}`),
      ],
      offers: [
        byHand(
          `unit:${unit.name}`,
          'Stop it as a unit',
          `A stop of ${unit.name} through systemd ends the restarts as well.`,
        ),
        ...returners(c)
          .filter((one) => one.kind !== 'restart')
          .map(offerStop),
      ],
    },
  ]
}
