/** A unit for the matrix: what it is made of, and what a stop of it does. */
import type { SystemdHost } from '../../../hosts/systemd-host.ts'
import type { OutcomeKind } from '../../../../shared/run.ts'

/** What systemd 252 does with it on `systemctl stop`; checked by raw.test.ts with systemctl alone. */
export interface Facts {
  /** ActiveState/SubState in the end. */
  readonly end: 'inactive/dead' | 'failed/failed' | 'active/running' | 'active/exited'
  readonly result: string
  /** When systemd sends its last signal, in milliseconds from the begin of the stop; null: it sends none. */
  readonly forcedMs: number | null
  /** What is sent then; SIGKILL where nothing is said. */
  readonly forcedWith?: string
  /** Until nobody of the unit is left or systemd gives up, in milliseconds; some, where nothing is said. */
  readonly tookMs?: number
  /** How the processes that remain call themselves. */
  readonly left?: readonly string[]
  /** What the actors say that they heard, from the begin of the stop. */
  readonly heard?: readonly string[]
}

/** What Quiesce says of it for the schedule. */
export interface Expected {
  readonly outcome: OutcomeKind
  /** Who killed. */
  readonly by?: RegExp
  /** The first ceiling of the run: words of its source, and its moment after the stop; null: none. */
  readonly ceiling?: { readonly source: RegExp; readonly afterMs: number | null } | null
  /** It asks for time by EXTEND_TIMEOUT_USEC, which no property tells: the ceiling may come later. */
  readonly asksForTime?: boolean
  /** Names of the processes that its plan keeps. */
  readonly kept?: readonly string[]
  /** Words that stand in warnings or impact of its plan. */
  readonly warns?: readonly RegExp[]
  /** The outcome's own differing facts: where Quiesce does something that systemctl does not. */
  readonly facts?: Partial<Facts>
}

export interface Shape {
  /** A sentence: the title of the test. */
  readonly says: string
  /** Files of units, the one that is stopped first. */
  readonly units: Readonly<Record<string, string>>
  /** Links beside them: aliases. */
  readonly links?: Readonly<Record<string, string>>
  /** What is stopped, where it has another name than its file. */
  readonly target?: string
  /** Units to start, the target where nothing is said. */
  readonly start?: readonly string[]
  /** Where it stands before the stop; active/running where nothing is said. */
  readonly before?: string
  /** What is done to it when it stands there. */
  readonly prepare?: (host: SystemdHost) => Promise<unknown>
  /** Cgroups beside its own where its processes are. */
  readonly alsoIn?: readonly string[]
  /** It keeps a machine busy: nobody else is on the stage meanwhile. */
  readonly alone?: boolean
  readonly facts: Facts
  /** `stop/12` where nothing is said: long enough for systemd's own clocks. */
  readonly schedule?: string
  readonly expected: Expected
}

export const targetOf = (shape: Pick<Shape, 'units' | 'target'>): string =>
  shape.target ?? Object.keys(shape.units)[0] ?? ''

/** A shape of a single service. Its actors carry its name: no two shapes run the same arguments. */
export const one = (
  name: string,
  text: string,
  rest: Omit<Shape, 'units'> & { readonly more?: Readonly<Record<string, string>> },
): Shape => {
  const { more, ...shape } = rest
  const named = text.replaceAll('/programs/actor ', `/programs/actor --as=${name} `)
  return { ...shape, units: { [`${name}.service`]: named, ...more } }
}

/** Stopped in no time, by the book. */
export const atOnce: Facts = { end: 'inactive/dead', result: 'success', forcedMs: null }
/** Killed by systemd so long after the begin of the stop. */
export const killedAt = (forcedMs: number): Facts => ({
  end: 'failed/failed',
  result: 'timeout',
  forcedMs,
})
