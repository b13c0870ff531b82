/** Dates for people, on this window's clock. Milliseconds since the epoch in. */
import { clock } from '../../shared/wording/numbers.ts'

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** "20 Nov 2026". */
export function dayText(wall: number): string {
  const date = new Date(wall)
  return `${date.getDate()} ${months[date.getMonth()] ?? ''} ${date.getFullYear()}`
}

/** "20 Nov, 14:11". */
export function momentText(wall: number): string {
  const date = new Date(wall)
  return `${date.getDate()} ${months[date.getMonth()] ?? ''}, ${clock(wall).slice(0, 5)}`
}

/** "Fri 20 Nov, 14:11:27". */
export function fullMomentText(wall: number): string {
  const date = new Date(wall)
  return `${days[date.getDay()] ?? ''} ${date.getDate()} ${months[date.getMonth()] ?? ''}, ${clock(wall)}`
}
