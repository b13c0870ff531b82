import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readGroup } from '../../../renderer/model/group-draft.ts'
import { errorAt, errorsOf } from '../../../renderer/model/issue-words.ts'
import { placedErrors } from '../../../renderer/model/placed-errors.ts'
import type { QuiesceError } from '../../../shared/errors.ts'

const wordsOf = (schema: z.ZodType, value: unknown): string | undefined => {
  const parsed = schema.safeParse(value)
  return parsed.success ? undefined : errorsOf(parsed.error.issues)['']
}

describe('what a schema has against a value', () => {
  it.each<[string, z.ZodType, unknown, string]>([
    ['a missing text', z.string(), undefined, 'This is needed.'],
    ['an empty text', z.string().min(1), '', 'This is needed.'],
    ['a word for a number', z.number(), 'x', 'Expected a number.'],
    ['no number', z.number(), Number.NaN, 'Expected a number.'],
    ['too small a number', z.number().min(3), 1, 'Expected a number not below 3.'],
    ['too large a number', z.int().max(3), 9, 'Expected a number not above 3.'],
    ['too long a text', z.string().max(2), 'abc', 'This is too long: at most 2.'],
    ['no choice', z.enum(['a', 'b']), 'c', 'Choose one of those offered.'],
    ['our own words', z.string().regex(/^a/, 'an a'), 'b', 'Expected an a.'],
    ['our own sentence', z.string().refine(() => false, 'So it is not.'), 'b', 'So it is not.'],
  ])('%s is told in words', (_, schema, value, sentence) => {
    expect(wordsOf(schema, value)).toBe(sentence)
  })
  it('is told by its place, the first word on each', () => {
    const schema = z.object({ a: z.object({ b: z.string().min(3).regex(/^x/, 'an x') }) })
    const parsed = schema.safeParse({ a: { b: 'y' } })
    expect(errorsOf(parsed.error?.issues ?? [])).toEqual({ 'a.b': 'This is needed.' })
  })
  it('is found at a place or inside it', () => {
    const errors = { 'start.0': 'one', port: 'two' }
    expect(errorAt(errors, 'start')).toBe('one')
    expect(errorAt(errors, 'port')).toBe('two')
    expect(errorAt(errors, 'por')).toBeUndefined()
    expect(errorAt(errors, 'toString')).toBeUndefined()
  })
})

describe('what the engine refuses', () => {
  const refused = (place?: string): QuiesceError => ({
    code: 'bad-input',
    message: 'It is refused.',
    next: 'Mend it.',
    ...(place === undefined ? {} : { place }),
  })
  const form = { name: '', schedule: '', restart: '', members: [] }

  it.each([
    ['services.change.configuration.schedule', 'schedule'],
    ['services.change.rename', 'name'],
    ['services.change.configuration.restart.delay', 'restart.delay'],
    ['groups.change.members.0', 'members.0'],
  ])('at %s stands at the field %s', (place, field) => {
    expect(placedErrors({}, refused(place), form)).toEqual({
      errors: { [field]: 'It is refused. Mend it.' },
      whole: null,
    })
  })
  it.each([undefined, '/home/ops/services.yaml:7:5', 'services.change.configuration.exe'])(
    'at %s stands above the form',
    (place) => {
      const own = { name: 'wrong' }
      expect(placedErrors(own, refused(place), form)).toEqual({
        errors: own,
        whole: refused(place),
      })
    },
  )
  it('stands above the form where its field says something else already', () => {
    const error = refused('services.change.configuration.schedule')
    expect(placedErrors({ schedule: 'x' }, error, form).whole).toBe(error)
  })
  it('is nothing before it refused', () => {
    expect(placedErrors({ a: 'b' }, null, form)).toEqual({ errors: { a: 'b' }, whole: null })
  })
})

describe('the form of a group', () => {
  it.each([
    [{ name: 'voice', members: ['a'] }, false, {}],
    [
      { name: 'two words', members: ['a'] },
      false,
      { name: 'Expected a name of letters, digits, dot, - and _.' },
    ],
    [{ name: 'voice', members: ['a'] }, true, { name: 'There is a group of that name.' }],
    [{ name: 'voice', members: [] }, false, { members: 'Choose at least one service.' }],
  ])('%j, its name taken: %s', (draft, taken, errors) => {
    expect(readGroup(draft, taken)).toEqual(errors)
  })
})
