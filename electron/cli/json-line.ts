/**
 * One line of `--json`: ASCII alone, whatever the locale is, so that every reader understands it
 * and no name in it can move a cursor or turn a line around.
 */
export function toJsonLine(value: object): string {
  return JSON.stringify(value)
    .replaceAll('\u00a0', ' ')
    .replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
