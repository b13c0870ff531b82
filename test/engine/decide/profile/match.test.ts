import { describe, expect, it } from 'vitest'
import {
  indexProfiles,
  templateOf,
  type KnownProfile,
} from '../../../../electron/engine/decide/profile/index-profiles.ts'
import {
  matchProfile,
  type ProfileFacts,
  type ProgramFacts,
} from '../../../../electron/engine/decide/profile/match.ts'
import type { Profile } from '../../../../shared/profile.ts'
import { makeProfile } from '../../../fakes/profiles.ts'

const known = (profile: Profile, own = false): KnownProfile => ({ profile, own })
const recognised = (id: string, recognise: Profile['recognise'], own = false): KnownProfile =>
  known(makeProfile(id, { recognise }), own)

const index = indexProfiles([
  recognised('nginx', { programs: ['nginx'], units: ['nginx.service'], scripts: ['nginx'] }),
  recognised('postgresql', {
    programs: ['postgres'],
    units: ['postgresql.service', 'postgresql@*.service'],
  }),
  recognised('php-fpm', { programs: ['php-fpm8.2'], units: ['php*-fpm.service'] }),
  recognised('jvm', { programs: ['java'] }),
  recognised('tomcat', {
    programs: ['java'],
    units: ['tomcat9.service'],
    argument: ['org.apache.catalina.startup.Bootstrap'],
  }),
  recognised('activemq', { programs: ['java'], argument: ['activemq.jar'] }),
  recognised('gunicorn', { programs: ['gunicorn'] }),
  recognised('dotted', { units: ['a.b@*.service'] }),
])

const nothing: ProfileFacts = { configured: null, unit: null, script: null, program: null }
const program = (names: readonly string[], args: readonly string[] = []): ProgramFacts => ({
  names,
  args,
  how: `its main process runs /usr/sbin/${names[0] ?? ''}`,
})
const match = (facts: Partial<ProfileFacts>, from = index) =>
  matchProfile({ ...nothing, ...facts }, from)
const idOf = (facts: Partial<ProfileFacts>) => match(facts)?.profile.id ?? null

describe('a daemon is recognised by its unit', () => {
  it.each([
    ['by its whole name', 'nginx.service', 'nginx'],
    ['not by a part of it', 'my-nginx.service', null],
    ['not by what begins with it', 'nginx.service.bak', null],
    ['as an instance of a template', 'postgresql@14-main.service', 'postgresql'],
    ['as an instance without a name', 'postgresql@.service', 'postgresql'],
    ['not as an instance of another template', 'postgres@14.service', null],
    ['by a pattern with its star elsewhere', 'php8.2-fpm.service', 'php-fpm'],
    ['not where the pattern is only a part', 'xphp8.2-fpm.service', null],
    ['with a dot that is a dot', 'aXb@1.service', null],
    ['with a dot that is one', 'a.b@1.service', 'dotted'],
    ['though no program of it runs', 'tomcat9.service', 'tomcat'],
  ])('%s: %s', (_, unit, id) => {
    expect(idOf({ unit })).toBe(id)
  })

  it('says so in words', () => {
    expect(match({ unit: 'nginx.service' })).toMatchObject({
      by: 'unit',
      how: 'its unit is nginx.service',
      own: false,
    })
  })
})

describe('a template’s pattern', () => {
  it.each([
    ['postgresql@14-main.service', 'postgresql@*.service'],
    ['a@b@c.service', 'a@*.service'],
    ['nginx.service', null],
    ['getty@tty1.socket', null],
  ])('of %s is %s', (unit, template) => {
    expect(templateOf(unit)).toBe(template)
  })
})

describe('a daemon is recognised by its init script', () => {
  it('by the script’s name', () => {
    expect(match({ script: 'nginx' })).toMatchObject({
      profile: { id: 'nginx' },
      by: 'script',
      how: 'its init script is nginx',
    })
  })
  it('by no other one’s', () => {
    expect(match({ script: 'nginx-debug' })).toBeNull()
  })
})

