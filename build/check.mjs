/**
 * `npm run check [NAME…]`: all that is wrong without running anything, or what the named checks find.
 * Seconds, once it has run before.
 */
import { join } from 'node:path'
import { cacheFolder, ensure, root } from './ensure.mjs'

await ensure(import.meta.url)
const { findProgram } = await import('./can-run.mjs')
const { findLintCache, forgetLint } = await import('./lint-cache.mjs')
const { runCommand } = await import('./run-command.mjs')

/** @param {string} path */
const tool = (path) => [process.execPath, join(root, 'node_modules', path)]
/** @param {string} file */
const cachedIn = (file) => ['--cache', '--cache-location', file]
const native = `OUT=${join(root, 'dist', 'native')}`

/**
 * The longest first; two at a time.
 * @type {{ name: string, argv: string[], needs?: string }[]}
 */
const checks = [
  { name: 'eslint', argv: [...tool('eslint/bin/eslint.js'), ...cachedIn(findLintCache()), '.'] },
  { name: 'types', argv: [...tool('typescript/bin/tsc'), '-b'] },
  {
    name: 'native',
    argv: ['make', '-C', join(root, 'build', 'native'), 'CC=gcc', native, 'check'],
    needs: 'gcc',
  },
  {
    name: 'architecture',
    argv: [...tool('vitest/vitest.mjs'), 'run', 'test/architecture.test.ts', '--reporter=dot'],
  },
  {
    name: 'format',
    argv: [
      ...tool('prettier/bin/prettier.cjs'),
      '--check',
      ...cachedIn(join(cacheFolder, 'prettier')),
      '.',
    ],
  },
]

const wanted = process.argv.slice(2)
const waiting = checks.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
if (waiting.length === 0) throw new Error(`No check is called ${wanted.join(', ')}.`)
const failed = (await Promise.all([work(), work()])).flat()
if (failed.includes('eslint')) forgetLint()
if (failed.length > 0) console.error(`Failed: ${failed.join(', ')}.`)
process.exitCode = failed.length > 0 ? 1 : 0

/** Takes one check after the other; returns the names of those that failed. */
async function work() {
  const failures = []
  for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
    if (!(await passes(check))) failures.push(check.name)
  }
  return failures
}

/** @param {(typeof checks)[number]} check */
async function passes({ name, argv, needs }) {
  if (needs !== undefined && findProgram(needs) === null) {
    console.log(`not run  ${name}: there is no ${needs} on this machine`)
    return true
  }
  const { status, output, tookMs } = await runCommand(argv, { cwd: root, capture: true })
  const verdict = status === 0 ? 'ok      ' : 'FAILED  '
  console.log(`${verdict} ${name} (${(tookMs / 1000).toFixed(1)} s)`)
  if (status !== 0) console.error(output.trimEnd())
  return status === 0
}
