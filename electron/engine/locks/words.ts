/** What the locks say when they refuse. */
import type { QuiesceError } from '../../../shared/errors.ts'
import { causeOf, errnoWords } from '../errno.ts'
import type { FoundClaim } from './claim-files.ts'

/** The service is in another run's hands: whose, or that it cannot be told. */
export function refuseBusy(title: string, { run, owner, record, file }: FoundClaim): QuiesceError {
  if (record === null) {
    return {
      code: 'busy',
      message: `${title} may be in another run's hands: the claim of run ${run} by pid ${owner.pid} cannot be read.`,
      next: `Wait until that Quiesce has ended, or remove ${file} if pid ${owner.pid} is none.`,
    }
  }
  const { user, door } = record.owner
  return {
    code: 'busy',
    message: `${title} is in the hands of run ${run} (${user}, ${door}, pid ${owner.pid}).`,
    next: 'Look at that run; try again when it has ended.',
    candidates: [run],
  }
}

/** A claim that was let go cannot change any more. */
export const refuseReleased = (run: string): QuiesceError => ({
  code: 'not-now',
  message: `The claim of run ${run} has been released.`,
  next: 'Start the run anew.',
})

/** The locks cannot be used, so nobody knows who else is at work. */
export const refuseFolder = (folder: string, thrown: unknown): QuiesceError => ({
  code: 'not-available',
  message: `The locks in ${folder} cannot be used: ${errnoWords(thrown)}. Another Quiesce might run against the same service.`,
  next: 'Give the folder back or make room in it, then try again.',
  place: folder,
  cause: causeOf(thrown),
})
