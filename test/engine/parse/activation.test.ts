import { expect, it } from 'vitest'
import { parseActivation } from '../../../electron/engine/parse/activation.ts'

it.each<[string, unknown, ReturnType<typeof parseActivation>]>([
  [
    'a timer',
    [
      ['trigger_unit', 'tick.timer'],
      ['trigger_timer_realtime_usec', '1795355486385103'],
    ],
    { unit: 'tick.timer', path: null },
  ],
  [
    'a path unit',
    [
      ['trigger_unit', 'go.path'],
      ['trigger_path', '/run/go'],
    ],
    { unit: 'go.path', path: '/run/go' },
  ],
  ['a start by hand, at a connection, by Restart=', [], { unit: null, path: null }],
  ['a manager without such a property', undefined, null],
  ['something else', 'trigger_unit', null],
  ['odd pairs', [['trigger_unit'], 7, [1, 2], null], { unit: null, path: null }],
])('reads who started a unit: %s', (_, value, expected) => {
  expect(parseActivation(value)).toEqual(expected)
})
