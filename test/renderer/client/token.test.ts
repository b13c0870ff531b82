import { describe, expect, it } from 'vitest'
import { pickClient } from '../../../renderer/client/client.ts'
import { takeToken } from '../../../renderer/client/token.ts'
import { createFakeClient } from '../../fakes/client.ts'
import { scenes } from '../../fakes/scenes.ts'

/** As much of a window as the token needs. */
function makeWindow(hash: string) {
  const kept = new Map<string, string>()
  const replaced: string[] = []
  const window = {
    location: { hash, pathname: '/' },
    sessionStorage: {
      setItem: (key: string, value: string) => kept.set(key, value),
      getItem: (key: string) => kept.get(key) ?? null,
    },
    history: { replaceState: (_state: unknown, _title: string, url: string) => replaced.push(url) },
  }
  return { window: window as unknown as Window & typeof globalThis, kept, replaced }
}

describe('the token', () => {
  it('leaves the address at once and stays with the tab', () => {
    const { window, replaced, kept } = makeWindow('#token=ab-C_1%3D')
    expect(takeToken(window)).toBe('ab-C_1=')
    expect(replaced).toEqual(['/#/services'])
    expect([...kept.values()]).toEqual(['ab-C_1='])
  })
  it('is there again after a reload', () => {
    const { window } = makeWindow('#token=abc')
    takeToken(window)
    window.location.hash = '#/services'
    expect(takeToken(window)).toBe('abc')
  })
  it.each(['', '#/services', '#/service/token=abc', '#token='])(
    'is not made up from %j',
    (hash) => {
      const { window, replaced } = makeWindow(hash)
      expect(takeToken(window)).toBeNull()
      expect(replaced).toEqual([])
    },
  )
})

describe('the transport', () => {
  it("is the desktop's where there is one", () => {
    const desktop = createFakeClient(scenes.empty(0))
    const { window } = makeWindow('#token=abc')
    expect(pickClient(Object.assign(window, { quiesce: desktop }), () => undefined)).toBe(desktop)
  })
})
