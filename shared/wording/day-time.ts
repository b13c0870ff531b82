const two = (number: number): string => String(number).padStart(2, '0')

/** A moment to come with its day, on this machine's clock: "2026-03-23 03:12". Wall clock, milliseconds. */
export function dayTime(wall: number): string {
  const date = new Date(wall)
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`
}
