import { describe, expect, it } from 'vitest'
import { rankEntries, scoreEntry, scoreWord, type Findable } from '../../../renderer/model/fuzzy.ts'

const named = (name: string, more: Partial<Findable> = {}): Findable => ({
  name,
  also: '',
  bonus: 0,
  ...more,
})
const found = (typed: string, ...names: (string | Findable)[]): string[] =>
  rankEntries(
    names.map((one) => (typeof one === 'string' ? named(one) : one)),
    typed,
    10,
  ).map((one) => one.name)

describe('a word', () => {
  it.each([
    ['the whole name', 'nginx', 'nginx', 'nginx.service'],
    ['its beginning', 'ngi', 'nginx', 'openresty-nginx'],
    ['the beginning of a word in it', 'rec', 'rtpengine-recording', 'direct'],
    ['a part of it', 'gin', 'nginx', 'great-inn'],
    ['letters that begin words', 'rr', 'rtpengine-recording', 'rooter'],
    ['letters close together', 'kmo', 'kamo', 'kxmxo'],
  ])('fits %s better', (_what, word, better, worse) => {
    expect(scoreWord(word, better)).toBeGreaterThan(scoreWord(word, worse))
  })
  it.each([
    ['x', 'nginx-like', true],
    ['q', 'nginx', false],
    ['nx', 'nginx', true],
    ['xn', 'nginx', false],
    ['inx', 'nginx', true],
    // Letters in their order begin at a word: else three letters would fit everything.
    ['gx', 'nginx', false],
    ['kmo', 'kamailio', true],
    ['aio', 'kamailio', false],
  ])('%j in %j: %j', (word, text, fits) => {
    expect(scoreWord(word, text) > 0).toBe(fits)
  })
})

describe('an entry', () => {
  it('fits where every word does, in whatever order', () => {
    const entry = named('stop… kamailio')
    expect(scoreEntry(['kam', 'stop'], entry)).toBeGreaterThan(0)
    expect(scoreEntry(['stop', 'nginx'], entry)).toBe(0)
  })
  it('is found by what it is known by, below those that are called so', () => {
    expect(found('sip', named('kamailio', { also: 'sip server' }), 'sipwise')).toEqual([
      'sipwise',
      'kamailio',
    ])
  })
})

describe('the ranking', () => {
  it('leaves the order as it is while nothing is typed', () => {
    expect(found('  ', 'b', 'a', 'c')).toEqual(['b', 'a', 'c'])
  })
  it('puts a name before a longer one, and equals in the order they came', () => {
    expect(found('kam', 'kamailio-presence', 'kamailio', 'stop… kamailio')).toEqual([
      'kamailio',
      'kamailio-presence',
      'stop… kamailio',
    ])
    expect(found('a', 'a2', 'a1')).toEqual(['a2', 'a1'])
  })
  it('raises what has a bonus', () => {
    expect(found('kam', 'kamailio', named('kamailio', { bonus: 9, also: 'run' }))).toHaveLength(2)
    expect(
      rankEntries([named('kamailio'), named('kamailio', { bonus: 9 })], 'kam', 1)[0]?.bonus,
    ).toBe(9)
  })
  it('is bounded, and knows no case', () => {
    const many = Array.from({ length: 5000 }, (_, at) => named(`daemon-${at}`))
    expect(rankEntries(many, 'DAEMON', 50)).toHaveLength(50)
  })
  it('finds nothing in what does not fit', () => {
    expect(found('zzz', 'nginx')).toEqual([])
  })
})
