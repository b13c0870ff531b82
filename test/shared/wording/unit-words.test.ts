import { describe, expect, it } from 'vitest'
import type { UnitState } from '../../../shared/unit.ts'
import {
  activeStateWord,
  failureWords,
  mainExitWords,
  resultWords,
  subStateWords,
} from '../../../shared/wording/unit-words.ts'

/** src/basic/unit-def.c, service_state_table, of systemd 257. */
const serviceStates = [
  'dead',
  'condition',
  'start-pre',
  'start',
  'start-post',
  'running',
  'exited',
  'reload',
  'reload-signal',
  'reload-notify',
  'mounting',
  'stop',
  'stop-watchdog',
  'stop-sigterm',
  'stop-sigkill',
  'stop-post',
  'final-watchdog',
  'final-sigterm',
  'final-sigkill',
  'failed',
  'dead-before-auto-restart',
  'failed-before-auto-restart',
  'dead-resources-pinned',
  'auto-restart',
  'auto-restart-queued',
  'cleaning',
]

describe('the state of a unit', () => {
  it.each(serviceStates)('%s has words of its own, to go behind its name', (state) => {
    expect(subStateWords(state)).toMatch(/^[a-z].*[^.]$/)
    expect(subStateWords(state)).not.toContain('is in the state')
  })
  it('is told differently for each', () => {
    const words = serviceStates.map(subStateWords)
    const twins = words.filter((word, at) => words.indexOf(word) !== at)
    // Two states of one moment: the job that starts it again is queued already, or not yet.
    expect(twins).toEqual([])
  })
  it.each(serviceStates.filter((state) => /^(stop|final)/.test(state)))(
    '%s is stopping, and never stopped',
    (state) => {
      expect(subStateWords(state)).toMatch(/^is stopping: /)
    },
  )
  it.each([
    ['dancing', 'is in the state dancing'],
    ['toString', 'is in the state toString'],
    ['a\x1b[2J', 'is in the state a\\x1b[2J'],
  ])('that nobody knows is shown as systemd says it: %j', (state, words) => {
    expect(subStateWords(state)).toBe(words)
  })
  it('as one word never calls a deactivating unit stopped', () => {
    expect(activeStateWord.deactivating).toBe('Stopping')
    expect(new Set(Object.values(activeStateWord)).size).toBe(Object.keys(activeStateWord).length)
  })
})

describe('why a unit failed', () => {
  it.each([
    ['timeout', 'one of its steps took longer than systemd allows'],
    ['exit-code', 'one of its commands exited with a status other than 0'],
    ['oom-kill', 'the kernel killed some of it because memory ran out'],
    ['', ''],
    ['bored', 'Result=bored'],
    ['constructor', 'Result=constructor'],
    ['a\n', 'Result=a\\n'],
  ])('%j: %s', (result, words) => {
    expect(resultWords(result)).toBe(words)
  })

  const exit = (how: 'exited' | 'killed' | 'dumped', status: number) => ({ how, status })
  it.each<[UnitState['mainExit'], string]>([
    [null, ''],
    [exit('exited', 0), 'exit status 0'],
    [exit('exited', 203), 'exit status 203'],
    [exit('killed', 9), 'SIGKILL'],
    [exit('dumped', 6), 'SIGABRT, core dumped'],
    [exit('killed', 34), 'SIGRTMIN'],
    [exit('killed', 64), 'SIGRTMIN+30'],
    [exit('killed', 33), 'signal 33'],
    [exit('killed', 65), 'signal 65'],
  ])('the main process with %j: %s', (mainExit, words) => {
    expect(mainExitWords({ mainExit })).toBe(words)
  })

  it.each<[string, UnitState['mainExit'], string]>([
    ['exit-code', exit('exited', 1), 'its main process exited with status 1'],
    ['signal', exit('killed', 11), 'its main process was ended by SIGSEGV'],
    ['core-dump', exit('dumped', 11), 'its main process dumped core on SIGSEGV'],
    // ExecStopPost= failed after a main process that ended as it should.
    ['exit-code', exit('killed', 15), 'one of its commands exited with a status other than 0'],
    ['exit-code', exit('exited', 0), 'one of its commands exited with a status other than 0'],
    ['signal', exit('exited', 1), 'one of its commands was ended by a signal'],
    ['core-dump', exit('killed', 6), 'one of its commands dumped core'],
    ['timeout', exit('exited', 0), 'one of its steps took longer than systemd allows'],
    ['exit-code', null, 'one of its commands exited with a status other than 0'],
    ['', exit('killed', 9), ''],
  ])('%s with %j: %s', (result, mainExit, words) => {
    expect(failureWords({ result, mainExit })).toBe(words)
  })
})
