import { describe, expect, it } from 'vitest'
import { above, parseRoute, printRoute, type Route } from '../../renderer/route.ts'

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
  { view: 'order', of: null },
  { view: 'order', of: { kind: 'all' } },
  { view: 'order', of: { kind: 'group', name: 'voice' } },
  { view: 'order', of: { kind: 'chosen', targets: ['kamailio', 'pidfile:/run/a b&c=d.pid'] } },
  { view: 'order-run', id: '20261120-144007-e385' },
  { view: 'settings', section: 'window' },
  { view: 'settings', section: 'permission' },
  { view: 'settings', section: 'services', entry: 'rtp@ü/a b' },
  { view: 'settings', section: 'groups', entry: null },
  { view: 'add', target: null },
  { view: 'add', target: 'exe:/opt/a b/ü?x=1#%' },
]

describe('the address', () => {
  it.each(routes)('of %j leads back to it', (route) => {
    expect(parseRoute(printRoute(route))).toEqual(route)
  })
  it('leads up from one entry to its list, and from elsewhere to the services', () => {
    const list: Route = { view: 'settings', section: 'groups' }
    expect(above({ ...list, entry: 'voice' })).toEqual(list)
    expect(above({ ...list, entry: null })).toEqual(list)
    expect(above(list)).toEqual({ view: 'services' })
    expect(above({ view: 'practice' })).toEqual({ view: 'services' })
  })
  it('of a look that there is not leads to the overview', () => {
    expect(parseRoute('#/service/a.service?look=inside')).toEqual({
      view: 'service',
      target: 'a.service',
    })
  })
  it.each(['#/order', '#/order?group=', '#/order?group=a%20b', '#/order?target='])(
    '%j names no services, and lets one choose',
    (hash) => {
      expect(parseRoute(hash)).toEqual({ view: 'order', of: null })
    },
  )
  it.each(['#/settings', '#/settings/', '#/settings/nowhere'])(
    '%j leads to the first section',
    (hash) => {
      expect(parseRoute(hash)).toEqual({ view: 'settings', section: 'window' })
    },
  )
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
