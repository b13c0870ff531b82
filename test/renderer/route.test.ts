import { describe, expect, it } from 'vitest'
import { parseRoute, printRoute, type Route } from '../../renderer/route.ts'

const routes: Route[] = [
  { view: 'services' },
  { view: 'service', target: 'kamailio' },
  { view: 'service', target: 'pidfile:/run/a b/ü?x=1#%.pid' },
  { view: 'service', target: '<img src=x>\n\u202e' },
  { view: 'service', target: 'foo@a?b\\x2d.service', tab: 'dependencies' },
  { view: 'service', target: 'nginx.service', tab: 'log' },
  { view: 'run', id: '20261120-144007-e385' },
  { view: 'activity', run: null },
  { view: 'activity', run: 'run-1' },
  { view: 'practice' },
]

describe('the address', () => {
  it.each(routes)('of %j leads back to it', (route) => {
    expect(parseRoute(printRoute(route))).toEqual(route)
  })
  it('of a look that there is not leads to the overview', () => {
    expect(parseRoute('#/service/a.service?look=inside')).toEqual({
      view: 'service',
      target: 'a.service',
    })
  })
  it.each([
    '',
    '#',
    '#/',
    '#/nowhere',
    '#/service',
    '#/service/',
    '#/run/',
    '#/service/%E0%A4%A',
    '#token=x',
  ])('%j leads to the services', (hash) => {
    expect(parseRoute(hash)).toEqual({ view: 'services' })
  })
})
