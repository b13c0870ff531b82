/** Errors for a person: what is so, what can be done next, and what was probably meant. */
import type { QuiesceError } from '../../shared/errors.ts'
import { printable } from '../../shared/wording/numbers.ts'
import type { Terminal } from './terminal.ts'

/** The lines of an error. All of it may hold foreign text. */
export function errorLines(error: QuiesceError): string[] {
  const place = error.place === undefined || error.message.includes(error.place) ? '' : error.place
  const where = place === '' ? '' : `${place}: `
  return [
    `quiesce: ${printable(where + error.message)}`,
    `  ${printable(error.next)}`,
    ...(error.cause === undefined || error.code === 'internal'
      ? []
      : [`  (${printable(error.cause)})`]),
    ...(error.candidates ?? []).map((candidate) => `    ${printable(candidate)}`),
  ]
}

/** Prints an error on standard error. */
export function printError(terminal: Terminal, error: QuiesceError): void {
  for (const line of errorLines(error)) terminal.complain(line)
}
