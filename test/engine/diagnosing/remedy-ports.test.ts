import { describe, expect, it } from 'vitest'
import { makeRemedyPorts } from '../../../electron/engine/diagnosing/remedy-ports.ts'
import { fail, ok } from '../../../shared/errors.ts'
import { makeRun } from '../../fakes/run.ts'
import { makeUnit } from '../../fakes/unit.ts'

type World = Parameters<typeof makeRemedyPorts>[0]

/** Managers that write down what they are asked. */
function managers(there: boolean): { readonly world: World; readonly asked: string[] } {
  const asked: string[] = []
  const manager = (name: string) => ({
    thawUnit: (unit: string) => {
      asked.push(`${name}: thaw ${unit}`)
      return Promise.resolve(ok(null))
    },
    stopUnit: (unit: string) => {
      asked.push(`${name}: stop ${unit}`)
      return unit.startsWith('no')
        ? Promise.resolve(fail({ code: 'no-permission' as const, message: 'No.', next: 'x' }))
        : Promise.resolve(ok('/job/1'))
    },
  })
  const book = (name: string) => (there ? { manager: manager(name) } : undefined)
  return { world: { units: { book } } as unknown as World, asked }
}

const userRun = makeRun('stop/30', { unit: { ...makeUnit(), manager: 'user' } })

describe('what the manager of a unit does for a remedy', () => {
  it('is asked of the run’s own manager', async () => {
    const { world, asked } = managers(true)
    const ports = makeRemedyPorts(world, userRun)
    expect(await ports.thaw('iguana.service', '/x')).toEqual(ok(null))
    expect(await ports.stopTrigger('iguana.socket')).toEqual(ok(null))
    expect(asked).toEqual(['user: thaw iguana.service', 'user: stop iguana.socket'])
  })

  it('is asked of the machine’s where the run is about no unit', async () => {
    const { world, asked } = managers(true)
    await makeRemedyPorts(world, makeRun('stop/30')).stopTrigger('iguana.socket')
    expect(asked).toEqual(['system: stop iguana.socket'])
  })

  it('passes on what was refused', async () => {
    const { world } = managers(true)
    const stopped = await makeRemedyPorts(world, userRun).stopTrigger('no.socket')
    expect(!stopped.ok && stopped.error.code).toBe('no-permission')
  })

  it('cannot be done without a manager, but for a cgroup, which is a file', async () => {
    const { world } = managers(false)
    const ports = makeRemedyPorts(world, userRun)
    const stopped = await ports.stopTrigger('iguana.socket')
    expect(!stopped.ok && stopped.error.code).toBe('backend-failed')
    const thawed = await ports.thaw('iguana.service', '/no/such/cgroup')
    expect(!thawed.ok && thawed.error.message).toContain('/no/such/cgroup was not thawed')
  })
})
