/** Processes by name and pid, as the end of a sentence. */
import { printable } from './numbers.ts'

interface Named {
  readonly pid: number
  readonly name: string
}

/** "nginx (4242)", or the bare pid where no name is known. */
export const processName = ({ pid, name }: Named): string =>
  name === '' ? String(pid) : `${printable(name)} (${pid})`

const listedAtMost = 5

/** "a (1), b (2)", or the first few and how many more. */
export function processNames(list: readonly Named[]): string {
  const shown = list.slice(0, listedAtMost).map(processName).join(', ')
  const more = list.length - listedAtMost
  return more > 0 ? `${shown} and ${more} more` : shown
}
