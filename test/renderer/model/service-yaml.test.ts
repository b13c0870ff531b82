import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { entryYaml, serviceYaml } from '../../../renderer/model/service-yaml.ts'
import { kamailio } from '../../fakes/scene-known.ts'
import type { ServiceConfiguration } from '../../../shared/configuration.ts'

describe('the preview of what is written', () => {
  it('is what stands in services.yaml', () => {
    const text = serviceYaml('redis', { title: 'Redis', exe: '/usr/bin/redis-server', port: 6379 })
    expect(text).toBe(
      'services:\n  redis:\n    title: Redis\n    exe: /usr/bin/redis-server\n    port: 6379',
    )
  })
  it.each<[string, ServiceConfiguration]>([
    ['plain', { title: 'Redis', exe: '/usr/bin/redis-server' }],
    ['1.5', { title: 'yes', exe: '/a b/c' }],
    ['quotes', { title: 'It is: "quoted" # and \\ back', exe: '/x' }],
    ['lines', { title: 'two\nlines', exe: '/x' }],
    ['list', { exe: '/x', start: ['/x', '-D', 'a, b', '[c]', '{d}', '007', 'null', ''] }],
    ['long', { exe: '/x', start: ['/opt/some/where/bin/daemon', '--config', '-', '-x', '/e'] }],
    [
      'nested',
      {
        exe: '/x',
        restart: { on: 'failure', delay: 5, limit: 3, within: 600 },
        probe: { command: ['/bin/true', '# no'], every: 30, timeout: 5, failures: 3 },
        forks: true,
      },
    ],
  ])('of %s is read back as it was', (name, configuration) => {
    expect(parse(serviceYaml(name, configuration))).toEqual({ services: { [name]: configuration } })
  })
  it.each<[string, string, unknown]>([
    ['groups', 'voice', ['kamailio', 'nginx.service', '007']],
    ['groups', 'all', Array.from({ length: 20 }, (_, at) => `worker-${at}`)],
    ['profiles', 'empty', { recognise: {}, files: {} }],
    ['profiles', 'kamailio', kamailio],
    ['services', 'none', {}],
  ])('of %s.%s is read back as it was', (below, name, value) => {
    const read = parse(entryYaml(below, name, value)) as Record<string, unknown>
    expect(read).toEqual({
      [below]: { [name]: Object.keys(value as object).length === 0 ? null : value },
    })
  })
  it('quotes no more than it has to', () => {
    expect(serviceYaml('a', { exe: '/x', start: ['/x', '-D', '--dir', '-1'] })).toContain(
      'start: [/x, -D, --dir, "-1"]',
    )
  })
  it('leaves out what is not given', () => {
    expect(serviceYaml('a', { exe: '/x', title: undefined })).toBe('services:\n  a:\n    exe: /x')
  })
})
