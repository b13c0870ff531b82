/** What stays behind when a person leaves a run, or Quiesce ends in the middle of it. */
import type { Run } from '../run.ts'
import type { RunUnit } from '../unit.ts'
import { ceilingSentence } from './ceilings.ts'
import { clock, printable } from './numbers.ts'
import { sentWord } from './views.ts'

const listedAtMost = 5

function sentSentence(run: Run): string {
  const sent = run.sent.filter((s) => s.outcome === 'sent' || s.outcome === 'maybe')
  const words = sent.map((s) => {
    const whom = s.identity ? ` to ${s.identity.pid}` : ''
    return `${sentWord(s)}${whom} at ${clock(s.at.wall)}${s.outcome === 'maybe' ? ' (maybe)' : ''}`
  })
  if (words.length === 0) return 'Nothing was sent.'
  const shown = words.slice(0, listedAtMost).join(', ')
  const more = words.length > listedAtMost ? ` and ${words.length - listedAtMost} more` : ''
  return `Sent so far: ${shown}${more}. What was sent stays sent.`
}

/**
 * Who holds a unit's deadline from now on. A drop-in of ours stays until the unit is down: taken
 * away earlier, its manager would fall back to the old deadline, which may be past, and kill at once.
 */
function holderSentence(unit: RunUnit): string {
  const name = printable(unit.name)
  if (unit.movedTo === null) return 'systemd holds that deadline, with or without Quiesce.'
  const goes = `The drop-in that says so goes by itself when ${name} is down.`
  return unit.movedTo === 'never'
    ? `systemd stays held back, with or without Quiesce: nobody is going to force ${name}. ${goes}`
    : `systemd keeps to the moment it was moved to, with or without Quiesce. ${goes}`
}

/** Which ceilings still run, and who holds them; empty where nobody else is going to force it. */
export function stillRunning(run: Run): string[] {
  const ceilings = run.ceilings.map((ceiling) => `Still running: ${ceilingSentence(ceiling)}.`)
  const holds = ceilings.length > 0 || run.unit?.movedTo === 'never'
  return [...ceilings, ...(run.unit !== null && holds ? [holderSentence(run.unit)] : [])]
}

/** What was sent, which ceiling still runs, and who holds it. */
export function leavingSentences(run: Run): string[] {
  const still = stillRunning(run)
  const nobody = 'No ceiling is known: nobody else is going to force it.'
  return [sentSentence(run), ...(still.length === 0 ? [nobody] : still)]
}
