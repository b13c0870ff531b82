/** Whether notifications are wanted now. */
import type { Settings } from '../../shared/settings.ts'

export type Urgency = 'low' | 'normal' | 'critical'
type Quiet = Settings['notify']['quiet']

const minutesOf = (text: string): number => {
  const [hours = 0, minutes = 0] = text.split(':').map(Number)
  return hours * 60 + minutes
}

/**
 * True in the quiet hours, which may cross midnight: "22:00" to "06:00" is from 22:00 on and before
 * 06:00. Equal ends are no time at all. Wall clock, milliseconds, in this machine's own zone.
 */
export function isQuiet(quiet: NonNullable<Quiet>, wall: number): boolean {
  const date = new Date(wall)
  const now = date.getHours() * 60 + date.getMinutes()
  const from = minutesOf(quiet.from)
  const to = minutesOf(quiet.to)
  return from <= to ? now >= from && now < to : now >= from || now < to
}

/** Whether something so urgent is told now. */
export const mayTell = (quiet: Quiet, urgency: Urgency, wall: number): boolean =>
  quiet === null || !isQuiet(quiet, wall) || (quiet.urgent && urgency === 'critical')
