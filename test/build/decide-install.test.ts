import { describe, expect, it } from 'vitest'
import { decideInstall } from '../../build/decide-install.mjs'

const lock = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/zod': { version: '4.6.7' },
    'node_modules/fsevents': { version: '2.3.3', optional: true },
  },
}
const installed = { packages: { 'node_modules/zod': { version: '4.6.7' } } }

describe('when npm packages are installed', () => {
  it.each([
    ['our stamp is of this lock file', { installed, stamp: 'abc' }],
    [
      'somebody ran npm install: the versions are right and no stamp is there',
      { installed, stamp: null },
    ],
  ])('leaves them alone: %s', (_, state) => {
    expect(decideInstall({ lock, digest: 'abc', ...state })).toBeNull()
  })

  it.each([
    ['there are none', { installed: null, stamp: null }, 'there are none yet'],
    [
      'node_modules went and the stamp stayed',
      { installed: null, stamp: 'abc' },
      'there are none yet',
    ],
    ['the lock file changed', { installed, stamp: 'older' }, 'package-lock.json has changed'],
    [
      'one is missing',
      { installed: { packages: {} }, stamp: null },
      'node_modules/zod is missing or of another version',
    ],
    [
      'one is of another version',
      { installed: { packages: { 'node_modules/zod': { version: '3.0.0' } } }, stamp: null },
      'node_modules/zod is missing or of another version',
    ],
    ['npm left an empty record', { installed: {}, stamp: null }, 'node_modules/zod is missing'],
  ])('installs: %s', (_, state, why) => {
    expect(decideInstall({ lock, digest: 'abc', ...state })).toContain(why)
  })
})
