import { describe, expect, it } from 'vitest'
import { processName, processNames } from '../../../shared/wording/process-names.ts'

describe('names', () => {
  it.each([
    [{ pid: 7, name: 'nginx' }, 'nginx (7)'],
    [{ pid: 7, name: '' }, '7'],
    [{ pid: 7, name: 'a\nb' }, 'a\\nb (7)'],
  ])('%j is %j', (process, text) => {
    expect(processName(process)).toBe(text)
  })

  it('of many are a few and how many more', () => {
    const list = Array.from({ length: 7 }, (_, at) => ({ pid: at + 1, name: 'w' }))
    expect(processNames(list)).toBe('w (1), w (2), w (3), w (4), w (5) and 2 more')
  })
})