describe('a daemon is recognised by its program', () => {
  it.each<[string, ProgramFacts, string | null]>([
    ['its file name', program(['nginx']), 'nginx'],
    ['no other one', program(['nginx-debug']), null],
    ['the script of an interpreter', program(['gunicorn', 'python3.11']), 'gunicorn'],
    ['the interpreter, where the script is not known', program(['app.jar', 'java']), 'jvm'],
    [
      'an argument, which beats a profile without one',
      program(['java'], ['java', '-Xmx1g', 'org.apache.catalina.startup.Bootstrap', 'start']),
      'tomcat',
    ],
    [
      'the file name of an argument',
      program(['java'], ['java', '-jar', '/opt/activemq/bin/activemq.jar']),
      'activemq',
    ],
    ['nothing of it: a part of a word is no word', program(['java'], ['activemq.jar.old']), 'jvm'],
  ])('by %s', (_, facts, id) => {
    expect(idOf({ program: facts })).toBe(id)
  })

  it('not where it needs an argument that is not there', () => {
    const only = indexProfiles([recognised('tomcat', { programs: ['java'], argument: ['Boot'] })])
    expect(match({ program: program(['java'], ['java', 'Other']) }, only)).toBeNull()
    expect(match({ program: program(['java'], ['java', 'Boot']) }, only)).not.toBeNull()
  })

  it('tells how, on one line', () => {
    const how = 'its main process runs /usr/\u001b[31msbin/nginx'
    expect(match({ program: { ...program(['nginx']), how } })?.how).not.toContain('\u001b')
    expect(match({ program: program(['nginx']) })).toMatchObject({
      by: 'program',
      how: 'its main process runs /usr/sbin/nginx',
    })
  })
})

describe('of several signs', () => {
  it.each<[string, Partial<ProfileFacts>, string | null, string | null]>([
    [
      'the configuration counts most',
      { configured: 'gunicorn', unit: 'nginx.service', program: program(['nginx']) },
      'gunicorn',
      'configuration',
    ],
    ['none means none', { configured: 'none', unit: 'nginx.service' }, null, null],
    [
      'one that does not exist fits nothing, and nothing is guessed instead',
      { configured: 'ngnix', unit: 'nginx.service' },
      null,
      null,
    ],
    [
      'the unit counts before the script',
      { unit: 'postgresql.service', script: 'nginx' },
      'postgresql',
      'unit',
    ],
    [
      'the script counts before the program',
      { script: 'nginx', program: program(['postgres']) },
      'nginx',
      'script',
    ],
    [
      'the program counts where unit and script say nothing',
      { unit: 'web.service', script: 'web', program: program(['nginx']) },
      'nginx',
      'program',
    ],
    ['none is none', {}, null, null],
  ])('%s', (_, facts, id, by) => {
    expect(match(facts)?.profile.id ?? null).toBe(id)
    expect(match(facts)?.by ?? null).toBe(by)
  })

  it('a person’s own profile beats one of the catalogue', () => {
    const both = indexProfiles([
      recognised('nginx', { programs: ['nginx'] }),
      recognised('mine', { programs: ['nginx'] }, true),
    ])
    expect(match({ program: program(['nginx']) }, both)).toMatchObject({
      profile: { id: 'mine' },
      own: true,
    })
    expect(both.all.map(({ profile }) => profile.id)).toEqual(['nginx', 'mine'])
  })

  it('a profile that names itself twice is one candidate', () => {
    const twice = indexProfiles([recognised('nginx', { programs: ['nginx', 'nginx'] })])
    expect(twice.byProgram.get('nginx')).toHaveLength(1)
  })
})

it('takes no name of JavaScript’s own for a daemon', () => {
  for (const name of ['constructor', '__proto__', 'toString']) {
    expect(match({ configured: name })).toBeNull()
    expect(match({ unit: name, script: name, program: program([name]) })).toBeNull()
  }
})
