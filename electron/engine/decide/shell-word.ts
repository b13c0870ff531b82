import { printable } from '../../../shared/wording/numbers.ts'

/**
 * One word of a command that a person may copy into a shell: bare where that is safe, else in
 * single quotes. Unit names hold backslashes (`a\x2db.service`), paths hold anything.
 */
export function shellWord(text: string): string {
  const shown = printable(text)
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(shown) ? shown : `'${shown.replaceAll("'", `'\\''`)}'`
}
