import { clock } from '../../shared/wording/numbers.ts'

/** "2026-01-31 03:12:34" on this machine's clock, for what may be days old. */
export function dateTime(wall: number): string {
  const date = new Date(wall)
  const pad = (n: number): string => String(n).padStart(2, '0')
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())} ${clock(wall)}`
}
