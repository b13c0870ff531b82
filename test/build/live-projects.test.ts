/** Each test file belongs to one project of vitest, and lists of files are not out of date. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import config from '../../vitest.config.ts'
import { checkout } from '../source-tree.ts'

interface Project {
  readonly name: string
  readonly include: readonly string[]
  readonly exclude?: readonly string[]
}
const { test } = config as { test: { projects: readonly { test: Project }[] } }
const projects = test.projects.map((one) => one.test)

const filesOf = (patterns: readonly string[]): string[] =>
  patterns.flatMap((pattern) => globSync(pattern, { cwd: checkout }))

const belongs = ({ include, exclude = [] }: Project): string[] => {
  const left = new Set(filesOf(exclude))
  return [...new Set(filesOf(include))].filter((file) => !left.has(file))
}

it('every test file is run by one project, and by no second', () => {
  const run = projects.flatMap(belongs).sort()
  expect(run).toEqual(globSync('test/**/*.test.{ts,tsx}', { cwd: checkout }).sort())
})

it.each(projects.flatMap(({ name, include }) => include.map((pattern) => [pattern, name])))(
  '%s finds files for %s',
  (pattern) => {
    expect(filesOf([pattern])).not.toEqual([])
  },
)

it('a file that puts a module in place of another is not beside files that have the real one', () => {
  const mocks = globSync('test/**/*.test.{ts,tsx}', { cwd: checkout }).filter((file) =>
    /\bvi\.(?:do)?[Mm]ock\(/.test(readFileSync(join(checkout, file), 'utf8')),
  )
  const mocked = projects.find(({ name }) => name === 'unit-mocked')
  expect(filesOf(mocked?.include ?? []).sort()).toEqual(mocks.sort())
})
