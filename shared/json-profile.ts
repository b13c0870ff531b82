/** What is known of a daemon, as `--json` prints it. */
import { z } from 'zod'
import { forceDangers, profileSchema } from './profile.ts'

/** A profile of the catalogue or of one's own, whole. */
export const jsonProfile = profileSchema.extend({ own: z.boolean() })

/** Which daemon a service is taken for, and why. */
export const jsonProfileMatch = z.strictObject({
  id: z.string(),
  title: z.string(),
  by: z.enum(['configuration', 'unit', 'script', 'program']),
  how: z.string(),
  own: z.boolean(),
})

/** A sentence, and where it comes from. */
const fact = z.strictObject({ text: z.string(), basis: z.string() })

/** What of a profile a plan tells. */
export const jsonPlannedProfile = z.strictObject({
  id: z.string(),
  title: z.string(),
  how: z.string(),
  waitsFor: fact,
  usual: fact,
  longest: fact,
  command: fact,
  force: z.strictObject({
    danger: z.enum(forceDangers),
    costs: fact,
    survivors: fact,
    recovery: fact,
  }),
})
