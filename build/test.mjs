/** `npm test`: everything that this machine can run. Arguments go to vitest (`npm test -- FILE`). */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder, ensure, root } from './ensure.mjs'

await ensure(import.meta.url)
const { buildAll } = await import('./build-all.mjs')
const { runInForeground } = await import('./run-command.mjs')
const { warmUp } = await import('./warm-up.mjs')
const { closingLine, countTests, exitStatus } = await import('./summarize-tests.mjs')

if (await buildAll()) {
  process.exitCode = await runTests(process.argv.slice(2))
} else {
  console.log(closingLine({ passed: 0, failed: 0, skipped: 0 }))
  process.exitCode = 1
}

/** @param {readonly string[]} args */
async function runTests(args) {
  const reportFile = join(cacheFolder, 'test-report.json')
  mkdirSync(cacheFolder, { recursive: true })
  rmSync(reportFile, { force: true })
  // Tests start `quiesce` hundreds of times.
  process.env.NODE_COMPILE_CACHE = join(cacheFolder, 'compiled')
  // Also where the checkout has another name, as inside a test's private host.
  process.env.NODE_COMPILE_CACHE_PORTABLE = '1'
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const reporters = [
    '--reporter=default',
    `--reporter=${join(root, 'build', 'skip-reporter.mjs')}`,
    ...['--reporter=json', `--outputFile.json=${reportFile}`],
  ]
  // Beside the first of them: those that need it come later.
  const warm = warmUp()
  const status = await runInForeground([process.execPath, vitest, 'run', ...reporters, ...args], {
    cwd: root,
  })
  await warm
  // Only now: what the build made decides what can run.
  const { describeMissing } = await import('./can-run.mjs')
  for (const sentence of describeMissing()) console.log(sentence)
  console.log('Desktop: on the stand-in for Electron. `npm run test:desktop` takes the real one.')
  if (!existsSync(reportFile)) {
    console.error(`vitest ended with status ${status} and left no report.`)
    return status || 1
  }
  const counts = countTests(JSON.parse(readFileSync(reportFile, 'utf8')))
  const result = exitStatus(counts, status)
  if (counts.failed === 0 && result !== 0) {
    console.error(
      counts.passed === 0
        ? 'No test ran.'
        : `No test failed, yet vitest ended with status ${status}: an error outside the tests, see above.`,
    )
  }
  console.log(closingLine(counts))
  return result
}
