/** The stop command of the service itself still runs: ExecStop=, or the init script's `stop`. */
import type { Certainty } from '../../../../../shared/diagnosis.ts'
import { processName, processNames } from '../../../../../shared/wording/process-names.ts'
import { isKnown } from '../../../../../shared/unknown.ts'
import { isTooEarly, type Case, type Proc } from '../case.ts'
import { subjectOf, type Claim } from '../claim.ts'
import { evidence, stateLine } from '../evidence.ts'
import { isStill, isWorking, movementOf } from '../movement.ts'
import { byHand, waitLonger } from '../remedies.ts'
import { waitsOf } from '../thread-waits.ts'
import { awaitedLeaves } from './children.ts'

function whatItIs(c: Case): string {
  if (c.unit?.state.subState === 'stop-post') return 'Its ExecStopPost= command'
  if (c.unit !== null) return 'Its ExecStop= command'
  return c.facts.observed.init === null ? 'Its stop command' : 'Its init script'
}

const argsOf = ({ now }: Proc): string => (isKnown(now.row.args) ? now.row.args.join(' ') : '')

/** A loop that looks whether the daemon has left rests no longer than this between two looks. Milliseconds. */
const pollsWithinMs = 2000
/** Nor is it put to sleep for longer than this by those who write such loops. Milliseconds. */
const longSleepMs = 10_000

const filesOf = ({ now }: Proc) => (isKnown(now.files) ? now.files : [])

const works = (c: Case, proc: Proc): boolean => {
  const movement = movementOf(proc)
  return movement !== null && isWorking(movement, c.spanMs)
}

/**
 * It talks with the daemon, as clients do that tell it to leave (redis-cli shutdown), or has a pidfd
 * to wait by: then it waits for the daemon, and not the other way round.
 */
function waitsForDaemon(c: Case, proc: Proc): boolean {
  const isMember = (pid: number): boolean => c.byPid.get(pid)?.facts.member === true
  const members = c.living.filter(({ pid }) => pid !== proc.pid)
  const pipes = new Set(members.flatMap(filesOf).flatMap((f) => (f.kind === 'pipe' ? f.inode : [])))
  return filesOf(proc).some(({ kind, inode, target }) => {
    if (target === 'anon_inode:[pidfd]') return true
    if (kind === 'pipe') return pipes.has(inode)
    const peer = inode === null ? null : (c.sockets.get(inode)?.peer ?? null)
    return kind === 'socket' && peer !== null && isMember(peer.pid)
  })
}

/**
 * Most stop commands look again and again whether the daemon has left: then it is the daemon that
 * holds the stop up, and no word about the command may hide that. Only one that stands still is what
 * is waited for; of a short sleep nobody can tell.
 */
function howCertain(c: Case, doers: readonly Proc[]): Certainty {
  // systemd says itself what it waits for.
  if (c.unit !== null) return 'certain'
  if (doers.some((proc) => waitsForDaemon(c, proc)) || c.living.some((proc) => works(c, proc)))
    return 'possible'
  const certainties = doers.map((proc): Certainty => {
    const movement = movementOf(proc)
    const ageMs = c.facts.now.wall - proc.now.row.startedAt
    if (movement === null ? ageMs < pollsWithinMs : !isStill(movement)) return 'possible'
    const sleeps = waitsOf(proc).some(({ subject }) => subject.kind === 'time')
    return sleeps && ageMs < longSleepMs ? 'likely' : 'certain'
  })
  return (['possible', 'likely'] as const).find((one) => certainties.includes(one)) ?? 'certain'
}

/** Nothing is sent to the daemon by systemd until ExecStop= is over (systemd.service(5)). */
export function stopCommandRuns(c: Case): readonly Claim[] {
  const { stopCommand } = c
  if (stopCommand === null || stopCommand.zombie || isTooEarly(c)) return []
  const who = processName(stopCommand)
  const leaves = awaitedLeaves(c, stopCommand)
  const certainty = howCertain(c, leaves.length > 0 ? leaves : [stopCommand])
  const holdsBack = c.unit?.state.subState === 'stop'
  const from = c.main?.pid ?? c.living[0]?.pid
  const edge = (start: Proc['pid'], to: Proc, why: string, detail: string) => ({
    from: start,
    to: { kind: 'process', pid: to.pid, label: processName(to), detail } as const,
    why,
    ms: c.asked?.agoMs ?? null,
  })
  const own =
    certainty !== 'certain' || from === undefined || from === stopCommand.pid
      ? []
      : [edge(from, stopCommand, 'its stop command', whatItIs(c))]
  return [
    {
      code: 'stop-command-runs',
      certainty,
      sentence: sentenceOf(c, who, leaves, holdsBack),
      subject: subjectOf(stopCommand),
      evidence: [
        stateLine(stopCommand.pid, stopCommand.now.row.state),
        ...[stopCommand, ...leaves.slice(0, 3)]
          .filter((proc) => argsOf(proc) !== '')
          .map((proc) => evidence(`/proc/${proc.pid}/cmdline`, argsOf(proc))),
        ...(c.unit === null ? [] : [evidence(c.unit.name, `SubState=${c.unit.state.subState}`)]),
      ],
      offers: [
        waitLonger('The command may come to its end by itself.'),
        byHand(
          `stop-command:${who}`,
          `Look at what ${who} does`,
          'It is the way to stop that this service’s makers chose; ending it may leave the rest half done.',
        ),
      ],
      waits: [...own, ...leaves.map((leaf) => edge(stopCommand.pid, leaf, 'its child', ''))],
    },
  ]
}

function sentenceOf(c: Case, who: string, leaves: readonly Proc[], holdsBack: boolean): string {
  const more = holdsBack ? ' Until it is over, systemd sends no signal.' : ''
  if (leaves.length === 0) return `${whatItIs(c)} still runs: ${who}.${more}`
  return `${whatItIs(c)} still runs: ${who} waits for ${processNames(leaves)}.${more}`
}
