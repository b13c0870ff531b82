import { describe, expect, it } from 'vitest'
import { logLevelName, logLevelNames, parseLogLevel } from '../../../shared/wording/log-levels.ts'

describe('a level of the log', () => {
  it.each([...logLevelNames.entries()])('%d is %s, read as it is printed', (level, name) => {
    expect(logLevelName(level)).toBe(name)
    expect([parseLogLevel(name), parseLogLevel(String(level))]).toEqual([level, level])
  })
  it.each([
    ['emerg', 0],
    ['crit', 2],
    ['err', 3],
    ['warn', 4],
    ['WARNING', 4],
  ])('may be written %s as journalctl takes it', (text, level) => {
    expect(parseLogLevel(text)).toBe(level)
  })
  it.each(['', '8', '-1', '3.0', ' 3', 'verbose', 'toString', 'warnin'])('is not %j', (text) => {
    expect(parseLogLevel(text)).toBeNull()
  })
  it('outside of the list keeps its number', () => {
    expect(logLevelName(9)).toBe('9')
  })
})
