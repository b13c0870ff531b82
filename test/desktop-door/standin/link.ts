/** The line to the test process, which has the Chromium. */
import { Calls } from './calls.ts'
import type { ChromiumTable, MainTable } from './tables.ts'

let calls: Calls<ChromiumTable, MainTable> | null = null

/** Says who answers on this side; once, before `main.js` runs. */
export function connect(table: MainTable): void {
  calls = new Calls(process, table)
}

/** Asks the test process. */
export const askChromium: Calls<ChromiumTable, MainTable>['ask'] = (name, ...args) => {
  if (calls === null) throw new Error('not connected to a test')
  return calls.ask(name, ...args)
}

/** An event that a listener may prevent. */
export class Preventable {
  defaultPrevented = false
  preventDefault(): void {
    this.defaultPrevented = true
  }
}
