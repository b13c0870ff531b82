/** New values as the text that is put into a file. */
import { printFlowService, printService } from '../print-service.ts'

/** What is longer stands on lines of its own. */
const widestInline = 72

const isPlainObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The lines of `KEY:` and its value, without an indentation of their own. */
export const printPair = (key: string, value: unknown, step: number): readonly string[] =>
  printService(key, value, step)

/** `KEY: value` as it stands within braces. */
export const printFlowPair = (key: string, value: unknown): string => printFlowService(key, value)

/** A value within braces. */
export const printFlow = (value: unknown): string =>
  printFlowService('k', value).slice('k: '.length)

/** A value behind its key on one line; null where it needs lines of its own. */
export function printInline(value: unknown): string | null {
  if (isPlainObject(value)) {
    const text = printFlow(value)
    return text.length > widestInline ? null : text
  }
  const lines = printService('k', value)
  return lines.length === 1 ? (lines[0] ?? '').slice('k: '.length) : null
}
