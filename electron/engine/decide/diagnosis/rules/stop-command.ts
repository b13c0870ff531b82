/** The stop command of the service itself still runs: ExecStop=, or the init script's `stop`. */
import { processName } from '../../../../../shared/wording/process-names.ts'
import { isKnown } from '../../../../../shared/unknown.ts'
import { isTooEarly, type Case, type Proc } from '../case.ts'
import { subjectOf, type Claim } from '../claim.ts'
import { evidence, stateLine } from '../evidence.ts'
import { byHand, waitLonger } from '../remedies.ts'

function whatItIs(c: Case): string {
  if (c.unit?.state.subState === 'stop-post') return 'Its ExecStopPost= command'
  if (c.unit !== null) return 'Its ExecStop= command'
  return c.facts.observed.init === null ? 'Its stop command' : 'Its init script'
}

const argsOf = ({ now }: Proc): string => (isKnown(now.row.args) ? now.row.args.join(' ') : '')

/** Nothing is sent to the daemon by systemd until ExecStop= is over (systemd.service(5)). */
export function stopCommandRuns(c: Case): readonly Claim[] {
  const { stopCommand } = c
  if (stopCommand === null || stopCommand.zombie || isTooEarly(c)) return []
  const who = processName(stopCommand)
  const holdsBack = c.unit?.state.subState === 'stop'
  const from = c.main?.pid ?? c.living[0]?.pid
  return [
    {
      code: 'stop-command-runs',
      certainty: 'certain',
      sentence: `${whatItIs(c)} still runs: ${who}.${holdsBack ? ' Until it is over, systemd sends no signal.' : ''}`,
      subject: subjectOf(stopCommand),
      evidence: [
        stateLine(stopCommand.pid, stopCommand.now.row.state),
        ...(argsOf(stopCommand) === ''
          ? []
          : [evidence(`/proc/${stopCommand.pid}/cmdline`, argsOf(stopCommand))]),
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
      ...(from === undefined || from === stopCommand.pid
        ? {}
        : {
            waits: [
              {
                from,
                to: { kind: 'process', pid: stopCommand.pid, label: who, detail: whatItIs(c) },
                why: 'its stop command',
                ms: c.asked?.agoMs ?? null,
              },
            ],
          }),
    },
  ]
}
