import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse, parseDocument } from 'yaml'
import {
  rewriteYaml,
  type Rewrite,
  type Values,
} from '../../../../electron/engine/configuration/rewrite/rewrite.ts'
import { Chooser, tapes, writeAnyFile, type Path, type WrittenFile } from './written-file.ts'

type Tree = Record<string, unknown>

interface Change {
  readonly rewrite: Rewrite
  /** Lines about these, and about what is below and above them, may change. */
  readonly about: readonly Path[]
}

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const treeAt = (values: Tree, path: Path): Tree | null =>
  path.reduce<Tree | null>((at, key) => (isTree(at?.[key]) ? at[key] : null), values)

/** Changes one value at a place that is there, or puts one in. */
function changeValue(g: Chooser, values: Tree): Change | null {
  const candidates: [Path, unknown[]][] = [
    [
      ['services', 's0', 'port'],
      [1, 65535],
    ],
    [
      ['services', 's0', 'title'],
      ['x', 'a: b # c', 'two\nlines', '', '- x', 'yes'],
    ],
    [
      ['services', 's1', 'needs'],
      [[], ['s0'], ['new', 's0'], ['s1', 'x'], ['x', 's0', 's1']],
    ],
    [
      ['services', 's0', 'probe'],
      [{ port: 81 }, { port: 82, every: 3 }, { command: ['/x', '-y'] }],
    ],
    [
      ['services', 's0'],
      [{ exe: '/bin/y' }, { port: 3, title: 'T', needs: ['z'] }],
    ],
    [
      ['settings', 'window', 'keys'],
      [true, false],
    ],
    [['settings', 'window', 'appearance'], ['dark']],
    [
      ['settings', 'favourites'],
      [['s0'], ['s1', 's0'], ['new'], ['s0', 's1', 'pid:1', 'y']],
    ],
    [
      ['settings', 'notify', 'quiet'],
      [
        { from: '21:00', to: '07:00' },
        { from: '22:00', to: '07:00', urgent: false },
      ],
    ],
    [['settings', 'schedule'], ['stop/1/ask']],
    [
      ['groups', 'all'],
      [['s1', 's0'], ['s0'], ['s0', 's1', 'x']],
    ],
    [['groups', 'new'], [['x']]],
  ]
  const [path, news] = g.choose(...candidates)
  const parent = treeAt(values, path.slice(0, -1))
  const key = path.at(-1)
  if (parent === null || key === undefined) return null
  parent[key] = g.choose(...news)
  return { rewrite: { wanted: values }, about: [path] }
}

/** Takes one thing out; what is empty then goes, too. */
function remove(g: Chooser, values: Tree): Change | null {
  const path = g.choose<Path>(
    ...[
      ['services', 's0'],
      ['services', 's1'],
      ['services', 's0', 'title'],
      ['services', 's0', 'needs'],
      ['groups', 'all'],
      ['settings', 'window', 'keys'],
      ['settings', 'window'],
      ['settings', 'favourites'],
      ['settings'],
    ],
  )
  for (let at = path; at.length > 0; at = at.slice(0, -1)) {
    const parent = treeAt(values, at.slice(0, -1))
    const key = at.at(-1)
    if (parent === null || key === undefined || !Object.hasOwn(parent, key)) return null
    Reflect.deleteProperty(parent, key)
    if (Object.keys(parent).length > 0) break
  }
  return { rewrite: { wanted: values }, about: [path] }
}

const rename = (_g: Chooser, values: Tree): Change | null => {
  const services = treeAt(values, ['services'])
  if (services === null) return null
  const from = 's0'
  values['services'] = Object.fromEntries(
    Object.entries(services).map(([key, value]) => [key === from ? 'renamed' : key, value]),
  )
  return {
    rewrite: { wanted: values, rename: { section: 'services', from, to: 'renamed' } },
    // The line of its name alone.
    about: [['services', from, 'its name']],
  }
}

