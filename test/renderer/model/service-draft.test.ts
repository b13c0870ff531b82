import { describe, expect, it } from 'vitest'
import {
  configurationOf,
  draftErrors,
  draftOf,
  fieldOfError,
  targetTyped,
  waysOf,
  type Draft,
} from '../../../renderer/model/service-draft.ts'
import type { Suggestion } from '../../../shared/suggestion.ts'
import { sceneSuggestions } from '../../fakes/scene-suggestions.ts'

const suggestionOf = (target: string, more: Partial<Suggestion> = {}): Suggestion => {
  const found = sceneSuggestions(0)[target]
  if (found === undefined) throw new Error(`no suggestion for ${target}`)
  return { ...found, ...more }
}
const redis = suggestionOf('redis-server')
const draft = (more: Partial<Draft> = {}): Draft => ({ ...draftOf(redis), ...more })

describe('the form as it begins', () => {
  it('writes what was suggested', () => {
    expect(configurationOf(draftOf(redis), redis)).toEqual(redis.configuration)
  })
  it.each(['redis-server', 'tnslsnr', 'init:faxspool', 'nginx'])(
    'of %s has nothing wrong',
    (target) => {
      const suggestion = suggestionOf(target)
      expect(draftErrors(draftOf(suggestion), suggestion)).toEqual({})
    },
  )
})

describe('the ways to find it', () => {
  it('are those that are known, the surest first', () => {
    expect(waysOf(redis)).toEqual(['exe', 'pidfile'])
    expect(waysOf(suggestionOf('init:faxspool'))).toEqual(['init'])
    expect(waysOf(suggestionOf('nginx'))).toEqual(['unit'])
  })
  it('leave out the executable where the pid file alone is chosen', () => {
    const written = configurationOf(draft({ findBy: 'pidfile' }), redis)
    expect(written.exe).toBeUndefined()
    expect(written.pidfile).toBe('/run/redis/redis-server.pid')
  })
  it('keep what the form does not show', () => {
    const suggestion = { ...redis, configuration: { ...redis.configuration, forks: true } }
    expect(configurationOf(draftOf(suggestion), suggestion).forks).toBe(true)
  })
  it('write nothing beside a unit', () => {
    const suggestion = suggestionOf('nginx')
    const written = configurationOf({ ...draftOf(suggestion), lockfile: '/l' }, suggestion)
    expect(written).toEqual({ unit: 'nginx.service' })
  })
})

describe('what is wrong stands at its field', () => {
  it.each<[Partial<Draft>, keyof Draft]>([
    [{ name: 'two words' }, 'name'],
    [{ name: '' }, 'name'],
    [{ pidfile: 'run/redis.pid' }, 'pidfile'],
    [{ lockfile: 'lock' }, 'lockfile'],
    [{ schedule: 'stop/30/forever' }, 'schedule'],
    [{ start: ['redis-server'] }, 'start'],
    [{ start: ['/usr/bin/redis-server', ''] }, 'start'],
    [{ findBy: 'pidfile', pidfile: '' }, 'findBy'],
  ])('%j', (change, field) => {
    expect(Object.keys(draftErrors(draft(change), redis))).toEqual([field])
  })
  it('says what was expected', () => {
    expect(draftErrors(draft({ pidfile: 'x' }), redis).pidfile).toBe('Expected an absolute path.')
  })
})

describe('a refusal of the engine stands at its field', () => {
  const at = (place?: string) =>
    fieldOfError({
      code: 'bad-input',
      message: '',
      next: '',
      ...(place === undefined ? {} : { place }),
    })
  it.each([
    ['services.add.configuration.schedule', 'schedule'],
    ['services.add.configuration.start.0', 'start'],
    ['services.add.name', 'name'],
    ['services.add.configuration.exe', 'findBy'],
    ['/home/ops/.config/quiesce/services.yaml:7:5', 'whole'],
    [undefined, 'whole'],
  ])('%s: %s', (place, field) => {
    expect(at(place)).toBe(field)
  })
})

describe('what is typed instead of picked', () => {
  it.each([
    ['exe:/usr/sbin/kamailio', 'exe:/usr/sbin/kamailio'],
    [' pid:4698 ', 'pid:4698'],
    ['port:5060', 'port:5060'],
    ['pidfile:/run/a.pid', 'pidfile:/run/a.pid'],
    ['init:nginx', 'init:nginx'],
    ['nginx.service', 'nginx.service'],
    ['user:a.service', 'user:a.service'],
    ['exe:relative', null],
    ['pid:x', null],
    ['kamailio', null],
    ['', null],
  ])('%j is %j', (text, target) => {
    expect(targetTyped(text)).toBe(target)
  })
})
