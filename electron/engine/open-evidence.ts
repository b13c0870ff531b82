/** What saving evidence asks of this machine and of this engine. */
import { accessSync, constants } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Diagnosis } from '../../shared/diagnosis.ts'
import { ok } from '../../shared/errors.ts'
import { isKnown } from '../../shared/unknown.ts'
import type { Diagnoses } from './diagnosing/diagnoses.ts'
import { readLastLines } from './diagnosing/last-lines.ts'
import { errnoOf } from './errno.ts'
import { usualLimits } from './evidence/limits.ts'
import type { EvidencePorts } from './evidence/ports.ts'
import type { Inventory } from './inventory/inventory.ts'
import { createLetGoOn } from './open-stacks.ts'
import { outputName } from './output-name.ts'
import type { Pushes } from './pushes.ts'
import type { Runs } from './runs/runs.ts'
import { findStackTool } from './stacks/stack-tools.ts'
import type { World } from './world.ts'

/** So many lines of a log are saved. */
const logLines = 500
/** Diagnoses of so many runs are remembered. */
const keptDiagnoses = 50
const coreTools = ['/usr/bin/gcore', '/usr/local/bin/gcore']

export interface EvidenceOf {
  readonly world: World
  readonly inventory: Inventory
  readonly pushes: Pushes
  readonly runs: Pick<Runs, 'get'>
  readonly diagnoses: Pick<Diagnoses, 'whileHeld'>
}

function findCoreTool(): string | null {
  const found = coreTools.find((path) => {
    try {
      accessSync(path, constants.X_OK)
      return true
    } catch (error) {
      if (errnoOf(error) === null) throw error
      return false
    }
  })
  return found ?? null
}

/** The newest diagnosis of each run, by what is pushed. */
function rememberDiagnoses(pushes: Pushes): ReadonlyMap<string, Diagnosis> {
  const newest = new Map<string, Diagnosis>()
  pushes.observe((event) => {
    if (event.name !== 'diagnosis' || event.payload.run === null) return
    newest.delete(event.payload.run)
    newest.set(event.payload.run, event.payload)
    const [oldest] = newest.keys()
    if (newest.size > keptDiagnoses && oldest !== undefined) newest.delete(oldest)
  })
  return newest
}

/** The ports of save-evidence.ts on this machine. */
export function openEvidence(of: EvidenceOf): EvidencePorts {
  const { world, inventory, pushes, runs } = of
  const { clock, commands, table, journal, unitLog, folders, user, host } = world
  const diagnoses = rememberDiagnoses(pushes)
  const outputFile = (target: string): string => join(folders.output, `${outputName(target)}.log`)
  return {
    clock,
    commands,
    limits: usualLimits,
    ownFolder: join(dirname(folders.journal), 'evidence'),
    by: user,
    host: host.hostName,
    readTable: () => table.read(),
    observe: async (target) => {
      await inventory.prepare(target, false)
      const seen = inventory.look(target)
      return seen.ok ? ok(seen.value.look.observed) : seen
    },
    findRun: async (id) => {
      const view = await runs.get(id)
      return view.ok ? ok(view.value.run) : view
    },
    diagnosis: (run) => (run === null ? null : (diagnoses.get(run.id) ?? null)),
    log: async (observed) => {
      const lines = await readLastLines({ unitLog, table, outputFile }, observed, logLines)
      if (!isKnown(lines)) return lines
      return lines.map(({ at, text }) => `${at === null ? '' : `${time(at)} `}${text}`)
    },
    records: async (run) => (await journal.read({ run })).entries,
    refuseHold: (target) => {
      const planned = inventory.plan(target, undefined)
      return planned.ok ? planned.value.refusal : planned.error
    },
    findCoreTool,
    findStackTool,
    letGoOn: createLetGoOn(world),
    whileHeld: (target, act) => of.diagnoses.whileHeld(target, act),
    note: async (run, target, sentence) => {
      await journal.write(run, target, { kind: 'notice', sentence })
    },
    refused: async (target, { code, message }) => {
      const body = { kind: 'refused', action: 'evidence', code, sentence: message } as const
      await journal.write(null, target, body)
    },
  }
}

const time = (wall: number): string => new Date(wall).toISOString()
