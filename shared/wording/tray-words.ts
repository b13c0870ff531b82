/**
 * Words of the tray: its tooltip and the lines of its menu. Text alone, since a menu of the desktop
 * shows no more; moments as wall clock, since an open menu that ticks is redrawn under the finger.
 */
import type { RunView } from '../contract.ts'
import type { Order } from '../order.ts'
import type { ServiceRow, ServiceState } from '../service.ts'
import { ceilingClause } from './ceilings.ts'
import { clock, count, printable } from './numbers.ts'
import { orderSentence } from './order-words.ts'
import { phaseWord, whatFollows } from './phases.ts'
import { small } from './small.ts'

/** Characters of a name that a menu has room for. */
const nameRoom = 36
/** Of these, so many stay at the end: there are the instance and the suffix. */
const endRoom = 18

/** Names lose their middle, never their end: `rtpengine-recordi… central-1.service`. */
export function shortName(name: string, room = nameRoom): string {
  const letters = Array.from(printable(name))
  if (letters.length <= room) return letters.join('')
  const end = Math.min(endRoom, Math.floor(room / 2))
  const head = letters.slice(0, room - end - 1).join('')
  return `${head.trimEnd()}…${letters.slice(-end).join('')}`
}

/** What the tray counts. */
export interface Tally {
  readonly host: string
  readonly asking: number
  readonly stopping: number
  readonly failed: number
}

/** "sip-edge-03: 1 asks you, 1 stopping"; the host first: the wrong machine is the worst mistake. */
export function stateLine({ host, asking, stopping, failed }: Tally): string {
  const parts = [
    ...(asking > 0 ? [`${asking} ${asking === 1 ? 'asks' : 'ask'} you`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(stopping > 0 ? [`${stopping} stopping`] : []),
  ]
  const words = parts.length === 0 ? 'nothing under way' : parts.join(', ')
  return host === '' ? words : `${printable(host)}: ${words}`
}

function waitWords({ run }: RunView): string {
  const { phase } = run
  const deadline = 'deadline' in phase ? phase.deadline : null
  if (deadline === null) return 'is stopping, without a deadline'
  const follows = whatFollows(run)
  return `is stopping until ${clock(deadline.wall)}${follows === '' ? '' : `, ${follows}`}`
}

function phaseWords(view: RunView): string {
  const { phase } = view.run
  switch (phase.kind) {
    case 'planned':
      return 'is about to be stopped'
    case 'stopping':
    case 'waiting':
      return waitWords(view)
    case 'held':
      return 'is held'
    case 'asking':
      return phase.why === 'found' ? 'asks you: its stop was cut off' : 'asks you'
    case 'forcing':
      return 'gets SIGKILL'
    case 'verifying':
      return `is down, watched until ${clock(phase.until.wall)}`
    case 'ended':
      return small(phaseWord(phase))
  }
}

/** "kamailio.service asks you; systemd sends SIGKILL at 03:13:34". */
export function runLine(view: RunView): string {
  const ceiling = view.run.phase.kind === 'verifying' ? '' : ceilingClause(view.run)
  const words = `${shortName(view.run.title)} ${phaseWords(view)}`
  return ceiling === '' ? words : `${words}; ${ceiling}`
}

/** "Stopping 4 services". */
export const orderLine = (order: Order): string => orderSentence(order)

function stateWords(state: ServiceState): string {
  switch (state.kind) {
    case 'running':
    case 'stopped':
    case 'failed':
    case 'frozen':
    case 'starting':
      return state.kind
    case 'stopping':
    case 'deactivating':
      return state.until === null ? 'stopping' : `stopping until ${clock(state.until)}`
    case 'asking':
      return 'asks you'
    case 'exited':
      return 'active, nothing runs'
    case 'dead-pid-file':
      return 'dead, pid file left'
    case 'dead-lock-file':
      return 'dead but locked'
    case 'unknown':
      return 'unknown'
  }
}

/** "nginx.service, running". A favourite that is in no list any more is unknown, not stopped. */
export const favouriteLine = (target: string, row: ServiceRow | undefined): string =>
  row === undefined
    ? `${shortName(target)}, not found`
    : `${shortName(row.title)}, ${stateWords(row.state)}`

/** "kamailio.service came back". */
export const troubleLine = (title: string, word: string): string =>
  `${shortName(title)}: ${small(word)}`

/** What the menu says beside the lines above; "…" means that it asks or shows more first. */
export const trayLabels = {
  show: 'Show the run',
  why: 'Show why it does not stop',
  hold: 'Hold',
  holdBack: 'Hold systemd’s deadline',
  release: 'Release',
  extend: `Extend by 2\u00a0min`,
  leave: 'Leave it running',
  force: 'Force…',
  favourites: 'Favourites',
  details: 'Show it',
  stop: 'Stop…',
  restart: 'Restart…',
  start: 'Start',
  order: 'Show the order',
  stopAll: 'Stop all in order…',
  practice: 'Practice…',
  open: 'Open Quiesce',
  settings: 'Settings…',
  update: 'Restart to finish the update…',
  quit: 'Quit',
  quitAsks: 'Quit…',
} as const

/** "Quiesce on sip-edge-03: kamailio.service asks you", at most two lines and how many more. */
export function tooltip(tally: Tally, lines: readonly string[]): string {
  const shown = lines.slice(0, 2)
  const more = lines.length - shown.length
  const rest = more > 0 ? [`and ${count(more, 'more', 'more')}`] : []
  return [`Quiesce, ${stateLine(tally)}`, ...shown, ...rest].join('\n')
}
