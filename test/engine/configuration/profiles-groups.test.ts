import { describe, expect, it } from 'vitest'
import {
  loadConfiguration,
  type LoadedConfiguration,
} from '../../../electron/engine/configuration/configuration.ts'
import { parseConfiguration } from '../../../electron/engine/configuration/yaml.ts'
import { ok, type QuiesceError } from '../../../shared/errors.ts'
import { makeProfile, ownFields } from '../../fakes/profiles.ts'

const user = '/home/ada/.config/quiesce/services.yaml'
const system = (name: string): string => `/etc/quiesce/services.d/${name}`

function load(files: Readonly<Record<string, string>>): Promise<LoadedConfiguration> {
  return loadConfiguration({
    folders: { config: '/home/ada/.config/quiesce', systemConfig: '/etc/quiesce/services.d' },
    uid: 1000,
    readFile: (path) => Promise.resolve(ok(files[path] ?? null)),
    listFolder: (folder) =>
      Promise.resolve(
        Object.keys(files).flatMap((path) =>
          path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1)] : [],
        ),
      ),
  })
}
const catalogue = [makeProfile('nginx'), makeProfile('redis')]
const errorsOf = (text: string): readonly QuiesceError[] => {
  const parsed = parseConfiguration('f.yaml', text, catalogue)
  return parsed.ok ? [] : parsed.error
}
const iguana = `profiles:\n  iguana: ${JSON.stringify(ownFields(makeProfile('x')))}\n`

describe('groups and profiles', () => {
  it('are read beside the services', async () => {
    const text = [
      'services:',
      '  web: {unit: nginx.service, profile: nginx}',
      'groups:',
      '  office: [web, mail]',
      'profiles:',
      '  nginx: {title: Our nginx}',
    ].join('\n')
    const { configuration, problems } = await load({ [user]: text })
    expect(problems).toEqual([])
    expect(configuration).toEqual({
      services: { web: { unit: 'nginx.service', profile: 'nginx' } },
      groups: { office: ['web', 'mail'] },
      profiles: { nginx: { title: 'Our nginx' } },
    })
  })

  it('of a later file replace those of an earlier one, whole, and it is said', async () => {
    const { configuration, notes } = await load({
      [system('a.yaml')]: 'groups:\n  office: [a]\nprofiles:\n  nginx: {title: One}\n',
      [user]: 'profiles:\n  nginx: {notes: []}\ngroups:\n  office: [b]\n',
    })
    expect(configuration.groups).toEqual({ office: ['b'] })
    expect(configuration.profiles).toEqual({ nginx: { notes: [] } })
    expect(notes).toEqual([
      `office: ${user}:4:3 replaces what ${system('a.yaml')}:2:3 says.`,
      `nginx: ${user}:2:3 replaces what ${system('a.yaml')}:4:3 says.`,
    ])
  })

  it.each([
    ['a group without anybody', 'groups:\n  office: []\n', '2:11'],
    ['a group that is a name', 'groups:\n  office: web\n', '2:11'],
    ['a name that is none', 'groups:\n  a b: [web]\n', '2:3'],
    ['an id that is none', 'profiles:\n  Nginx: {title: x}\n', '2:3'],
    ['a field that no profile has', 'profiles:\n  nginx: {titel: x}\n', '2:11'],
    ['a field that no signal has', 'profiles:\n  nginx:\n    stop: {wait: 5}\n', '3:12'],
  ])('are refused for %s', (_, text, place) => {
    expect(errorsOf(text).map((error) => error.place)).toContain(`f.yaml:${place}`)
  })

  it.each([
    ['profiles:\n  nginx: {titel: x}\n', ['title']],
    ['servces: {}\n', ['services']],
    ['services:\n  a:\n    exe: /x\n    restart: {on: always, dely: 5}\n', ['delay']],
  ])('a slip of the keyboard in %j is told with the name that exists there', (text, near) => {
    expect(errorsOf(text)[0]?.candidates).toEqual(near)
  })

  it('tells what a name is no name for', () => {
    expect(errorsOf('groups:\n  a b: [web]\n')[0]?.message).toContain('is no name for a group')
    expect(errorsOf('profiles:\n  A: {}\n')[0]?.message).toContain('is no name for a profile')
  })
})

describe('a profile of one’s own', () => {
  it('may change a part of one that is known', () => {
    expect(errorsOf('profiles:\n  nginx: {title: Ours}\n')).toEqual([])
  })
  it('may be new, and is whole then', () => {
    expect(errorsOf(iguana)).toEqual([])
  })
  it('is refused at its name where it is new and not whole, with what is missing', () => {
    const [error] = errorsOf('services: {}\nprofiles:\n  ngnix: {title: x, signals: []}\n')
    // An empty list of signals is refused before anything else is looked at.
    expect(error?.place).toBe('f.yaml:3:30')
    const [incomplete] = errorsOf('services: {}\nprofiles:\n  ngnix: {title: x}\n')
    expect(incomplete).toMatchObject({ place: 'f.yaml:3:3', candidates: ['nginx'] })
    expect(incomplete?.message).toContain(
      'expected recognise, signals, stop, force, files, sources as well',
    )
  })
})

describe('the profile that a service asks for', () => {
  const asks = (profile: string): string => `services:\n  web: {exe: /x, profile: ${profile}}\n`

  it.each(['nginx', 'none'])('may be %s', async (id) => {
    expect((await load({ [user]: asks(id) })).problems).toEqual([])
  })
  it('may be one of one’s own, of any file', async () => {
    const { problems } = await load({ [user]: asks('iguana'), [system('p.yaml')]: iguana })
    expect(problems).toEqual([])
  })
  it('is told at its place where nobody wrote it, and the file holds all the same', async () => {
    const { problems, configuration } = await load({ [user]: asks('ngnix') })
    expect(problems).toMatchObject([
      { code: 'bad-configuration', place: `${user}:2:27`, candidates: ['nginx'] },
    ])
    expect(problems[0]?.message).toContain('there is no profile "ngnix"')
    expect(configuration.services).toHaveProperty('web')
  })
  it('is of no interest where a later file describes the service', async () => {
    const files = { [system('a.yaml')]: asks('ngnix'), [user]: asks('nginx') }
    expect((await load(files)).problems).toEqual([])
  })
})
