/** What the engine refused, at the field that it is about where the form has one. */
import type { QuiesceError } from '../../shared/errors.ts'
import { errorAt, type FieldErrors } from './issue-words.ts'

/** What stands before the field in a refused request's place: `services.change.configuration.`. */
const envelope = /^[a-z]+\.change\.(?:(?:configuration|profile)\.)?/

/** Names of the requests' own fields, as the forms call them. */
const renamed: Readonly<Record<string, string>> = { rename: 'name', id: 'id', members: 'members' }

export interface PlacedErrors {
  readonly errors: FieldErrors
  /** A refusal that belongs to no field. */
  readonly whole: QuiesceError | null
}

/** The form's own errors, and the engine's refusal among them. */
export function placedErrors(
  own: FieldErrors,
  refused: QuiesceError | null,
  form: object,
): PlacedErrors {
  if (refused === null) return { errors: own, whole: null }
  const place = (refused.place ?? '').replace(envelope, '')
  const [first = ''] = place.split('.')
  const field = renamed[first] ?? first
  if (!Object.hasOwn(form, field)) return { errors: own, whole: refused }
  const at = [field, ...place.split('.').slice(1)].join('.')
  const sentence = `${refused.message} ${refused.next}`
  return errorAt(own, at) === undefined
    ? { errors: { ...own, [at]: sentence }, whole: null }
    : { errors: own, whole: refused }
}
