/** One run as plain text, for a ticket or a message. */
import type { RunView } from '../../shared/contract.ts'
import type { HostInfo } from '../../shared/host.ts'
import { printSchedule } from '../../shared/schedule.ts'
import { clock, duration, printable } from '../../shared/wording/numbers.ts'
import type { Run } from '../../shared/run.ts'
import { outcomeSentence } from '../../shared/wording/outcomes.ts'
import { failureWords } from '../../shared/wording/unit-words.ts'
import { phaseWord } from '../../shared/wording/phases.ts'
import { memberReasons, sentWord, signalOutcomeWord } from '../../shared/wording/views.ts'
import { shortCeiling } from './ceiling-words.ts'
import { activeWords } from './unit-stop-words.ts'

const date = (wall: number): string => `${new Date(wall).toISOString().slice(0, 10)} ${clock(wall)}`

/** Of a unit: how systemd says that it stands, who forced it, and which deadline stays. */
function unitLines({ unit, ceilings, forcedByOther }: Run): string[] {
  if (unit === null) return []
  const { state } = unit
  return [
    '',
    `Unit ${printable(unit.name)}: ${activeWords(state)}${
      state.activeState === 'failed' ? `, ${failureWords(state)}` : ''
    }`,
    ...(forcedByOther === null ? [] : [`  forced by ${printable(forcedByOther)}, not by Quiesce`]),
    ...ceilings.map((ceiling) => `  ${shortCeiling(ceiling)} (${printable(ceiling.source)})`),
  ]
}

/** The report: what was asked, what was sent, who left how, what follows. Times are this machine's. */
export function reportText(view: RunView, host: HostInfo | null): string {
  const { run, advice } = view
  const said =
    run.phase.kind === 'ended' ? outcomeSentence(run, run.phase.outcome) : phaseWord(run.phase)
  const lines = [
    `Stop of ${printable(run.title)}${host === null ? '' : ` on ${host.hostName}`}`,
    said,
    '',
    `Run ${run.id}, begun ${date(run.startedAt.wall)} by ${run.by}`,
    `Target ${printable(run.target)}, schedule ${printSchedule(run.schedule)}`,
    '',
    'Sent',
    ...run.sent.map(
      (s) =>
        `  ${clock(s.at.wall)}  ${sentWord(s)}${s.identity === null ? '' : ` to ${s.identity.pid}`}, ${signalOutcomeWord[s.outcome]}`,
    ),
    ...(run.sent.length === 0 ? ['  nothing'] : []),
    '',
    'Members',
    ...run.members.map(({ member, gone }) => {
      const how =
        gone === null
          ? member.kept === null
            ? 'still here'
            : `kept: ${member.kept}`
          : `${gone.how === 'killed' ? 'killed' : 'left'} after ${duration(gone.at.mono - run.startedAt.mono)}`
      return `  ${member.identity.pid}  ${printable(member.name)}  ${how}  (${memberReasons(member)})`
    }),
    ...unitLines(run),
    ...run.notices.flatMap((notice) => ['', `Note: ${printable(notice)}`]),
    ...(advice === null
      ? []
      : [
          '',
          `Advice: ${advice.sentence}`,
          ...advice.reasons.map((r) => `  ${r}`),
          `  ${advice.aboutReboot}`,
        ]),
  ]
  return `${lines.join('\n')}\n`
}
