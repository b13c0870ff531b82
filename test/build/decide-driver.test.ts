import { expect, it } from 'vitest'
import { decideDriver } from '../../build/decide-driver.mjs'

const all = { electronBinary: '/opt/electron', display: ':0', uid: 1000 }

it('the specs of the desktop run on the real Electron where it can run', () => {
  expect(decideDriver(all)).toEqual({
    driver: 'electron',
    why: 'the real Electron, /opt/electron',
  })
})

it.each([
  ['without its binary', { electronBinary: null }, /binary is not here/],
  ['as root, who has no sandbox', { uid: 0 }, /root/],
  ['without a display', { display: undefined }, /no display/],
  ['with an empty display', { display: '' }, /no display/],
])('and on the stand-in %s', (_, change, why) => {
  const decided = decideDriver({ ...all, ...change })
  expect(decided.driver).toBe('stand-in')
  expect(decided.why).toMatch(why)
})
