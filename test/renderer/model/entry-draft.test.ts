import { describe, expect, it } from 'vitest'
import {
  draftOfEntry,
  looseConfiguration,
  readDraft,
  type ServiceDraft,
} from '../../../renderer/model/entry-draft.ts'
import type { ServiceConfiguration } from '../../../shared/configuration.ts'
import { iguanaConfiguration } from '../../fakes/scene-configured.ts'

const descriptions: readonly (readonly [string, ServiceConfiguration])[] = [
  ['a program', { exe: '/opt/x' }],
  ['all that a program can have', iguanaConfiguration],
  ['a pid file', { pidfile: '/run/x.pid', signal: 'QUIT' }],
  ['a stop command', { exe: '/opt/x', stop: ['/opt/x', '--stop', 'a b'], forks: false }],
  ['a port', { port: 5060, forks: true, start: ['/opt/x'] }],
  ['an init script', { init: 'faxspool', lockfile: '/var/lock/subsys/faxspool' }],
  ['a unit', { unit: 'nginx.service', schedule: 'stop/90/ask', profile: 'none', runtime: 3600 }],
  [
    'a probe by a command',
    { unit: 'a.service', probe: { command: ['/bin/true'], every: 10, timeout: 0.5, failures: 2 } },
  ],
  ['a restart', { exe: '/x', restart: { on: 'always', delay: 0, limit: 1, within: 60 } }],
]

const draft = (change: Partial<ServiceDraft>): ServiceDraft => ({
  ...draftOfEntry('x', { exe: '/opt/x' }),
  ...change,
})

describe('the form of a service', () => {
  it.each(descriptions)('with %s is read back as it was', (_, configuration) => {
    expect(readDraft(draftOfEntry('iguana', configuration))).toEqual({
      configuration,
      errors: {},
    })
  })
  it('of a new one asks for a name and for a way to find it', () => {
    const { configuration, errors } = readDraft(draftOfEntry('', {}))
    expect(configuration).toBeNull()
    expect(errors).toEqual({
      name: 'Expected a name of letters, digits, dot, - and _.',
      '': 'Expected one of exe, pidfile, port, unit or init, so that the service can be found.',
    })
  })
  it('writes nothing of what means nothing beside a unit', () => {
    const was = draftOfEntry('iguana', iguanaConfiguration)
    const loose = looseConfiguration({ ...was, managed: 'unit', unit: 'iguana.service' })
    expect(Object.keys(loose).sort()).toEqual(['needs', 'probe', 'schedule', 'title', 'unit'])
    expect(readDraft({ ...was, managed: 'unit', unit: 'iguana.service' }).errors).toEqual({})
  })
  it('keeps what it does not show now, for who comes back to it', () => {
    const was = draftOfEntry('iguana', iguanaConfiguration)
    const there: ServiceDraft = { ...was, managed: 'unit' }
    expect(readDraft({ ...there, managed: 'process' }).configuration).toEqual(iguanaConfiguration)
  })
  it.each<[string, Partial<ServiceDraft>, string, RegExp]>([
    ['a name of two words', { name: 'a b' }, 'name', /^Expected a name/],
    ['a relative path', { exe: 'bin/x' }, 'exe', /^Expected an absolute path\.$/],
    ['a port that is a word', { port: 'http' }, 'port', /^Expected a number\.$/],
    ['a port that is none', { port: '70000' }, 'port', /^Expected a number not above 65535\.$/],
    ['a wrong schedule', { schedule: 'stop/30/forever' }, 'schedule', /refused at column 9/],
    ['no stop command', { stopBy: 'command' }, 'stop.0', /needed/],
    ['a start without a path', { start: ['x'] }, 'start', /absolute path\.$/],
    ['a delay below nothing', { restart: 'always', delay: '-1' }, 'restart.delay', /not below 0/],
    ['half a number', { restart: 'always', limit: '1.5' }, 'restart.limit', /number/],
    ['no port to ask', { probe: 'port' }, 'probe.port', /^Expected a number\.$/],
    ['no command to ask with', { probe: 'command' }, 'probe.command.0', /needed/],
    ['no time at all', { runtime: '0' }, 'runtime', /not below 0/],
    ['a unit without a name', { managed: 'unit', unit: 'nginx' }, 'unit', /^Expected a unit:/],
  ])('says of %s what is wrong, at its field', (_, change, place, sentence) => {
    const { configuration, errors } = readDraft(draft(change))
    expect(configuration).toBeNull()
    expect(errors[place]).toMatch(sentence)
  })
  it('would replace another of its name, and says so', () => {
    const { configuration, errors } = readDraft(draft({ name: 'kamailio' }), ['kamailio'])
    expect(configuration).toBeNull()
    expect(errors).toEqual({ name: 'There is a service of that name.' })
  })
  it('leaves numbers that are not given to their defaults', () => {
    const { configuration } = readDraft(
      draft({ restart: 'failure', delay: '', limit: ' ', within: '' }),
    )
    expect(configuration?.restart).toEqual({ on: 'failure', delay: 5, limit: 3, within: 600 })
  })
})
