import { describe, expect, it } from 'vitest'
import { ok } from '../../../shared/errors.ts'
import type { PermissionState } from '../../../shared/permission.ts'
import type { DeadlineFiles } from '../../../electron/engine/os/systemd/ports.ts'
import {
  createRootDeadlines,
  withRootDeadlines,
} from '../../../electron/engine/privilege/root-deadlines.ts'
import { wholeSeconds } from '../../../electron/engine/decide/unit/move-deadline.ts'
import { FakeHelpers } from '../../fakes/root-helper.ts'

describe('a deadline of a system unit', () => {
  it.each([
    ['agent', 'deadlines by agent'],
    ['terminal', 'deadlines by agent'],
    ['nobody', 'deadlines by nobody'],
  ] as const)('is asked for in mid-run never at a terminal (%s)', async (asking, asked) => {
    const helpers = new FakeHelpers()
    helpers.refusals.set('deadlines', { kind: 'denied', why: 'no' })
    const deadlines = createRootDeadlines({ helpers, asking })
    expect(await deadlines.move('slow.service', 90, 'run-1')).toMatchObject({
      error: { code: 'no-permission' },
    })
    expect(helpers.asked).toEqual([asked])
  })

  it('is moved and taken back by the helper', async () => {
    const helpers = new FakeHelpers('deadlines')
    const link = helpers
      .of('deadlines')
      .answer('move', { kind: 'done', word: 'moved' })
      .answer('back', { kind: 'done', word: 'taken-back' })
    const deadlines = createRootDeadlines({ helpers, asking: 'agent' })
    expect(await deadlines.move('slow.service', 90, 'run-1')).toEqual(ok(null))
    expect(await deadlines.takeBack('slow.service')).toEqual(ok(null))
    expect(link.asked).toEqual(['move slow.service 90 run-1', 'back slow.service'])
  })

  it.each([
    ['unknown', 'unknown-target'],
    ['idle', 'not-now'],
    ['earlier', 'needs-force'],
    ['edited', 'not-now'],
    ['fixed', 'not-now'],
    ['stopping', 'not-now'],
    ['place', 'backend-failed'],
    ['error', 'backend-failed'],
  ] as const)('that is refused as %s is %s', async (reason, code) => {
    const helpers = new FakeHelpers('deadlines')
    const text = Uint8Array.from(Buffer.from('its own words'))
    helpers.of('deadlines').answer('move', { kind: 'denied', reason, text })
    const moved = await createRootDeadlines({ helpers, asking: 'agent' }).move('a.service', 1, 'r')
    expect(moved).toMatchObject({
      error: { code, message: expect.stringContaining('its own words') as unknown },
    })
  })

  it('is not known to be moved where the helper ended, and not taken back without one', async () => {
    const helpers = new FakeHelpers()
    const link = helpers.grant('deadlines')
    const deadlines = createRootDeadlines({ helpers, asking: 'agent' })
    const moved = deadlines.move('a.service', 1, 'r')
    await new Promise(setImmediate)
    link.end('it died')
    expect(await moved).toMatchObject({ error: { code: 'backend-failed' } })
    expect(await deadlines.takeBack('a.service')).toMatchObject({
      error: {
        code: 'no-permission',
        message:
          'The moved deadline of a.service was not taken back: permission is not there any more.',
      },
    })
    expect(helpers.asked).toHaveLength(1)
  })

  it.each([
    ['12345ms', 13],
    ['1000ms', 1],
    ['1ms', 1],
    ['infinity', 86_400],
    ['999999999ms', 86_400],
  ])('of %s is %i whole seconds, never nearer', (timeoutStopSec, seconds) => {
    expect(wholeSeconds({ timeoutStopSec, timeoutAbortSec: null })).toBe(seconds)
  })
})

describe('whether a deadline can be moved', () => {
  const own = {
    refusal: (manager: string) => (manager === 'system' ? 'needs root' : null),
    pathOf: (unit: string) => `/run/${unit}`,
    tidyPathOf: (unit: string) => `/run/tidy-${unit}`,
    write: () => ok(null),
    remove: () => ok(true),
    exists: () => true,
    list: () => ['a.service'],
  } as unknown as DeadlineFiles

  it.each<[PermissionState['kind'], 'agent' | 'nobody', boolean, string | null]>([
    ['can-ask', 'agent', false, null],
    ['can-ask', 'nobody', false, 'needs root'],
    ['can-ask', 'nobody', true, null],
    ['no-agent', 'agent', false, 'needs root'],
    ['not-installed', 'agent', false, 'needs root'],
    ['no-polkit', 'agent', false, 'needs root'],
  ])('with %s, %s asked, granted %s', (kind, asking, isGranted, refusal) => {
    const helpers = new FakeHelpers(...(isGranted ? (['deadlines'] as const) : []))
    helpers.kind = kind
    const files = withRootDeadlines(own, { helpers, asking })
    expect(files.refusal('system')).toBe(refusal)
    expect(files.refusal('user')).toBeNull()
  })

  it('is all that differs from the files as they are', () => {
    const files = withRootDeadlines(own, { helpers: new FakeHelpers(), asking: 'agent' })
    expect(files.pathOf('a', 'system')).toBe('/run/a')
    expect(files.tidyPathOf('a', 'system')).toBe('/run/tidy-a')
    expect(files.write('/x', 'y')).toEqual(ok(null))
    expect(files.remove('/x')).toEqual(ok(true))
    expect(files.exists('/x')).toBe(true)
    expect(files.list('system')).toEqual(['a.service'])
  })
})
