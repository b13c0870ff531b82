import { describe, expect, it } from 'vitest'
import { createEventReader } from '../../../renderer/client/event-stream.ts'

const read = (...pieces: string[]): { name: string; data: string }[] => {
  const reader = createEventReader()
  return pieces.flatMap((piece) => reader(piece))
}
const host = { name: 'host', data: '{"a":1}' }

describe('the event stream', () => {
  it.each<[string, string[], { name: string; data: string }[]]>([
    ['one event', ['event: host\ndata: {"a":1}\n\n'], [host]],
    [
      'two events in a piece',
      ['event: host\ndata: {"a":1}\n\nevent: run\ndata: 2\n\n'],
      [host, { name: 'run', data: '2' }],
    ],
    ['an event in many pieces', Array.from('event: host\ndata: {"a":1}\n\n'), [host]],
    ['carriage returns', ['event: host\r\ndata: {"a":1}\r\n\r\n'], [host]],
    ['a line break cut in two', ['event: host\r', '\ndata: {"a":1}\r', '\n\r', '\n'], [host]],
    ['no space after the colon', ['event:host\ndata:{"a":1}\n\n'], [host]],
    ['data over several lines', ['data: a\ndata: b\n\n'], [{ name: 'message', data: 'a\nb' }]],
    ['signs of life', [': still here\n\n: and here\n\n'], []],
    ['a name without data', ['event: host\n\ndata: x\n\n'], [{ name: 'message', data: 'x' }]],
    ['unknown fields', ['id: 7\nretry: 10\nevent: host\ndata: {"a":1}\n\n'], [host]],
    ['a field without a colon', ['event: host\ndata\n\n'], [{ name: 'host', data: '' }]],
    ['an event that never ends', ['event: host\ndata: {"a":1}\n'], []],
  ])('reads %s', (_what, pieces, events) => {
    expect(read(...pieces)).toEqual(events)
  })
})
