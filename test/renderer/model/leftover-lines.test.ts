import { describe, expect, it } from 'vitest'
import {
  cleanUpLabel,
  groupOf,
  leftoverSummary,
  markOf,
  sortLeftovers,
  type LeftoverGroup,
} from '../../../renderer/model/leftover-lines.ts'
import { leftoverKinds, type Leftover, type LeftoverKind } from '../../../shared/leftovers.ts'
import { sceneLeftovers } from '../../fakes/scene-after.ts'

const one = (kind: LeftoverKind, keep: string | null): Leftover => ({
  id: `${kind}:x`,
  kind,
  label: 'x',
  path: null,
  proof: [],
  keep,
})

describe('a leftover', () => {
  it.each<[LeftoverKind, string | null, LeftoverGroup]>([
    ['pid-file', null, 'removable'],
    ['pid-file', 'it names 1, which lives', 'stays'],
    ['survivor', 'it lives', 'alive'],
    ['escapee', null, 'alive'],
    ['zombie', null, 'stays'],
    ['port', 'held by 12', 'stays'],
    ['sysv-memory', null, 'removable'],
  ])('%s, kept because %s: %s', (kind, keep, group) => {
    expect(groupOf(one(kind, keep))).toBe(group)
  })
  it('that lives is never offered for removal, whatever the engine says', () => {
    for (const kind of ['survivor', 'escapee', 'zombie'] as const) {
      expect(groupOf(one(kind, null))).not.toBe('removable')
    }
  })
  it.each(leftoverKinds)('has a mark and a word: %s', (kind) => {
    const { icon, word } = markOf(one(kind, 'x'))
    expect(icon).not.toBe('')
    expect(word).not.toBe('')
  })
})

describe('the list', () => {
  it('begins with who lives, then what can go, then what stays', () => {
    const kinds = sortLeftovers(sceneLeftovers('survivor')).map(({ kind }) => kind)
    expect(kinds).toEqual(['survivor', 'unix-socket', 'port', 'pid-file'])
  })
  it.each<['dead' | 'survivor' | 'none', string]>([
    ['dead', '4 proven dead, 3 stay'],
    ['survivor', '1 proven dead, 1 alive, 2 stay'],
    ['none', ''],
  ])('is told as numbers: %s', (scene, words) => {
    expect(leftoverSummary(sceneLeftovers(scene))).toBe(words)
  })
  it('has a button that says how many, and that it asks first', () => {
    expect(cleanUpLabel(4)).toBe('Clean up 4…')
    expect(cleanUpLabel(0)).toBe('Clean up')
  })
})
