/** What a schema has against a value, by the place in it, as sentences for a person. */
import type { serviceConfiguration } from '../../shared/configuration.ts'

/** By path: `restart.delay`, `signals.0.does`; the whole is ''. */
export type FieldErrors = Readonly<Record<string, string>>

/** What any schema of ours says is wrong. */
type Issue = NonNullable<
  ReturnType<typeof serviceConfiguration.safeParse>['error']
>['issues'][number]

const isNumber = (kind: string | undefined): boolean => kind === 'number' || kind === 'int'

/** Too little or too much of it, or null. */
function boundSentence(issue: Issue): string | null {
  if (issue.code === 'too_small') {
    if (isNumber(issue.origin)) return `Expected a number not below ${issue.minimum}.`
    // Our own words for an empty command, none for any other.
    return issue.message.startsWith('Too small') ? 'This is needed.' : null
  }
  if (issue.code === 'too_big') {
    if (isNumber(issue.origin)) return `Expected a number not above ${issue.maximum}.`
    return `This is too long: at most ${issue.maximum}.`
  }
  return null
}

/** The schema's own words where it has some: "an absolute path". */
function sentenceOf(issue: Issue): string {
  if (issue.code === 'invalid_type') {
    return isNumber(issue.expected) ? 'Expected a number.' : 'This is needed.'
  }
  if (issue.code === 'invalid_value') return 'Choose one of those offered.'
  const bound = boundSentence(issue)
  if (bound !== null) return bound
  // A schedule says its own sentences; everything else names what was expected.
  return /[.!]$/.test(issue.message) ? issue.message : `Expected ${issue.message}.`
}

/** The first word on each place. */
export function errorsOf(issues: readonly Issue[]): FieldErrors {
  const errors: Record<string, string> = {}
  for (const issue of issues) errors[issue.path.join('.')] ??= sentenceOf(issue)
  return errors
}

/** What is wrong at a place or inside it. */
export function errorAt(errors: FieldErrors, place: string): string | undefined {
  if (Object.hasOwn(errors, place)) return errors[place]
  const inside = Object.keys(errors).find((key) => key.startsWith(`${place}.`))
  return inside === undefined ? undefined : errors[inside]
}
