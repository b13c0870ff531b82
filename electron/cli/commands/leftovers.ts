import { ok, type Result } from '../../../shared/errors.ts'
import type { CleanUpReport, Leftover, LeftoverList } from '../../../shared/leftovers.ts'
import { leftoverWord, tidySentence } from '../../../shared/wording/leftover-words.ts'
import { printable } from '../../../shared/wording/numbers.ts'
import { badUsage, type Command, type CommandCall, type DoorEngine } from '../command.ts'
import { endWithError, printResult } from '../print-result.ts'
import { withEngine } from '../with-engine.ts'
import { targetDetails } from './common.ts'

function printLeftovers(call: CommandCall, { leftovers, tidy }: LeftoverList): void {
  const { terminal } = call.world
  if (leftovers.length === 0) terminal.print('Nothing is left of it.')
  for (const { id, kind, label, path, proof, keep } of leftovers) {
    terminal.print(`${printable(label)} (${leftoverWord[kind]})`)
    if (path === null) terminal.print(`  Its id: ${printable(id)}`)
    for (const sentence of proof) terminal.print(`  ${printable(sentence)}`)
    terminal.print(keep === null ? '  It may be removed.' : `  It stays: ${printable(keep)}`)
  }
  const said = tidySentence(tidy)
  if (said !== null) terminal.print(said)
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

interface Asked {
  readonly target: string
  readonly run?: string
}

/** Those that a person named, or all; a name that means nothing is refused. */
function choose(call: CommandCall, found: readonly Leftover[]): readonly Leftover[] | string {
  const [, ...ids] = call.arguments.positionals
  if (ids.length === 0) return found
  const stray = ids.find((id) => !found.some((one) => one.id === id))
  return stray ?? found.filter((one) => ids.includes(one.id))
}

const noSuchId = (id: string, target: string): ReturnType<typeof badUsage> =>
  badUsage(
    `${printable(id)} is none of what is left.`,
    `The ids stand in \`quiesce leftovers ${printable(target)}\`. Nothing was removed.`,
  )

const removableOf = (leftovers: readonly Leftover[]): readonly string[] =>
  leftovers.filter(({ keep }) => keep === null).map(({ id }) => id)

/** Removes these, then what only they stood in the way of: a folder goes when it is empty. */
async function removeAll(
  engine: DoorEngine,
  asked: Asked,
  { ids, shown }: { readonly ids: readonly string[]; readonly shown: readonly string[] },
): Promise<Result<CleanUpReport>> {
  const first = await engine.request('leftovers.remove', { ...asked, ids: [...ids], confirmed })
  if (!first.ok || first.value.removed.length === 0) return first
  // A folder that was shown, and was not empty: nothing goes that a person has not seen.
  const empties = shown.filter((id) => id.startsWith('runtime-folder:') && !ids.includes(id))
  if (empties.length === 0) return first
  const again = await engine.request('leftovers.find', asked)
  const more = again.ok
    ? removableOf(again.value.leftovers).filter((id) => empties.includes(id))
    : []
  if (more.length === 0) return first
  const second = await engine.request('leftovers.remove', { ...asked, ids: more, confirmed })
  if (!second.ok) return first
  return ok({
    removed: [...first.value.removed, ...second.value.removed],
    refused: [...first.value.refused, ...second.value.refused],
  })
}

const confirmed = true as const

/** Looks, and with `--clean --yes` removes what may be removed. */
async function cleanUp(call: CommandCall, engine: DoorEngine): Promise<number> {
  const [target = '', ...named] = call.arguments.positionals
  const run = call.arguments.values.get('run')
  const asked: Asked = run === undefined ? { target } : { target, run }
  const found = await engine.request('leftovers.find', asked)
  if (!found.ok) return endWithError(call, found.error)
  const leftovers = choose(call, found.value.leftovers)
  if (typeof leftovers === 'string') return endWithError(call, noSuchId(leftovers, target))
  // Of those that were named, nothing is tidy.
  const tidy = named.length === 0 ? found.value.tidy : []
  if (!call.json) printLeftovers(call, { leftovers, tidy })
  const ids = removableOf(leftovers)
  const shown = named.length === 0 ? leftovers.map(({ id }) => id) : []
  const wanted = call.arguments.switches.has('clean') && ids.length > 0
  const report = wanted ? await removeAll(engine, asked, { ids, shown }) : null
  if (report?.ok === false) return endWithError(call, report.error, { leftovers, tidy })
  const done = nameReport(leftovers, report?.value ?? { removed: [], refused: [] })
  if (!call.json) printReport(call, done)
  const left = leftovers.filter(({ id }) => !done.removedIds.includes(id))
  const exitStatus = left.length > 0 ? 1 : 0
  printResult(call, exitStatus, { target, leftovers, tidy, ...done })
  return exitStatus
}

/** `quiesce leftovers`: what a dead service left; removes only what is proven dead. */
export const leftoversCommand: Command = {
  name: 'leftovers',
  summary: 'what a dead service left: files, sockets, shared memory, ports',
  positionals: ['TARGET', '[ID…]'],
  options: [
    { name: 'clean', sentence: 'remove those whose owner is proven dead (needs --yes)' },
    { name: 'yes', sentence: 'you have read what would be removed' },
    { name: 'run', value: 'RUN', sentence: 'by what this run knew of the service before force' },
    { name: 'only', sentence: 'only those whose ids follow' },
  ],
  details: [
    'Each thing is judged again in the moment of its removal. What is not proven stays, with the reason.',
    'An id is the kind and the path or number: pid-file:/run/iguana.pid, sysv-memory:98307.',
    'Exit status: 0 nothing is left, 1 something is, 14 refused.',
    ...targetDetails,
  ],
  run: (call) => {
    const { switches, positionals } = call.arguments
    const [target = '', ...ids] = positionals
    if (switches.has('clean') && !switches.has('yes')) {
      const next = `Look first with \`quiesce leftovers ${target}\`, then add --yes. Nothing was removed.`
      return Promise.resolve(endWithError(call, badUsage('--clean needs --yes.', next)))
    }
    if (switches.has('only') && ids.length === 0) {
      const next = `The ids stand in \`quiesce leftovers ${target} --json\`. Nothing was removed.`
      return Promise.resolve(endWithError(call, badUsage('--only needs an id.', next)))
    }
    return withEngine(call, (engine) => cleanUp(call, engine))
  },
}
