import { describe, expect, it } from 'vitest'
import { scheduleLines } from '../../../renderer/model/schedule-words.ts'

const sentences = (text: string): readonly string[] =>
  scheduleLines(text).lines.map((line) => `${line.item}: ${line.sentence}`)

describe('a schedule, step by step', () => {
  it('says what the default does', () => {
    expect(sentences('stop/30/ask/KILL/5')).toEqual([
      'stop: asks the service to stop, in its own way',
      '30: waits at most 30\u00a0s',
      'ask: asks you, and tells what was found out',
      'KILL: sends KILL to every process of it, only after your word',
      '5: looks for 5\u00a0s whether all are gone',
    ])
  })
  it.each([
    ['TERM/wait', 'TERM: sends TERM to the main process'],
    ['HUP@all/wait', 'HUP@all: sends HUP to every process of it'],
    ['-15@group/wait', 'TERM@group: sends TERM to its process group'],
    ['stop/90', '90: waits at most 1:30'],
    ['stop/wait', 'wait: waits without an end'],
  ])('of %s has the line %s', (text, line) => {
    expect(sentences(text)).toContain(line)
  })
  it('marks force that nothing before it asks about', () => {
    const { lines } = scheduleLines('stop/9/KILL/5')
    expect(lines.map((line) => line.unasked)).toEqual([false, false, true, false])
    expect(lines[2]?.sentence).toMatch(/, and nothing before it asks you$/)
  })
  it.each(['', 'stop', 'stop/30/forever', '30/stop', 'stop//5'])(
    'that is wrong, %j, says where and how to mend it',
    (text) => {
      const { lines, error } = scheduleLines(text)
      expect(lines).toEqual([])
      expect(error).toMatch(/column \d+: .*\. .*\.$/)
    },
  )
})
