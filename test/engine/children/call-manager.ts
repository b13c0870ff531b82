/**
 * Asks a manager as whoever runs this, and prints one line of JSON: the result of each call, or null
 * where the manager is absent. Arguments: `system` or `user`, then calls like `stopUnit:nginx.service`.
 */
import { openSystemdManager } from '../../../electron/engine/os/systemd/manager.ts'
import { realClock } from './real-clock.ts'

const [kind, ...calls] = process.argv.slice(2)

const manager = await openSystemdManager({
  manager: kind === 'user' ? 'user' : 'system',
  clock: realClock,
  environment: process.env,
  uid: process.getuid?.() ?? 0,
})
if (manager === null) console.log('null')
else {
  const ends = new Set<string>()
  let wake: () => void = () => undefined
  manager.onEvent((event) => {
    if (event.kind === 'job-removed') ends.add(event.job)
    wake()
  })
  const job = async (unit: string, call: 'startUnit' | 'stopUnit'): Promise<unknown> => {
    const queued = await manager[call](unit)
    while (queued.ok && !ends.has(queued.value)) {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
    return queued
  }
  const byName: Readonly<Record<string, (unit: string) => Promise<unknown>>> = {
    stopUnit: (unit) => job(unit, 'stopUnit'),
    startUnit: (unit) => job(unit, 'startUnit'),
    killUnit: (unit) => manager.killUnit(unit, 'all', 15),
    resetFailed: (unit) => manager.resetFailed(unit),
    freezeUnit: (unit) => manager.freezeUnit(unit),
    reload: () => manager.reload(),
    activeState: async (unit) => {
      const read = await manager.readUnit(unit)
      return read.ok ? read.value['ActiveState'] : read
    },
    listed: async (unit) => {
      const listed = await manager.listUnits()
      return listed.ok ? listed.value.some(({ name }) => name === unit) : listed
    },
  }
  const results: unknown[] = []
  for (const call of calls) {
    const [name = '', unit = ''] = call.split(/:(.*)/s)
    results.push(await byName[name]?.(unit))
  }
  console.log(JSON.stringify(results))
  await manager.close()
}
