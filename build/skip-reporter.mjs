/** Prints each test that was left out with its reason, which vitest keeps to itself. */

/** A reporter of vitest (see `Reporter` in vitest/node). */
export default class SkipReporter {
  /** @type {string[]} */
  #skipped = []

  /** @param {import('vitest/node').TestCase} test */
  onTestCaseResult(test) {
    const result = test.result()
    if (result.state === 'skipped' && result.note !== undefined) {
      this.#skipped.push(`${test.fullName}: ${result.note}`)
    }
  }

  onTestRunEnd() {
    for (const line of this.#skipped) console.log(`Skipped: ${line}`)
  }
}
