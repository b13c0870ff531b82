/** What a person says of an order, as it comes from outside. */
import { z } from 'zod'
import { serviceName } from './configuration.ts'

const target = z.string().min(1).max(4096)

/** Which services are stopped together: all that may be, those of a group, or those named. */
export const orderChoice = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.literal('group'), name: serviceName }),
  z.strictObject({ kind: z.literal('chosen'), targets: z.array(target).min(1).max(1000) }),
])
export type OrderChoice = z.infer<typeof orderChoice>

export const orderDecision = z.discriminatedUnion('kind', [
  /** Begins nothing new and holds the clocks of those under way. Refused (`not-now`) in a pause. */
  z.strictObject({ kind: z.literal('pause') }),
  /** Releases what the pause held, and nothing that a person held by its own run. */
  z.strictObject({ kind: z.literal('resume') }),
  /**
   * SIGTERM to all members that remain of the services that hang, then 5 s; also while others go on.
   * Refused as `needs-force` where all of them had it, as `not-now` where none asks or in a pause.
   */
  z.strictObject({ kind: z.literal('terminate') }),
  /** SIGKILL to all that remain of the services that ask; the only way to force, and confirmed. */
  z.strictObject({ kind: z.literal('force') }),
  /** Goes on with what waits for this one, which asks or is still there. Its run goes on asking. */
  z.strictObject({ kind: z.literal('pass'), target }),
  /** Leaves the runs under way as they are, and whose turn has not come running. */
  z.strictObject({ kind: z.literal('leave') }),
])
/** What a person can answer to an order; each service's own run takes its own decisions, too. */
export type OrderDecision = z.infer<typeof orderDecision>

export const orderId = z.string().regex(/^[0-9a-z-]{1,64}$/, 'the id of an order')
