import { describe, expect, it } from 'vitest'
import { forceTag, rowTag } from '../../../renderer/model/limit-words.ts'
import type { QuiesceError } from '../../../shared/errors.ts'

const error = (code: QuiesceError['code'], place?: string): QuiesceError => ({
  code,
  message: 'It is protected.',
  next: 'Look at the file.',
  ...(place !== undefined && { place }),
})

describe('the tag of a row', () => {
  it.each([
    ['is not there where nothing is against it', null, undefined, null],
    ['says that a limit holds', null, error('protected', 'a.yaml:4:1'), 'never stopped'],
    ['says what it is by itself first', error('protected'), error('protected'), 'protected'],
    ['names the unit', error('managed-by-unit', 'nginx.service'), undefined, 'in nginx.service'],
    ['says that there is a unit, if not which', error('managed-by-unit'), undefined, 'in a unit'],
  ] as const)('%s', (_title, refusal, limit, word) => {
    const tag = rowTag({ refusal, ...(limit !== undefined && { limit }) })
    expect(tag?.word ?? null).toBe(word)
    if (tag !== null) expect(tag.why).toBe('It is protected. Look at the file.')
  })
})

describe('the tag of all force', () => {
  it.each([
    ['allowed', null],
    ['person', 'forced by a person only'],
    ['never', 'never forced'],
  ] as const)('where it is %s says %s', (force, word) => {
    expect(forceTag(force)?.word ?? null).toBe(word)
  })

  it('says why', () => {
    expect(forceTag('never')?.why).toBe(
      'On this machine force is never allowed, whatever the service.',
    )
  })
})
