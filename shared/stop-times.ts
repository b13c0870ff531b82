/** How long earlier stops of a service took, from the first signal until nobody was left. */
export interface StopTimes {
  /** Clean stops that are remembered. */
  readonly count: number
  /** The median, milliseconds. */
  readonly usualMs: number
  readonly longestMs: number
  /** Above it a stop is called unusual and is diagnosed; milliseconds. */
  readonly unusualMs: number
  /** A wait that would have covered every clean stop, with room to spare; milliseconds. */
  readonly proposedMs: number
}
