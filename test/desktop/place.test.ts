import { describe, expect, it } from 'vitest'
import { addressOf, printPlace, readPlace, type Place } from '../../electron/desktop/place.ts'
import { parseRoute } from '../../renderer/route.ts'

const strange = 'exe:/opt/a b/ü?x=1#y%2F'
const places: [Place, string, object][] = [
  [{ view: 'services' }, '#/services', { view: 'services' }],
  [{ view: 'reboot' }, '#/services?reboot', { view: 'services' }],
  [{ view: 'practice' }, '#/practice', { view: 'practice' }],
  [{ view: 'settings' }, '#/settings', { view: 'settings' }],
  [{ view: 'run', id: '01-a' }, '#/run/01-a', { view: 'run', id: '01-a' }],
  [{ view: 'run', id: '01-a', force: true }, '#/run/01-a?force', { view: 'run', id: '01-a' }],
  [{ view: 'order', id: null }, '#/order?all', { view: 'order', of: { kind: 'all' } }],
  [{ view: 'order', id: 'o1' }, '#/order/o1', { view: 'order-run', id: 'o1' }],
  [{ view: 'service', target: 'cron' }, '#/service/cron', { view: 'service', target: 'cron' }],
  [
    { view: 'service', target: 'port:80', plan: 'stop' },
    '#/service/port%3A80?plan=stop',
    { view: 'service', target: 'port:80' },
  ],
  [
    { view: 'service', target: strange, plan: 'restart' },
    `#/service/${encodeURIComponent(strange)}?plan=restart`,
    { view: 'service', target: strange },
  ],
]

describe('a place in the window', () => {
  it.each(places)('%j: %s', (place, expected) => {
    expect(printPlace(place)).toBe(expected)
  })

  it.each(places)('is one that the window knows: %j', (place, _printed, route) => {
    expect(parseRoute(printPlace(place))).toMatchObject(route)
  })

  it('has an address of ours', () => {
    expect(addressOf({ view: 'settings' })).toBe('app://quiesce/index.html#/settings')
  })
})

describe('what the window shows, by its address', () => {
  it.each<[string, Place | null]>([
    ['#/run/01-a', { view: 'run', id: '01-a' }],
    ['#/run/01-a?force', { view: 'run', id: '01-a' }],
    [`#/service/${encodeURIComponent(strange)}?look=log`, { view: 'service', target: strange }],
    ['#/order/o1', { view: 'order', id: 'o1' }],
    ['#/order?all', null],
    ['#/services', null],
    ['#/run/', null],
    ['#/service/%E0%A4%A', null],
    ['', null],
  ])('%s', (hash, expected) => {
    expect(readPlace(`app://quiesce/index.html${hash}`)).toEqual(expected)
  })

  it('nothing where there is no page yet', () => {
    expect(readPlace('')).toBeNull()
    expect(readPlace('about:blank')).toBeNull()
  })
})