const isBelow = (path: Path, above: Path): boolean => above.every((key, at) => path[at] === key)
const isTouched = (about: Path, changed: readonly Path[]): boolean =>
  about.length > 0 && changed.some((path) => isBelow(about, path) || isBelow(path, about))

/** All these lines in their order among those. */
function standsIn(lines: readonly string[], among: readonly string[]): boolean {
  let at = 0
  for (const line of among) if (line === lines[at]) at += 1
  return at === lines.length
}

const commentsIn = (text: string): readonly string[] => text.match(/# c\d+\./g) ?? []

function check(file: WrittenFile, { rewrite, about }: Change, after: string): void {
  const said = (parse(after) ?? {}) as Tree
  expect(Object.fromEntries(Object.entries(said).filter(([, one]) => one !== null))).toEqual(
    rewrite.wanted,
  )
  const kept = file.lines.filter((line) => !isTouched(line.about, about) && line.text.trim() !== '')
  const lines = after.split(/\r?\n/)
  expect(
    standsIn(
      kept.map((line) => line.text),
      lines,
    ),
    after,
  ).toBe(true)
  // Of what went, only what was said about it may have gone with it.
  // Beside a setting every word stays.
  const owned = file.lines
    .filter((line) => about.some((path) => path[0] !== 'settings' && isBelow(line.about, path)))
    .map((line) => line.text)
  const mayGo = new Set(commentsIn(owned.join('\n')))
  const left = commentsIn(after)
  const lost = commentsIn(file.text).filter((one) => !left.includes(one) && !mayGo.has(one))
  expect(lost, after).toEqual([])
  expect(new Set(left).size).toBe(left.length)
  if (file.text.includes('\r\n')) expect(after.replaceAll('\r\n', '')).not.toContain('\n')
}

function play(make: (g: Chooser, values: Tree) => Change | null, runs: number): number {
  let written = 0
  let tried = 0
  fc.assert(
    fc.property(tapes, (tape) => {
      const file = writeAnyFile(tape)
      const document = parseDocument(file.text)
      fc.pre(document.errors.length === 0)
      const change = make(new Chooser(tape.toReversed()), document.toJS() as Tree)
      fc.pre(change !== null)
      tried += 1
      const after = rewriteYaml({ text: file.text, document }, change.rewrite)
      if (after === null) return
      written += 1
      check(file, change, after)
    }),
    { numRuns: runs, endOnFailure: true },
  )
  return written / tried
}

// Each run reads a file six times; on a busy machine that takes its time.
describe('any file that a person could have written', { timeout: 60_000 }, () => {
  it('has a value changed in its own lines alone', () => {
    expect(play(changeValue, 60)).toBeGreaterThan(0.97)
  })
  it('has something taken out with its own lines alone', () => {
    expect(play(remove, 60)).toBeGreaterThan(0.97)
  })
  it('has a service renamed in one word', () => {
    expect(play(rename, 20)).toBeGreaterThan(0.97)
  })
  it('says the same after a change and the change back', () => {
    fc.assert(
      fc.property(tapes, (tape) => {
        const { text } = writeAnyFile(tape)
        const document = parseDocument(text)
        fc.pre(document.errors.length === 0)
        const before = document.toJS() as Values
        const wanted = { ...before, groups: { ...(before['groups'] as Tree), added: ['x'] } }
        const there = rewriteYaml({ text, document }, { wanted })
        fc.pre(there !== null)
        const back = rewriteYaml(
          { text: there, document: parseDocument(there) },
          { wanted: before },
        )
        expect(back === null ? null : parse(back)).toEqual(before)
        const old = text.split(/\r?\n/).filter((line) => line.trim() !== '')
        expect(standsIn(old, (back ?? '').split(/\r?\n/)), back ?? '').toBe(true)
      }),
      { numRuns: 20, endOnFailure: true },
    )
  })
})
