import { expect, it } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { version } from '../../shared/version.ts'

it('the version that Quiesce says it has is the one of its package', () => {
  expect(version).toBe(packageJson.version)
})
