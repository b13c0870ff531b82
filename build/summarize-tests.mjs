/** Reads vitest's JSON report into the closing line of `npm test`. */

/**
 * @typedef {object} Report vitest's JSON reporter (as jest's)
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {readonly { name: string, status: string, assertionResults: readonly unknown[] }[]} testResults
 */
/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * Counts tests. A file that failed before any of its tests could run counts as one failure.
 * @param {Report} report
 * @returns {Counts}
 */
export function countTests(report) {
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

/** `12 passed, 0 failed, 3 skipped`. @param {Counts} counts */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/**
 * Exit status: a run without a test proves nothing, and vitest knows of failures outside tests.
 * @param {Counts} counts @param {number} vitestStatus
 */
export function exitStatus({ passed, failed }, vitestStatus) {
  if (failed > 0 || passed === 0) return 1
  return vitestStatus
}
