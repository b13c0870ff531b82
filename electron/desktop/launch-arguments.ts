/** What a start of the desktop is asked for, by its arguments. */
import type { Place } from './place.ts'

export interface Launch {
  /** Only the tray is shown, where it is there. */
  readonly hidden: boolean
  /** Where the window goes; null: as it is. */
  readonly place: Place | null
}

/** What leads somewhere without saying more; `--open` shows the window as it is. */
const plainPlaces: ReadonlyMap<string, Place> = new Map<string, Place>([
  ['--settings', { view: 'settings' }],
  ['--stop-all', { view: 'order', id: null }],
  ['--practice', { view: 'practice' }],
])

/**
 * Reads `--hidden`, `--open`, `--settings`, `--stop-all`, `--practice`, `--service T` and `--run ID`
 * from a whole command line. Whatever else stands there (Electron's own, Chromium's, the program's
 * path) is none of ours and left alone; of several places the last one counts.
 */
export function readLaunch(argv: readonly string[]): Launch {
  let place: Place | null = null
  for (const [index, argument] of argv.entries()) {
    const [name = '', joined] = splitOnce(argument)
    place = plainPlaces.get(argument) ?? namedPlace(name, joined ?? argv[index + 1] ?? '') ?? place
  }
  const shown = place !== null || argv.includes('--open')
  return { hidden: argv.includes('--hidden') && !shown, place }
}

function namedPlace(name: string, value: string): Place | null {
  if (value === '' || value.startsWith('--')) return null
  if (name === '--service') return { view: 'service', target: value }
  return name === '--run' && isRunId(value) ? { view: 'run', id: value } : null
}

/** The arguments that a second start handed over; null where that is not what it sent. */
export function handedOver(data: unknown): readonly string[] | null {
  if (typeof data !== 'object' || data === null || !('argv' in data)) return null
  const { argv } = data
  if (!Array.isArray(argv)) return null
  return argv.filter((one): one is string => typeof one === 'string')
}

const isRunId = (text: string): boolean => /^[0-9a-z-]{1,64}$/.test(text)

function splitOnce(argument: string): readonly string[] {
  const at = argument.indexOf('=')
  return at < 0 ? [argument] : [argument.slice(0, at), argument.slice(at + 1)]
}
