import { describe, expect, it } from 'vitest'
import { findBystanders } from '../../../../electron/engine/decide/unit/bystanders.ts'
import { dependencyGroups, refOf } from '../../../../electron/engine/decide/unit/dependencies.ts'
import { meanings, stopRelations } from '../../../../electron/engine/decide/unit/relations.ts'
import { relationNames } from '../../../../electron/engine/parse/unit-properties.ts'
import { downFacts, lookAmong, makeFacts } from './facts.ts'

describe('the dependency view', () => {
  const unit = makeFacts('db.service', {
    Requires: ['system.slice', 'db.socket'],
    RequiredBy: ['app.service'],
    TriggeredBy: ['db.socket'],
    Before: ['app.service'],
  })
  const groups = dependencyGroups(unit, lookAmong(unit, makeFacts('app.service')))

  it('has a group for each relation that names somebody', () => {
    expect(groups.map((g) => g.relation)).toEqual([
      'RequiredBy',
      'TriggeredBy',
      'Requires',
      'Before',
    ])
    expect(groups.map((g) => g.direction)).toEqual(['needed-by', 'triggers', 'needs', 'order'])
  })

  it('says what it means for a stop', () => {
    expect(groups.map((g) => g.meaning)).toEqual([
      'stop with it',
      'start it when something happens',
      'it stops when one of these is stopped',
      'stop before it, when both stop',
    ])
  })

  it('names units in the order of their names, with what they do', () => {
    expect(groups[2]?.units.map((u) => u.name)).toEqual(['db.socket', 'system.slice'])
    expect(groups[0]?.units).toEqual([
      {
        name: 'app.service',
        description: 'The app.service of a test',
        activeState: 'active',
        subState: 'running',
      },
    ])
  })

  it('is empty for a unit without relations', () => {
    expect(dependencyGroups(makeFacts('a.service'), lookAmong())).toEqual([])
  })

  it('knows every relation that is read, and nothing else', () => {
    expect(Object.keys(meanings).toSorted()).toEqual([...relationNames].toSorted())
  })

  it('calls needed-by what stops with it', () => {
    for (const { relation } of stopRelations) {
      expect(meanings[relation].direction).toBe('needed-by')
      expect(meanings[relation].meaning).toContain('stop')
    }
  })
})

describe('a unit that is named', () => {
  it('says what it does', () => {
    expect(refOf('a.service', lookAmong(downFacts('a.service')))).toMatchObject({
      activeState: 'inactive',
      subState: 'dead',
    })
  })

  it('has an unknown state where it was not read, not an inactive one', () => {
    expect(refOf('a.service', lookAmong())).toEqual({
      name: 'a.service',
      description: '',
      activeState: 'unknown',
      subState: '',
    })
  })
})

describe('who else a reload would touch', () => {
  const listed = (
    name: string,
    activeState: string,
    subState = 'x',
    job: string | null = null,
  ) => ({
    name,
    activeState,
    subState,
    job,
  })

  it.each(['activating', 'deactivating', 'reloading', 'refreshing'])(
    'a unit that is %s',
    (activeState) => {
      const units = [listed('other.service', activeState, 'busy')]
      expect(findBystanders(units, 'iguana.service', [])).toEqual([
        {
          name: 'other.service',
          why: `is ${activeState} (busy), and loses the time that it may have asked for`,
        },
      ])
    },
  )

  it.each(['active', 'inactive', 'failed', 'maintenance'])('not one that is %s', (activeState) => {
    expect(findBystanders([listed('other.service', activeState)], 'iguana.service', [])).toEqual([])
  })

  it('a unit with a job that waits', () => {
    const units = [listed('other.service', 'inactive', 'dead', 'start')]
    expect(findBystanders(units, 'iguana.service', [])).toEqual([
      { name: 'other.service', why: 'has a start job that waits' },
    ])
  })

  it('a unit whose edit would come into force', () => {
    expect(findBystanders([], 'iguana.service', ['edited.service'])).toEqual([
      { name: 'edited.service', why: 'was edited, and the reload applies the edit' },
    ])
  })

  it('once, with all its reasons', () => {
    const units = [listed('other.service', 'deactivating', 'stop', 'stop')]
    expect(findBystanders(units, 'iguana.service', ['other.service'])).toEqual([
      {
        name: 'other.service',
        why: 'is deactivating (stop), and loses the time that it may have asked for; was edited, and the reload applies the edit',
      },
    ])
  })

  it('never the unit itself', () => {
    const units = [listed('iguana.service', 'deactivating', 'stop', 'stop')]
    expect(findBystanders(units, 'iguana.service', ['iguana.service'])).toEqual([])
  })
})
