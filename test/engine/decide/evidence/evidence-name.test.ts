import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  evidenceFolderName,
  safeName,
} from '../../../../electron/engine/decide/evidence/evidence-name.ts'

const wall = Date.UTC(2026, 10, 22, 11, 2, 13, 456)

describe('evidenceFolderName', () => {
  it.each([
    ['kamailio.service', 0, 'QUIESCE-kamailio.service-20261122T110213Z'],
    ['kamailio.service', 1, 'QUIESCE-kamailio.service-20261122T110213Z-2'],
    ['pid:4711', 0, 'QUIESCE-pid-4711-20261122T110213Z'],
    ['/run/my app.pid', 0, 'QUIESCE-run-my-app.pid-20261122T110213Z'],
    ['../../etc', 0, 'QUIESCE-etc-20261122T110213Z'],
    ['…', 0, 'QUIESCE-service-20261122T110213Z'],
  ])('names the folder of %s (attempt %i)', (target, attempt, name) => {
    expect(evidenceFolderName(target, wall, attempt)).toBe(name)
  })
})

describe('safeName', () => {
  it('never gives a path, a hidden name, an option or nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(safeName(text)).toMatch(/^[A-Za-z0-9_@][A-Za-z0-9._@-]{0,63}$/)
      }),
    )
  })
})
