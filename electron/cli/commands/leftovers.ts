import type { CleanUpReport, Leftover } from '../../../shared/leftovers.ts'
import { leftoverWord } from '../../../shared/wording/leftover-words.ts'
import { printable } from '../../../shared/wording/numbers.ts'
import { badUsage, type Command, type CommandCall, type DoorEngine } from '../command.ts'
import { endWithError, printResult } from '../print-result.ts'
import { withEngine } from '../with-engine.ts'
import { targetDetails } from './common.ts'

function printLeftovers(call: CommandCall, leftovers: readonly Leftover[]): void {
  const { terminal } = call.world
  if (leftovers.length === 0) terminal.print('Nothing is left of it.')
  for (const { kind, label, proof, keep } of leftovers) {
    terminal.print(`${printable(label)} (${leftoverWord[kind]})`)
    for (const sentence of proof) terminal.print(`  ${printable(sentence)}`)
    terminal.print(keep === null ? '  It may be removed.' : `  It stays: ${printable(keep)}`)
  }
}

/** A report with what a person calls each thing. */
interface Named {
  readonly removed: readonly string[]
  readonly removedIds: readonly string[]
  readonly refused: readonly { readonly id: string; readonly path: string; readonly why: string }[]
}

function nameReport(leftovers: readonly Leftover[], report: CleanUpReport): Named {
  const nameOf = (id: string): string => {
    const found = leftovers.find((one) => one.id === id)
    return found?.path ?? found?.label ?? id
  }
  return {
    removed: report.removed.map(nameOf),
    removedIds: report.removed,
    refused: report.refused.map(({ id, why }) => ({ id, path: nameOf(id), why })),
  }
}

function printReport(call: CommandCall, report: Named): void {
  const { terminal } = call.world
  for (const name of report.removed) terminal.print(`Removed ${printable(name)}.`)
  for (const { path, why } of report.refused) {
    terminal.complain(`${printable(path)} stays: ${printable(why)}`)
  }
}

/** Looks, and with `--clean --yes` removes what may be removed. */
async function cleanUp(call: CommandCall, engine: DoorEngine): Promise<number> {
  const [target = ''] = call.arguments.positionals
  const found = await engine.request('leftovers.find', { target })
  if (!found.ok) return endWithError(call, found.error)
  const leftovers = found.value
  if (!call.json) printLeftovers(call, leftovers)
  const ids = leftovers.filter(({ keep }) => keep === null).map(({ id }) => id)
  const wanted = call.arguments.switches.has('clean') && ids.length > 0
  const report = wanted
    ? await engine.request('leftovers.remove', { target, ids, confirmed: true })
    : null
  if (report?.ok === false) return endWithError(call, report.error, { leftovers })
  const named = nameReport(leftovers, report?.value ?? { removed: [], refused: [] })
  if (!call.json) printReport(call, named)
  const exitStatus = leftovers.length > named.removed.length ? 1 : 0
  printResult(call, exitStatus, { target, leftovers, ...named })
  return exitStatus
}

/** `quiesce leftovers`: pid and lock files of a dead service; removes only what is proven dead. */
export const leftoversCommand: Command = {
  name: 'leftovers',
  summary: 'pid and lock files that a dead service left',
  positionals: ['TARGET'],
  options: [
    { name: 'clean', sentence: 'remove those whose owner is proven dead (needs --yes)' },
    { name: 'yes', sentence: 'you have read what would be removed' },
  ],
  details: [
    'Each file is judged again in the moment of its removal. What is not proven stays, with the reason.',
    'Exit status: 0 nothing is left, 1 something is, 14 refused.',
    ...targetDetails,
  ],
  run: (call) => {
    const { switches, positionals } = call.arguments
    if (switches.has('clean') && !switches.has('yes')) {
      const next = `Look first with \`quiesce leftovers ${positionals[0] ?? ''}\`, then add --yes. Nothing was removed.`
      return Promise.resolve(endWithError(call, badUsage('--clean needs --yes.', next)))
    }
    return withEngine(call, (engine) => cleanUp(call, engine))
  },
}
