/** The checkout as text, for the tests that hold its rules. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface SourceFile {
  /** From the checkout, with slashes. */
  readonly path: string
  readonly text: string
  /** Without whole-line comments, so that a rule does not fall over a sentence. */
  readonly code: string
}

/** The checkout, without a slash at its end. */
export const checkout = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '')

const notOurs = new Set(['node_modules', 'dist', '.git', '.cache', 'coverage'])
const asText =
  /\.(ts|tsx|mjs|js|cjs|json|c|h|css|html|svg|md|yaml|yml|sh)$|\/(run|Makefile|\.npmrc)$/

/** Every text file of the project. */
export const allFiles: readonly SourceFile[] = listFiles(checkout)
  .map((file) => relative(checkout, file))
  .filter((path) => asText.test(`/${path}`))
  .map((path) => {
    const text = readFileSync(join(checkout, path), 'utf8')
    return { path, text, code: withoutComments(text) }
  })

/** TypeScript sources under these folders. */
export const sourcesIn = (...folders: readonly string[]): readonly SourceFile[] =>
  allFiles.filter(
    ({ path }) => /\.tsx?$/.test(path) && folders.some((folder) => path.startsWith(`${folder}/`)),
  )

/** What a source imports, statically or not: paths from the checkout, or package names. */
export function importsOf({ path, code }: SourceFile): readonly string[] {
  const found = code.matchAll(/(?:\bfrom +|\bimport +|\bimport\()['"]([^'"]+)['"]/g)
  return [...found].map(([, name = '']) =>
    name.startsWith('.') ? join(path, '..', name) : packageOf(name),
  )
}

/** Paths of the files in which the pattern occurs, with the first line that has it. */
export function offenders(files: readonly SourceFile[], pattern: RegExp): readonly string[] {
  return files.flatMap(({ path, code }) => {
    const line = code.split('\n').find((candidate) => pattern.test(candidate))
    return line === undefined ? [] : [`${path}: ${line.trim()}`]
  })
}

function packageOf(name: string): string {
  if (name.startsWith('node:')) return name
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/')
}

function withoutComments(text: string): string {
  return text
    .split('\n')
    .map((line) => (/^\s*(\/\/|\/\*|\*)/.test(line) ? '' : line))
    .join('\n')
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (notOurs.has(entry.name)) return []
    const path = join(folder, entry.name)
    return entry.isDirectory() ? listFiles(path) : [path]
  })
}
