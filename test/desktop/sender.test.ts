import { describe, expect, it } from 'vitest'
import {
  appOrigin,
  isOurSender,
  originOf,
  type SenderEvent,
} from '../../electron/desktop/sender.ts'

const ourWindow = 7
const ours: SenderEvent = {
  sender: { id: ourWindow },
  senderFrame: { url: 'app://quiesce/index.html#/services', parent: null },
}

describe('who may send a message to the engine', () => {
  it('our page in the top frame of our window', () => {
    expect(isOurSender(ours, ourWindow)).toBe(true)
  })

  it.each<[string, SenderEvent]>([
    ['another window', { ...ours, sender: { id: 8 } }],
    ['a frame that has gone', { ...ours, senderFrame: null }],
    ['a frame inside our page', frame('app://quiesce/index.html', { url: 'app://quiesce/' })],
    ['a page from the network', frame('https://example.org/')],
    ['a page that carries our address in its path', frame('https://example.org/app://quiesce/')],
    ['a host that begins like ours', frame('app://quiesce.example.org/index.html')],
    ['our host with a port', frame('app://quiesce:1/index.html')],
    ['another scheme with our host', frame('http://quiesce/index.html')],
    ['a file', frame('file:///index.html')],
    ['an empty page', frame('about:blank')],
    ['no address at all', frame('')],
  ])('not %s', (_, event) => {
    expect(isOurSender(event, ourWindow)).toBe(false)
  })
})

describe('the origin of an address', () => {
  it.each([
    ['app://quiesce/index.html', appOrigin],
    ['app://QUIESCE/index.html', 'app://QUIESCE'],
    ['https://example.org:8080/a', 'https://example.org:8080'],
    ['nothing', null],
  ])('of %s is %s', (address, origin) => {
    expect(originOf(address)).toBe(origin)
  })
})

function frame(url: string, parent: unknown = null): SenderEvent {
  return { sender: { id: ourWindow }, senderFrame: { url, parent } }
}
