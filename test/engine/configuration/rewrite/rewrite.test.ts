import { describe, expect, it } from 'vitest'
import { parseDocument } from 'yaml'
import {
  mostAliases,
  rewriteYaml,
  type Rename,
} from '../../../../electron/engine/configuration/rewrite/rewrite.ts'

type Tree = Record<string, Record<string, unknown>>

/** The text after a change of its values. */
function rewrite(text: string, change: (values: Tree) => void, rename: Rename | null = null) {
  const document = parseDocument(text)
  const wanted = structuredClone((document.toJS({ maxAliasCount: mostAliases }) ?? {}) as Tree)
  change(wanted)
  return rewriteYaml({ text, document }, { wanted, rename })
}
const put =
  (section: string, name: string, value: unknown) =>
  (values: Tree): void => {
    values[section] = { ...values[section], [name]: value }
  }
const drop =
  (section: string, name: string) =>
  (values: Tree): void => {
    const entries = Object.entries(values[section] ?? {}).filter(([key]) => key !== name)
    const left = Object.fromEntries(entries)
    if (Object.keys(left).length > 0) values[section] = left
    else Reflect.deleteProperty(values, section)
  }

describe('a value that is another one', () => {
  it.each<[string, string, (values: Tree) => void, string]>([
    ['behind its key', 'a:\n  b:   1  # c\n', put('a', 'b', 2), 'a:\n  b:   2  # c\n'],
    ['in quotes', 'a:\n  b: "x" # c\n', put('a', 'b', 'y'), 'a:\n  b: y # c\n'],
    ['that was nothing', 'a:\n  b: # c\n  d: 1\n', put('a', 'b', 2), 'a:\n  b: 2 # c\n  d: 1\n'],
    ['within braces', 'a: { b: 1, d: 2 } # c\n', put('a', 'b', 3), 'a: { b: 3, d: 2 } # c\n'],
    [
      'of several lines',
      'a:\n  b: |\n    x\n    y\n  d: 1\n',
      put('a', 'b', 2),
      'a:\n  b: 2\n  d: 1\n',
    ],
    ['with a comment behind `|`', 'a:\n  b: | # c\n    x\n', put('a', 'b', 2), 'a:\n  b: 2 # c\n'],
    ['that becomes a text of lines', 'a:\n  b: 1\n', put('a', 'b', 'x\ny'), 'a:\n  b: "x\\ny"\n'],
    ['that becomes a list', 'a:\n  b: x # c\n', put('a', 'b', ['y', 'z']), 'a:\n  b: [y, z] # c\n'],
    [
      'that was lines and becomes one',
      'a:\n  b:\n    - 1\n    - 2\n  d: 1\n',
      put('a', 'b', 'x'),
      'a:\n  b: x\n  d: 1\n',
    ],
    [
      'that becomes empty',
      'a:\n  b:\n  - 1 # one\n  d: 1\n',
      put('a', 'b', []),
      'a:\n  b: []\n  d: 1\n',
    ],
    ['with an anchor that nobody uses', 'a:\n  b: &x 1\n', put('a', 'b', 2), 'a:\n  b: &x 2\n'],
    [
      'that was an alias',
      'a: { c: &x 1 }\nd:\n  b: *x # c\n',
      put('d', 'b', 2),
      'a: { c: &x 1 }\nd:\n  b: 2 # c\n',
    ],
  ])('%s', (_name, text, change, after) => {
    expect(rewrite(text, change)).toBe(after)
  })

  it('that is wide stands on lines of its own', () => {
    const value = { one: 'x'.repeat(60), two: 'y'.repeat(60) }
    const after = rewrite('a:\n  b: 1 # c\n  d: 2\n', put('a', 'b', value))
    expect(after).toBe(`a:\n  b: # c\n    one: ${value.one}\n    two: ${value.two}\n  d: 2\n`)
  })
})

describe('a list that is another one', () => {
  const lines = 'a:\n  b:\n    # first\n    - x # 1\n    - y # 2\n    # third\n    - z\n  d: 1\n'
  it.each<[string, string, unknown, string]>([
    ['gets one more', '[x, y] # c', ['x', 'y', 'z'], '[x, y, z] # c'],
    ['loses its first', '[ x, y, z ] # c', ['y', 'z'], '[ y, z ] # c'],
    ['loses its last', '[ x, y, z ]', ['x'], '[ x ]'],
    ['loses one and gets another', "[ 'x', y, z ]", ['x', 'z', 'w'], "[ 'x', z, w ]"],
    ['has another order', '[x, y]', ['y', 'x'], '[y, x]'],
    ['has another name in it', "['x', y]", ['w', 'y'], '[w, y]'],
  ])('within brackets: %s', (_name, before, wanted, after) => {
    expect(rewrite(`a:\n  b: ${before}\n`, put('a', 'b', wanted))).toBe(`a:\n  b: ${after}\n`)
  })
  it('line by line: those that stay take their comments along', () => {
    expect(rewrite(lines, put('a', 'b', ['z', 'x', 'new']))).toBe(
      'a:\n  b:\n    # third\n    - z\n    # first\n    - x # 1\n    - new\n  d: 1\n',
    )
  })
  it('below settings: what is said of one that goes stays', () => {
    const text = lines.replace('a:', 'settings:')
    expect(rewrite(text, put('settings', 'b', ['y', 'z']))).toBe(
      'settings:\n  b:\n    - y # 2\n    # third\n    - z\n    # first\n    # 1\n  d: 1\n',
    )
  })
})

