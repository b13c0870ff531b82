import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { identityKey, sameIdentity, type ProcessIdentity } from '../../shared/process.ts'

const id: ProcessIdentity = { boot: '7e1c-4b', pid: 4242, startTicks: 8831 }
const identity = fc.record({
  boot: fc.uuid(),
  pid: fc.integer({ min: 1, max: 4_194_304 }),
  startTicks: fc.nat(),
})

describe('two processes are the same', () => {
  it('when boot, pid and start time agree, whatever else is known of them', () => {
    expect(sameIdentity(id, { ...id })).toBe(true)
    expect(sameIdentity(id, { ...id, name: 'nginx' } as ProcessIdentity)).toBe(true)
  })
  it.each<[string, Partial<ProcessIdentity>]>([
    ['after a reboot', { boot: '7e1c-4c' }],
    ['with another pid', { pid: 4243 }],
    ['when the pid was given again', { startTicks: 8832 }],
    ['when pid and start time are swapped', { pid: 8831, startTicks: 4242 }],
  ])('but not %s', (_when, other) => {
    expect(sameIdentity(id, { ...id, ...other })).toBe(false)
    expect(sameIdentity({ ...id, ...other }, id)).toBe(false)
    expect(identityKey({ ...id, ...other })).not.toBe(identityKey(id))
  })
})

describe('the key of an identity', () => {
  it('names boot, pid and start time', () => {
    expect(identityKey(id)).toBe('7e1c-4b/4242@8831')
  })
  it('keeps digits of pid and start time apart', () => {
    expect(identityKey({ ...id, pid: 1, startTicks: 23 })).not.toBe(
      identityKey({ ...id, pid: 12, startTicks: 3 }),
    )
  })
  it('is equal exactly where the identity is', () => {
    const near = fc.tuple(identity, identity).map(([a, b]) => ({ ...a, startTicks: b.startTicks }))
    fc.assert(
      fc.property(identity, fc.oneof(identity, near), (a, b) => {
        expect(identityKey(a) === identityKey(b)).toBe(sameIdentity(a, b))
        expect(identityKey(a)).toBe(identityKey({ ...a }))
      }),
    )
  })
})
