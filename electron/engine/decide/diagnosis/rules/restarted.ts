/** It did leave: what runs now was started after the stop was asked, by somebody. */
import { sameIdentity } from '../../../../../shared/process.ts'
import { printable } from '../../../../../shared/wording/numbers.ts'
import { processName } from '../../../../../shared/wording/process-names.ts'
import type { BringsBack } from '../../../../../shared/unit.ts'
import type { Case, Proc } from '../case.ts'
import { subjectOf, type Claim, type Offer } from '../claim.ts'
import { evidence, statusLine } from '../evidence.ts'
import { byHand } from '../remedies.ts'
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
  return c.living.filter((proc) => {
    if (state !== null && !proc.main) return false
    if (proc === c.stopCommand || isForkOfOld(c, proc)) return false
    const parent = c.byPid.get(proc.now.row.parentPid)
    // A worker that an old main process starts is no new copy of the service.
    const hasOldParent = parent?.member === true && !isYoung(parent)
    return isYoung(proc) && !hasOldParent && (proc.main || parent?.member !== true)
  })
}

/** All whom the run began with have left: else a young one is a helper of theirs. */
function oldHeadsLeft(c: Case): boolean {
  const { run } = c.facts
  if (run === null) return true
  return !run.members.some(
    ({ member, gone }) =>
      gone === null &&
      member.kept === null &&
      member.main &&
      c.living.some((proc) => sameIdentity(proc.facts.identity, member.identity)) &&
      member.startedAt <= run.startedAt.wall,
  )
}

/** Programs that start again what ends. */
const supervisors =
  /^(?:supervisord|runsv|s6-supervise|monit|daemontools|supervise|circusd|pm2.*|god|bluepill|dinit|crond?|atd|xinetd|inetd|start-stop-daem.*|supervise-daemo.*)$/

function starterOf(c: Case, proc: Proc): Proc | null {
  const parent = c.byPid.get(proc.now.row.parentPid)
  return parent === undefined || parent.pid === 1 || parent.member ? null : parent
}

const returners = (c: Case): readonly BringsBack[] => c.facts.plan?.unit?.impact.bringsBack ?? []

function offerStop(trigger: BringsBack): Offer {
  const unit = trigger.by ?? ''
  if (trigger.stoppable && isTrigger(unit)) {
    return {
      remedy: {
        id: `stop-trigger:${unit}`,
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

function offersFor(c: Case, starter: Proc | null): readonly Offer[] {
  if (starter !== null) {
    const who = processName(starter)
    return [
      byHand(
        `starter:${starter.name}`,
        `Stop it through ${printable(starter.name)}`,
        `${who} starts it again whenever it ends. Tell ${printable(starter.name)} to stop it, or stop that first.`,
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

function byWhom(c: Case, starter: Proc | null): string {
  if (starter !== null) {
    const known = supervisors.test(starter.name) ? ', a program that starts again what ends' : ''
    return `by ${processName(starter)}${known}`
  }
  if (c.unit === null) return 'by somebody who cannot be seen any more'
  const [first] = returners(c)
  if (first !== undefined && first.kind !== 'restart')
    return `by systemd: ${printable(first.sentence)}`
  const { restart } = c.unit.settings
  return restart === 'no' ? 'by systemd, at somebody’s word' : `by systemd (Restart=${restart})`
}

/** A copy that is younger than the stop, and who started it. */
export function restarted(c: Case): readonly Claim[] {
  if (c.asked === null || c.facts.asked === null || !oldHeadsLeft(c)) return []
  const { wall } = c.facts.asked.at
  return youngHeads(c).map((proc) => {
    const starter = starterOf(c, proc)
    return {
      code: 'restarted',
      // Named by the unit or the pid file, or seen with its starter: else it only looks like one.
      certainty: proc.main || starter !== null ? 'certain' : 'likely',
      sentence: `It did stop, and was started again ${byWhom(c, starter)}: ${processName(proc)} is younger than the stop.`,
      subject: subjectOf(proc),
      evidence: [
        evidence(
          `/proc/${proc.pid}/stat`,
          `starttime ${proc.facts.identity.startTicks}: ${((proc.now.row.startedAt - wall) / 1000).toFixed(1)} s after the stop was asked`,
        ),
        statusLine(proc.pid, 'PPid', proc.now.row.parentPid),
        ...(c.unit === null ? [] : [evidence(c.unit.name, `Restart=${c.unit.settings.restart}`)]),
      ],
      offers: offersFor(c, starter),
    }
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
