import { describe, expect, inject, it } from 'vitest'
import { contentSecurityPolicy } from './serve.ts'

const origin = inject('sceneOrigin')

describe('the site of the scene page', () => {
  it('serves what was built, under the policy of the console', async () => {
    const page = await fetch(origin)
    expect(page.headers.get('content-security-policy')).toBe(contentSecurityPolicy)
    const script = /src="\.(\/assets\/[^"]+\.js)"/.exec(await page.text())?.[1] ?? ''
    const asked = await fetch(origin + script)
    expect(asked.headers.get('content-type')).toBe('text/javascript')
    expect(await asked.text()).not.toBe('')
  })

  it('is built once, however many ask', async () => {
    const ask = async (): Promise<string> => (await fetch(origin)).text()
    const [first, ...others] = await Promise.all([ask(), ask(), ask()])
    expect(others).toEqual([first, first])
  })

  it.each(['/nothing.js', '/..%2f..%2f..%2fetc%2fpasswd', '/%2e%2e/serve.ts'])(
    'has nothing else: %s',
    async (path) => {
      expect((await fetch(origin + path)).status).toBe(404)
    },
  )
})
