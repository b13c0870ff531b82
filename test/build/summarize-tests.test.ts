import { describe, expect, it } from 'vitest'
import { closingLine, countTests, exitStatus } from '../../build/summarize-tests.mjs'

const report = {
  numPassedTests: 12,
  numFailedTests: 1,
  numPendingTests: 2,
  numTodoTests: 1,
  testResults: [
    { name: 'a.test.ts', status: 'passed', assertionResults: [{}] },
    { name: 'b.test.ts', status: 'failed', assertionResults: [{}] },
  ],
}

describe('the closing line of npm test', () => {
  it('counts passed, failed, and all that was left out', () => {
    expect(countTests(report)).toEqual({ passed: 12, failed: 1, skipped: 3 })
  })

  it('counts a file that could not be loaded as a failure', () => {
    const broken = { name: 'c.test.ts', status: 'failed', assertionResults: [] }
    const counts = countTests({ ...report, testResults: [...report.testResults, broken] })
    expect(counts.failed).toBe(2)
  })

  it.each([
    [{ passed: 5, failed: 0, skipped: 0 }, '5 passed, 0 failed'],
    [{ passed: 5, failed: 2, skipped: 0 }, '5 passed, 2 failed'],
    [{ passed: 5, failed: 0, skipped: 3 }, '5 passed, 0 failed, 3 skipped'],
  ])('prints %o as "%s"', (counts, line) => {
    expect(closingLine(counts)).toBe(line)
  })

  it.each([
    ['all passed', { passed: 5, failed: 0, skipped: 0 }, 0, 0],
    ['one failed', { passed: 5, failed: 1, skipped: 0 }, 1, 1],
    ['one failed and vitest says nothing', { passed: 5, failed: 1, skipped: 0 }, 0, 1],
    ['no test ran', { passed: 0, failed: 0, skipped: 0 }, 0, 1],
    ['all were skipped', { passed: 0, failed: 0, skipped: 9 }, 0, 1],
    ['an error outside the tests', { passed: 5, failed: 0, skipped: 0 }, 1, 1],
    ['vitest was ended by SIGINT', { passed: 5, failed: 0, skipped: 0 }, 130, 130],
  ])('ends with the right status: %s', (_, counts, vitestStatus, status) => {
    expect(exitStatus(counts, vitestStatus)).toBe(status)
  })
})
