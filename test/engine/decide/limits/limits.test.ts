import { describe, expect, it } from 'vitest'
import {
  isHost,
  limitsOf,
  type SettingsFile,
} from '../../../../electron/engine/decide/limits/limits.ts'
import type { WrittenSettings } from '../../../../shared/settings.ts'

const file = (path: string, limits: WrittenSettings['limits']): SettingsFile => ({
  path,
  own: path === 'own',
  settings: limits === undefined ? {} : { limits },
  placeOf: (at) => `${path}:${at.join('.')}`,
})
const host = 'Web1.example.org'

describe('the limits of several files', () => {
  it('are none where nobody wrote any', () => {
    expect(limitsOf([file('own', undefined)], host)).toEqual({
      never: [],
      force: { value: 'allowed', place: null },
    })
  })

  it('are the strictest, each with its place', () => {
    const files = [
      file('a', { never: ['db', 'web'], force: 'person' }),
      file('own', { never: ['web', 'dns'], force: 'allowed' }),
    ]
    expect(limitsOf(files, host)).toEqual({
      never: [
        { target: 'db', place: 'a:settings.limits.never.0' },
        { target: 'web', place: 'a:settings.limits.never.1' },
        { target: 'dns', place: 'own:settings.limits.never.1' },
      ],
      force: { value: 'person', place: 'a:settings.limits.force' },
    })
  })

  it('are made stricter by the own file, never looser', () => {
    const machine = file('a', { force: 'person' })
    expect(limitsOf([machine, file('own', { force: 'never' })], host).force.value).toBe('never')
    expect(limitsOf([machine, file('own', { force: 'allowed' })], host).force.value).toBe('person')
  })

  it('are those for this machine’s name as well, and for no other’s', () => {
    const hosts = { web1: { force: 'never' }, web2: { never: ['db'] } } as const
    const written = { force: 'allowed', hosts } as unknown as WrittenSettings['limits']
    expect(limitsOf([file('a', written)], host)).toEqual({
      never: [],
      force: { value: 'never', place: 'a:settings.limits.hosts.web1.force' },
    })
    expect(limitsOf([file('a', written)], 'web2').never).toEqual([
      { target: 'db', place: 'a:settings.limits.hosts.web2.never.0' },
    ])
  })

  it.each([
    ['web1', 'web1', true],
    ['WEB1', 'web1', true],
    ['web1', 'web1.example.org', true],
    ['web1.example.org', 'WEB1.example.org', true],
    ['web1.example.org', 'web1', false],
    ['web1.example.org', 'web1.example.com', false],
    ['web', 'web1', false],
    ['', 'web1', false],
  ])('%s is this machine’s name where that is %s: %s', (written, name, is) => {
    expect(isHost(written, name)).toBe(is)
  })
})
