/** A desk that saves evidence of real processes of its own. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { usualLimits } from '../../../electron/engine/evidence/limits.ts'
import type { EvidencePorts } from '../../../electron/engine/evidence/ports.ts'
import { createClock } from '../../../electron/engine/os/clock.ts'
import { createProcessTable } from '../../../electron/engine/os/proc-table.ts'
import type { Observed } from '../../../electron/engine/decide/observed.ts'
import { ok } from '../../../shared/errors.ts'
import { makeMember } from '../../fakes/run.ts'

export const table = createProcessTable()

/** A service of these processes; a pid that is gone is a member all the same. */
export function observe(pids: readonly number[]): Observed {
  const members = pids.map((pid, index) => {
    const identity = table.readOne(pid)?.identity ?? makeMember(pid).identity
    return makeMember(pid, { identity, main: index === 0 })
  })
  const about = { target: 'iguana', title: 'Iguana', members, unit: null }
  return about as unknown as Observed
}

export interface Desk {
  readonly ports: EvidencePorts
  /** What was recorded, in order. */
  readonly notes: string[]
}

export function makeDesk(
  ownFolder: string,
  pids: readonly number[],
  more: Partial<EvidencePorts> = {},
): Desk {
  const notes: string[] = []
  const ports: EvidencePorts = {
    clock: createClock(),
    commands: { run: () => Promise.reject(new Error('no command is run here')) },
    // What is saved is looked at here, not how fast: a busy machine reads /proc slowly, too.
    limits: { ...usualLimits, wholeMs: 60_000, oneMs: 10_000 },
    ownFolder,
    by: 'ops',
    host: 'h1',
    readTable: () => table.read(),
    observe: () => Promise.resolve(ok(observe(pids))),
    findRun: () => Promise.reject(new Error('no run is asked for here')),
    diagnosis: () => null,
    log: () => Promise.resolve(['it says password=hunter2 and goes on']),
    records: () => Promise.resolve([]),
    refuseHold: () => null,
    findCoreTool: () => null,
    findStackTool: () => null,
    letGoOn: () => Promise.reject(new Error('nobody is left stopped here')),
    whileHeld: (_, act) => act(),
    note: (run, target, sentence) => {
      notes.push(`${run} ${target} ${sentence}`)
      return Promise.resolve()
    },
    refused: (target, { code, message }) => {
      notes.push(`refused ${target} ${code} ${message}`)
      return Promise.resolve()
    },
    ...more,
  }
  return { ports, notes }
}

/** Every file of a folder by its name. */
export const readAllOf = (folder: string): ReadonlyMap<string, string> =>
  new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
