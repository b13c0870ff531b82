import { describe, expect, it } from 'vitest'
import type { ServiceConfiguration } from '../../../shared/configuration.ts'
import { addToText } from '../../../electron/engine/configuration/edit.ts'
import { parseConfiguration } from '../../../electron/engine/configuration/yaml.ts'

const path = '/home/ops/services.yaml'
const iguana: ServiceConfiguration = { exe: '/opt/iguana', start: ['/opt/iguana', '-d'] }

function add(text: string, configuration = iguana, name = 'iguana'): string {
  const added = addToText(path, text, { name, configuration })
  if (!added.ok) throw new Error(added.error.map(({ message }) => message).join('\n'))
  return added.value
}

/** All lines of the old text, in their order, among those of the new one. */
function keepsLines(before: string, after: string): boolean {
  const old = before.split('\n')
  if (old.at(-1) === '') old.pop()
  let at = 0
  for (const line of after.split('\n')) if (line === old[at]) at += 1
  return at === old.length
}

/** A generator of numbers that gives the same ones each time (mulberry32). */
function numbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

/** A file as a person may have written it: odd indentation, comments anywhere, empty lines, quotes. */
function writeFile(seed: number): string {
  const below = numbers(seed)
  const one = <T>(of: readonly T[]): T => of[below(of.length)] as T
  const root = one(['', '', '', ' ', '  '])
  const child = root + one(['  ', '    ', ' ', '      '])
  const setting = child + one(['  ', '    ', ' '])
  const lines: string[] = []
  const noise = (indent: string): void => {
    for (let more = below(3); more > 0; more -= 1) {
      lines.push(
        one([
          '',
          '   ',
          `${indent}# a note: {x}`,
          `${indent}#services:`,
          '# far left',
          `${setting}   # far right`,
        ]),
      )
    }
  }
  const service = (name: string): void => {
    const settings = [
      () => [`${setting}port:   ${1 + below(9000)}`],
      () => [`${setting}"title": 'It''s "one"'   # why`],
      () => [`${setting}start: [ /bin/x,`, `${setting}  "-y" ]`],
      () => [`${setting}start:`, `${setting}- /bin/x`, `${setting}- -y # the last`],
      () => [`${setting}schedule: stop/30/ask`],
      () => [`${setting}title: >-`, `${setting}  folded`, '', `${setting}  text`],
      () => [`${setting}needs: []`],
    ]
    const chosen = settings.filter(() => below(3) === 0)
    const keys = new Set<string>()
    lines.push(`${child}${one([name, `"${name}"`, `'${name}'`])}:${one(['', ' ', '  # its name'])}`)
    lines.push(`${setting}exe: ${one(['/bin/x', '"/bin/x"', "'/b x'   # where"])}`)
    for (const make of chosen) {
      noise(setting)
      const [first = '', ...more] = make()
      const key = first.trim().replace(/["']/g, '').split(':')[0] ?? ''
      if (!keys.has(key)) lines.push(first, ...more)
      keys.add(key)
    }
  }
  const sections = [
    () => {
      lines.push(`${root}services:${one(['', ' # all'])}`)
      for (let n = below(5); n > 0; n -= 1) {
        noise(child)
        if (below(6) === 0) lines.push(`${child}s${n}: { exe: /bin/x, port: 1 }`)
        else service(`s${n}`)
      }
    },
    () =>
      lines.push(`${root}groups:`, `${child}all: [ s1, s2 ]`, `${child}"none":`, `${child}- s3`),
  ]
  if (below(2) === 0) sections.reverse()
  noise(root)
  for (const section of below(8) === 0 ? sections.slice(0, 1) : sections) {
    section()
    noise(one([root, child]))
  }
  const text = lines.join('\n') + one(['', '\n', '\n\n\n'])
  return below(4) === 0 ? text.replaceAll('\n', '\r\n') : text
}

describe('many files that people could have written', () => {
  const seeds = Array.from({ length: 48 }, (_, seed) => seed)
  const texts = seeds.map(writeFile).filter((text) => parseConfiguration(path, text).ok)

  it('are mostly good ones, and all kinds of them', () => {
    expect(texts.length).toBeGreaterThan(30)
    for (const kind of [/\r\n/, /^ +services/m, /^services/m, />-/, /\[ \/bin/, /#/]) {
      expect(texts.filter((text) => kind.test(text)).length).toBeGreaterThan(2)
    }
  })

  it('keep every line, in its order, and every value', () => {
    for (const text of texts) {
      const after = add(text)
      expect(keepsLines(text.replaceAll('\r', ''), after.replaceAll('\r', '')), text).toBe(true)
      expect(after.includes('\r\n') || !text.includes('\r\n')).toBe(true)
    }
  })

  it('take one after the other, each at its own place', () => {
    for (const text of texts.slice(0, 12)) {
      const twice = add(add(text), { port: 53 }, 'dns')
      expect(keepsLines(text.replaceAll('\r', ''), twice.replaceAll('\r', '')), text).toBe(true)
      const file = parseConfiguration(path, twice)
      const names = file.ok ? file.value.services.map(({ name }) => name) : []
      expect(names.slice(-2)).toEqual(['iguana', 'dns'])
    }
  })
})
