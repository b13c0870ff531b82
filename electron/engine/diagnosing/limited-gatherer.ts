import { later } from '../../../shared/moment.ts'
import type { Clock } from '../os/ports.ts'
import type { DiagnosisFacts } from '../decide/diagnosis/facts.ts'
import type { FactsGatherer, LimitedGatherer } from './ports.ts'

/** A look that has not answered by then is given up. Milliseconds. */
export const lookLimitMs = 5000

/**
 * Gives a look up after five seconds: a file of /proc may hang with its process. Each that hangs
 * keeps one of the few threads that also write the journal, so its service is not looked at again
 * before that look has answered.
 */
export function limitGatherer(gatherer: FactsGatherer, clock: Clock): LimitedGatherer {
  const hanging = new Set<string>()
  return {
    gather(of, earlier) {
      const { target } = of.observed
      if (hanging.has(target)) return Promise.resolve(null)
      hanging.add(target)
      const answer = gatherer.gather(of, earlier).finally(() => hanging.delete(target))
      return withLimit(clock, answer)
    },
  }
}

/** The answer, or null where it takes too long; the timer goes with the answer. */
function withLimit(clock: Clock, answer: Promise<DiagnosisFacts>): Promise<DiagnosisFacts | null> {
  const limited = Promise.withResolvers<DiagnosisFacts | null>()
  const disarm = clock.at(later(clock.now(), lookLimitMs), () => {
    limited.resolve(null)
  })
  void answer.then(limited.resolve, limited.reject).finally(disarm)
  return limited.promise
}
