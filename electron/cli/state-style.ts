import type { ServiceState } from '../../shared/service.ts'
import { stateWord } from '../../shared/wording/views.ts'
import { paint, type Style, type Terminal } from './terminal.ts'

/** The colour beside a state's word, or null for the normal one. */
export function stateStyle(state: ServiceState): Style | null {
  switch (state.kind) {
    case 'running':
      return 'green'
    case 'stopping':
    case 'starting':
    case 'deactivating':
    case 'frozen':
      return 'yellow'
    case 'asking':
    case 'dead-pid-file':
    case 'dead-lock-file':
    case 'unknown':
    case 'failed':
      return 'red'
    case 'stopped':
    case 'exited':
      return null
  }
}

/** A text about a state in the state's colour. */
export function paintState(terminal: Terminal, state: ServiceState, text: string): string {
  const style = stateStyle(state)
  return style === null ? text : paint(terminal, style, text)
}

/** The state's word in its colour. */
export const paintedState = (terminal: Terminal, state: ServiceState): string =>
  paintState(terminal, state, stateWord[state.kind])
