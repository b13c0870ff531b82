/** Runs inside a private host: starts 1,000 instances of many@.service, lists and follows them. */
import { UnitBook } from '../../../electron/engine/backends/systemd/unit-book.ts'
import { createClock } from '../../../electron/engine/os/clock.ts'
import { openSystemdManager } from '../../../electron/engine/os/systemd/manager.ts'
import type { SystemdManager } from '../../../electron/engine/os/systemd/ports.ts'
import { median, medianOf, ms, run, time } from './measure.ts'

const units = Array.from({ length: 1000 }, (_, at) => `many@${at}.service`)
const listJson = ['list-units', '--all', '--output=json', '--no-pager'] as const

async function open(): Promise<SystemdManager> {
  const options = { manager: 'system', clock: createClock(), environment: {}, uid: 0 } as const
  const manager = await openSystemdManager(options)
  if (manager === null) throw new Error('there is no manager')
  return manager
}

interface ListedUnit {
  readonly unit: string
  readonly active: string
}
const listBySystemctl = async (): Promise<readonly ListedUnit[]> =>
  JSON.parse(await run('systemctl', ...listJson)) as readonly ListedUnit[]

/** Ends the main process of a unit; resolves with how long it took until `failed` was known. */
async function measureChange(
  book: UnitBook,
  unit: string,
  heard: () => Promise<void>,
): Promise<number> {
  const pid = book.get(unit)?.state.mainPid ?? 0
  if (pid < 2) throw new Error(`${unit} does not run`)
  return time(async () => {
    process.kill(pid, 'SIGKILL')
    await heard()
  })
}

const hearByBook = (book: UnitBook, unit: string): Promise<void> =>
  new Promise((resolve) => {
    const stop = book.onChange((name) => {
      if (name !== unit || book.get(unit)?.state.activeState !== 'failed') return
      stop()
      resolve()
    })
  })

async function hearBySystemctl(unit: string): Promise<void> {
  for (;;) {
    const all = await listBySystemctl()
    if (all.find((one) => one.unit === unit)?.active === 'failed') return
  }
}

const line = (what: string, ours: number, peer: string, theirs: number): string =>
  `  ${what}: ${ms(ours)} ms, ${peer} ${ms(theirs)} ms, ratio ${(theirs / ours).toFixed(1)}\n`

await run('systemctl', 'start', ...units)
const manager = await open()
const book = new UnitBook(manager, createClock())
const readAll = await time(() => book.open())
const listed = book.services().length

const list = await medianOf(20, () => manager.listUnits())
const peerList = await medianOf(20, listBySystemctl)
const states = await medianOf(5, () => manager.readProperty(units, 'MainPID'))
const peerStates = await medianOf(5, () => run('systemctl', 'show', '-p', 'MainPID', ...units))
const one = await medianOf(20, () => manager.readUnit('many@7.service'))
const peerOne = await medianOf(20, () => run('systemctl', 'show', 'many@7.service'))

const ours: number[] = []
for (const unit of units.slice(0, 100)) {
  ours.push(await measureChange(book, unit, () => hearByBook(book, unit)))
}
const theirs: number[] = []
for (const unit of units.slice(100, 110)) {
  theirs.push(await measureChange(book, unit, () => hearBySystemctl(unit)))
}
process.stdout.write(
  `${listed} services, listed with their main processes and followed after ${ms(readAll)} ms:\n` +
    line('list', list, 'systemctl list-units --output=json', peerList) +
    line('one property of 1,000', states, 'systemctl show -p', peerStates) +
    line('all properties of one', one, 'systemctl show', peerOne) +
    line(
      'an exit until it is known',
      median(ours),
      'asking list-units over and over',
      median(theirs),
    ),
)
book.close()
await manager.close()
