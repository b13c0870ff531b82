/** What now, after a run of which no advice is given: it did not come to an end by itself. Pure. */
import type { Returner } from '../../shared/after-watch.ts'
import type { Outcome } from '../../shared/run.ts'

export interface AfterWords {
  readonly sentence: string
  readonly reasons: readonly string[]
  /** Stopping it once more is worth an offer. */
  readonly again: boolean
}

/** A sentence of its own begins with a capital letter. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** What a person can do about one that came back after the end of its run; `by` null: nobody knows who. */
export const backWords = (by: Returner | null): AfterWords => ({
  sentence:
    by === null || by.target === null
      ? 'It runs again: find what starts it.'
      : 'It runs again: stop what starts it first.',
  reasons: [
    'Stopped alone, it comes back the same way.',
    by === null
      ? 'A timer, a socket, a watcher or a parent process may have done it; its page names those that it knows.'
      : `${by.title} comes first; then stop it once more, from a plan of its own.`,
  ],
  again: true,
})

/** What a person can do now, by the outcome. */
export function afterWords(outcome: Outcome): AfterWords {
  switch (outcome.kind) {
    case 'came-back':
      return {
        sentence: 'Something starts it again.',
        reasons: [
          'Its page says what brings it back: a timer, a socket, a watcher, or a parent process.',
          'Stop that first, or with it; the plan offers those that it knows.',
        ],
        again: true,
      }
    case 'abandoned':
      return {
        sentence: 'It was left as it is.',
        reasons: [
          'What was sent stays sent: it may still stop by itself.',
          'Another stop begins from the start, with a plan of its own.',
        ],
        again: true,
      }
    case 'hung':
      return {
        sentence: 'It still runs, and nobody was there to be asked.',
        reasons: ['Stop it again from here: then Quiesce can ask you, and nothing is forced.'],
        again: true,
      }
    case 'interrupted':
      return {
        sentence: 'Look before you act.',
        reasons: [
          'A signal whose result is not on record may have been sent. It is not sent again by itself.',
        ],
        again: true,
      }
    case 'failed':
      return {
        sentence: 'The stop broke off.',
        reasons: [capital(outcome.error.next)],
        again: true,
      }
    case 'refused':
      return { sentence: 'It was not begun.', reasons: [capital(outcome.error.next)], again: false }
    case 'already-stopped':
      return {
        sentence: 'Nothing needs to be done.',
        reasons: ['No process of it was there.'],
        again: false,
      }
    case 'stopped':
    case 'killed':
    case 'survived':
      return { sentence: 'No advice is given.', reasons: [], again: false }
  }
}
