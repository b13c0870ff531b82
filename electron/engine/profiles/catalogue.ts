/** Every daemon that Quiesce knows, by id. */
import type { Profile } from '../../../shared/profile.ts'
import { kamailio } from './kamailio.ts'
import { nginx } from './nginx.ts'
import { redis } from './redis.ts'

/** The catalogue as it is delivered; a person's own profiles come on top of it. */
export const catalogue: readonly Profile[] = [
  // One a line, by alphabet.
  kamailio,
  nginx,
  redis,
]
