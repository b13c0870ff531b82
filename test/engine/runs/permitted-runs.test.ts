/** Runs that need permission: it is asked for first, and everything is looked at again afterwards. */
import { beforeEach, describe, expect, it } from 'vitest'
import { fail, ok, type QuiesceError } from '../../../shared/errors.ts'
import { UnitDesk } from './unit-desk.ts'

const denied: QuiesceError = { code: 'no-permission', message: 'It was denied.', next: 'Ask.' }

let desk: UnitDesk
beforeEach(() => {
  desk = new UnitDesk()
})

describe('a run that needs permission', () => {
  it('begins once that is granted, with a new look at the service', async () => {
    desk.permits.push(ok(true))
    const begun = await desk.begin()
    expect(begun.ok).toBe(true)
    expect(desk.permitsAsked).toBe(2)
    expect(desk.prepared).toHaveLength(2)
  })

  it('begins at once where nobody had to be asked', async () => {
    expect((await desk.begin()).ok).toBe(true)
    expect(desk.permitsAsked).toBe(1)
    expect(desk.prepared).toHaveLength(1)
  })

  it('is refused where that is denied: nothing was sent, claimed or begun', async () => {
    desk.permits.push(fail(denied))
    expect(await desk.begin()).toEqual(fail(denied))
    expect(desk.control.calls).toEqual([])
    expect(desk.world.sent).toEqual([])
    expect(desk.journal.map(({ kind }) => kind)).toEqual(['refused'])
    expect(desk.journal[0]).toMatchObject({ action: 'stop', code: 'no-permission' })
  })

  it('is not taken up where that is denied', async () => {
    const begun = await desk.begin()
    if (!begun.ok) throw new Error(begun.error.message)
    desk.crash()
    desk.permits.push(fail(denied))
    expect(await desk.runs.resume(begun.value.run.id, true)).toEqual(fail(denied))
    expect(desk.control.calls).toEqual([])
  })
})
