import { describe, expect, it } from 'vitest'
import { parseServicesFile } from '../../../electron/engine/parse/services-file.ts'

describe('names of services', () => {
  it.each([
    ['plain', 'postgresql\t5432/tcp\n', [[5432, 'postgresql']]],
    ['with aliases and a comment', 'http 80/tcp www # WorldWideWeb\n', [[80, 'http']]],
    ['with spaces before', '  ssh   22/tcp\n', [[22, 'ssh']]],
    ['of both protocols once', 'domain 53/tcp\ndomain 53/udp\n', [[53, 'domain']]],
    ['of UDP where TCP has none', 'syslog 514/udp\n', [[514, 'syslog']]],
    ['TCP before UDP, whatever the order', 'syslog 514/udp\nshell 514/tcp\n', [[514, 'shell']]],
    ['the first of several', 'a 80/tcp\nb 80/tcp\n', [[80, 'a']]],
    ['the highest port', 'x 65535/tcp\n', [[65_535, 'x']]],
    ['without an end', 'x 1/tcp', [[1, 'x']]],
  ])('%s', (_what, text, expected) => {
    expect([...parseServicesFile(text)]).toEqual(expected)
  })

  it.each([
    ['nothing', ''],
    ['a comment', '# x 80/tcp\n'],
    ['another protocol', 'x 80/sctp\n'],
    ['no port', 'x tcp\n'],
    ['port 0', 'x 0/tcp\n'],
    ['a port beyond', 'x 65536/tcp\n'],
    ['no name', ' 80/tcp\n'],
    ['a name with control characters', 'a\u001b[31m 80/tcp\n'],
    ['a name that is markup', '<b> 80/tcp\n'],
  ])('are none: %s', (_what, text) => {
    expect([...parseServicesFile(text)]).toEqual([])
  })
})
