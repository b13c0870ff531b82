/** What a reboot would cost, as lines of a terminal. */
import type { RebootPlan } from '../../shared/reboot.ts'
import { count, printable } from '../../shared/wording/numbers.ts'
import { plannedWords } from '../../shared/wording/reboot-words.ts'
import { adviceWord } from '../../shared/wording/views.ts'
import { dateTime } from './date-time.ts'

const mostServices = 40

/** A heading with what stands below it, or one line where there is nothing. */
const listed = (title: string, none: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [none] : [title, ...lines.map((line) => `  ${printable(line)}`)]

const notAsked = 'Who is logged in, who holds a reboot back, and what is planned is not known.'

/** What logind says. */
const askedLines = ({ people, inhibitors, scheduled }: RebootPlan): readonly string[] => [
  ...listed(
    'Logged in:',
    'Nobody is logged in.',
    people.map(({ user, where, since }) =>
      [user, where, since === null ? '' : `since ${dateTime(since)}`]
        .filter((word) => word !== '')
        .join(', '),
    ),
  ),
  ...listed(
    'Holding a reboot back:',
    'Nobody holds a reboot back.',
    inhibitors.map(
      ({ who, user, why, mode }) =>
        `${who} (${user}): ${why}${mode === 'delay' ? '; for a moment only' : ''}`,
    ),
  ),
  scheduled === null ? 'Nothing is planned.' : `Planned: ${plannedWords(scheduled)}.`,
]

export function rebootLines(plan: RebootPlan): readonly string[] {
  const { advice, services, runs, refusal } = plan
  const more = services.length - mostServices
  return [
    `Advice for ${printable(plan.hostName)}: ${printable(advice.sentence)} (${adviceWord[advice.level]})`,
    ...advice.reasons.map((reason) => `  ${printable(reason)}`),
    ...listed(`${count(services.length, 'service')} would stop:`, 'No service would stop.', [
      ...services.slice(0, mostServices).map(({ title, note }) => `${title}: ${note}`),
      ...(more > 0 ? [`and ${more} more`] : []),
    ]),
    ...(plan.isAsked === false ? [notAsked] : askedLines(plan)),
    ...(runs.length === 0 ? [] : listed('Being stopped by Quiesce now:', '', runs)),
    ...(refusal === null ? [] : [`It cannot be done from here: ${printable(refusal)}`]),
  ]
}