describe('what is taken out', () => {
  it.each<[string, string, string]>([
    ['between others', 'a:\n  b: 1 # b\n  x: 2 # x\n  d: 3\n', 'a:\n  b: 1 # b\n  d: 3\n'],
    ['with the comments right above it', 'a:\n  b: 1\n  # of x\n  # too\n  x: 2\n', 'a:\n  b: 1\n'],
    ['without one kept apart', 'a:\n  # of all\n\n  x: 2\n  b: 1\n', 'a:\n  # of all\n\n  b: 1\n'],
    [
      'without one of what stands before it',
      'a:\n  b:\n    c: 1\n    # of b\n  x: 2\n',
      'a:\n  b:\n    c: 1\n    # of b\n',
    ],
    [
      'with what stands further right below it',
      'a:\n  x:\n    c: 1\n    # of x\n  # of b\n  b: 1\n',
      'a:\n  # of b\n  b: 1\n',
    ],
    ['with one of two empty lines', 'a:\n  b: 1\n\n  x: 2\n\n  d: 3\n', 'a:\n  b: 1\n\n  d: 3\n'],
    ['as the only one', '# top\na: # a\n  # of x\n  x: 2\nb: {}\n', '# top\n# a\nb: {}\n'],
    ['first within braces', 'a: { x: 1, b: 2 } # c\n', 'a: { b: 2 } # c\n'],
    ['last within braces', 'a: { b: 2, x: 1 } # c\n', 'a: { b: 2 } # c\n'],
    ['from a whole file within braces', '{a: {x: 1, b: 2}, d: 1}\n', '{a: {b: 2}, d: 1}\n'],
  ])('%s', (_name, text, after) => {
    expect(rewrite(text, drop('a', 'x'))).toBe(after)
  })
})

describe('what is put in', () => {
  it.each<[string, string, string]>([
    ['an empty text', '', 'a:\n  x: 1\n'],
    ['comments alone', '# top\n', '# top\n\na:\n  x: 1\n'],
    ['a bare section', 'a: # none\nb: {}\n', 'a: # none\n  x: 1\nb: {}\n'],
    ['a section that is null', 'a: ~ # c\n', 'a: {x: 1} # c\n'],
    [
      'others, with their indentation',
      'a:\n     b: 1 # b\nd: 1\n',
      'a:\n     b: 1 # b\n     x: 1\nd: 1\n',
    ],
    ['a last line that is not ended', 'a:\n  b: 1', 'a:\n  b: 1\n  x: 1\n'],
    ['braces', 'a: {}\n', 'a: {x: 1}\n'],
    ['Windows line ends', 'a:\r\n  b: 1\r\n', 'a:\r\n  b: 1\r\n  x: 1\r\n'],
    ['a document with an end', 'b: 1\n...\n', 'b: 1\n\na:\n  x: 1\n...\n'],
  ])('to %s', (_name, text, after) => {
    expect(rewrite(text, put('a', 'x', 1))).toBe(after)
  })
})

describe('what cannot be written without harm', () => {
  it.each<[string, string, (values: Tree) => void]>([
    [
      'a value that somebody else uses by its anchor',
      'a: { b: &x 1 }\nd: { c: *x }\n',
      put('a', 'b', 2),
    ],
    ['an anchor that somebody else uses', 'a: { b: 1, x: &x 1 }\nd: { c: *x }\n', drop('a', 'x')],
    ['a value with a tag of its own', 'a:\n  b: !!str 1\n', put('a', 'b', 2)],
    ['a key with a question mark', 'a:\n  ? x\n  : 1\n  b: 1\n', drop('a', 'x')],
    [
      'a comment within braces that go',
      'a: {\n  x: 1, # why\n  b: 2 }\n',
      (values) => {
        values['a'] = { b: 3, c: 4 }
        Reflect.deleteProperty(values, 'd')
      },
    ],
  ])('is refused or right, never wrong: %s', (_name, text, change) => {
    const document = parseDocument(text)
    const wanted = structuredClone(document.toJS() as Tree)
    change(wanted)
    const after = rewrite(text, change)
    if (after !== null) expect(parseDocument(after).toJS()).toEqual(wanted)
    else expect(document.toJS()).not.toEqual(wanted)
  })

  it.each([
    ['an anchored value', 'a: { b: &x 1 }\nd: { c: *x }\n', put('a', 'b', 2)],
    ['an anchor', 'a: { b: 1, x: &x 1 }\nd: { c: *x }\n', drop('a', 'x')],
  ])('is refused: %s', (_name, text, change) => {
    expect(rewrite(text, change)).toBeNull()
  })
})

describe('another name', () => {
  const rename: Rename = { section: 'a', from: 'x', to: 'y: z' }
  it('stands where the old one did, quoted where it has to be', () => {
    const change = (values: Tree): void => {
      values['a'] = { 'y: z': { c: 1 }, b: 2 }
    }
    expect(rewrite('a:\n  # of x\n  "x":   # it\n    c: 1\n  b: 2\n', change, rename)).toBe(
      'a:\n  # of x\n  "y: z":   # it\n    c: 1\n  b: 2\n',
    )
  })
})
