import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const folder = join(import.meta.dirname, '../../../renderer/styles')
const pair = /--([\w-]+): light-dark\((#[\da-f]{6}), (#[\da-f]{6})\)/g

type Scheme = 'light' | 'dark'
type Tokens = ReadonlyMap<string, Readonly<Record<Scheme, string>>>

/** The colours of a sheet, by name. */
function tokensOf(file: string): Tokens {
  const text = readFileSync(join(folder, file), 'utf8')
  return new Map(
    [...text.matchAll(pair)].map(([, name = '', light = '', dark = '']) => [name, { light, dark }]),
  )
}

/** Relative luminance, WCAG 2.2. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function ratio(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}

const usual = tokensOf('tokens.css')
const more: Tokens = new Map([...usual, ...tokensOf('contrast.css')])
const grounds = ['sunken', 'bg', 'surface', 'raised', 'hover', 'pressed', 'tide-tint', 'amber-tint']
const inks = ['text', 'text-2', 'text-3', 'tide', 'moss', 'amber', 'ember']
const schemes: readonly Scheme[] = ['light', 'dark']

const colour = (tokens: Tokens, name: string, scheme: Scheme): string => {
  const found = tokens.get(name)
  if (found === undefined) throw new Error(`no colour is called ${name}`)
  return found[scheme]
}

/** Every pair that falls short, named. */
const weak = (
  tokens: Tokens,
  fore: readonly string[],
  back: readonly string[],
  least: number,
): string[] =>
  schemes.flatMap((scheme) =>
    fore.flatMap((ink) =>
      back
        .filter(
          (ground) => ratio(colour(tokens, ink, scheme), colour(tokens, ground, scheme)) < least,
        )
        .map((ground) => `${ink} on ${ground}, ${scheme}`),
    ),
  )

describe('the measure', () => {
  it.each([
    ['#000000', '#ffffff', 21],
    ['#777777', '#ffffff', 4.48],
    ['#ffffff', '#ffffff', 1],
  ])('of %s on %s is %d', (a, b, expected) => {
    expect(ratio(a, b)).toBeCloseTo(expected, 2)
  })
})

describe('the colours', () => {
  it('of words can be read on every ground', () => {
    expect(weak(usual, ['text', 'text-2'], grounds, 4.5)).toEqual([])
    expect(weak(usual, inks, ['sunken', 'bg', 'surface', 'raised'], 4.5)).toEqual([])
  })
  it('of inputs and of the focus stand out', () => {
    expect(weak(usual, ['line-control', 'focus'], ['bg', 'surface', 'raised'], 3)).toEqual([])
  })
})

describe('more contrast', () => {
  it('gives every word seven to one on every ground', () => {
    expect(weak(more, inks, grounds, 7)).toEqual([])
    expect(weak(more, ['on-tide'], ['tide-fill', 'tide-press'], 7)).toEqual([])
  })
  it('gives every edge three to one, and the focus seven', () => {
    expect(weak(more, ['line', 'line-strong', 'line-control'], ['surface', 'raised'], 3)).toEqual(
      [],
    )
    expect(weak(more, ['focus'], grounds, 7)).toEqual([])
  })
  it('never takes contrast away', () => {
    const lost = schemes.flatMap((scheme) =>
      inks.filter((ink) => {
        const of = (tokens: Tokens): number =>
          ratio(colour(tokens, ink, scheme), colour(tokens, 'surface', scheme))
        return of(more) < of(usual)
      }),
    )
    expect(lost).toEqual([])
  })
})
