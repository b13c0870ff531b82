/** By what a service is found again: its files, its program, and what tells it from namesakes. */
import type { ServiceConfiguration } from '../../../../shared/configuration.ts'
import type { ProcessRow } from '../../../../shared/process.ts'
import { isKnown } from '../../../../shared/unknown.ts'
import { printable } from '../../../../shared/wording/numbers.ts'
import { called, isInterpreter, scriptOf, userName } from '../readable-name.ts'
import type { SuggestFacts } from './facts.ts'

type Settings = Pick<ServiceConfiguration, 'exe' | 'user' | 'port' | 'pidfile' | 'lockfile'>

/** Settings, and the sentences that say what they rest on. */
export interface FoundBy {
  readonly settings: Settings
  readonly found: readonly string[]
}

/** What a process runs, as a configuration can name it; null where nothing tells it from others. */
export function programPath(row: ProcessRow): string | null {
  if (!isKnown(row.executable)) return null
  if (!isInterpreter(row)) return row.executable.path
  const script = scriptOf(row)
  return script?.startsWith('/') === true ? script : null
}

function sayProgram(row: ProcessRow, path: string | null): string {
  if (!isKnown(row.executable)) return `What ${called(row)} runs cannot be read; root may.`
  const { path: file, deleted } = row.executable
  if (path === null) {
    return `${called(row)} runs ${printable(file)}, which runs many others as well; its own script has no absolute path.`
  }
  const replaced = deleted ? '; that file was replaced or removed since it started' : ''
  return path === file
    ? `${called(row)} runs ${printable(path)}${replaced}.`
    : `${called(row)} is the script ${printable(path)}, run by ${printable(file)}${replaced}.`
}

function byProgram({ main, target, script }: SuggestFacts): FoundBy {
  if (main === null) {
    if (target.kind !== 'exe') return { settings: {}, found: [] }
    return {
      settings: { exe: target.path },
      found: [`Nobody runs ${printable(target.path)} at present.`],
    }
  }
  const path = programPath(main)
  // The script says it itself; what is configured would replace all that it says.
  const isSaid = script !== null && script.knowsProgram
  return {
    settings: path === null || isSaid ? {} : { exe: path },
    found: [sayProgram(main, path)],
  }
}

function byPidFile({ pidFiles, target, main, script }: SuggestFacts): FoundBy {
  const trusted = pidFiles.filter(({ verdict }) => verdict === 'trusted')
  const doubtful = pidFiles.filter(({ verdict }) => verdict !== 'trusted' && verdict !== 'missing')
  const found = [
    ...trusted.map(({ path, evidence }) => `${printable(path)}: ${evidence.join(' ')}`),
    ...doubtful.map(
      ({ path, evidence }) => `${printable(path)} is not trusted: ${evidence.join(' ')}`,
    ),
    ...(main !== null && trusted.length + doubtful.length === 0
      ? [`No pid file names ${called(main)}.`]
      : []),
  ]
  const named = target.kind === 'pidfile' && main === null ? target.path : undefined
  const path = trusted[0]?.path ?? named
  const isSaid = script?.pidFiles.some((file) => file.path === path) === true
  return { settings: path === undefined || isSaid ? {} : { pidfile: path }, found }
}

function byLockFile({ lockFiles, script }: SuggestFacts): FoundBy {
  const [path] = lockFiles
  if (path === undefined) return { settings: {}, found: [] }
  const isSaid = script?.lockFiles.some((file) => file.path === path) === true
  return {
    settings: isSaid ? {} : { lockfile: path },
    found: [`${printable(path)} is there and bears its name.`],
  }
}

const listed = (rows: readonly ProcessRow[]): string =>
  rows.map((row) => `${called(row)} of ${userName(row)}`).join(', ')

/** A name means whoever runs it; `user:` and `port:` say which of several. */
function apart({ main, namesakes, ports }: SuggestFacts, by: Settings): FoundBy {
  if (main === null || namesakes.length === 0) return { settings: {}, found: [] }
  const user = userName(main)
  const isOthers = namesakes.some((row) => userName(row) !== user)
  const own = namesakes.filter((row) => userName(row) === user)
  const [port] = ports
  const needsPort = own.length > 0 && by.pidfile === undefined && port !== undefined
  const found = [
    `The same program runs apart from it: ${listed(namesakes)}.`,
    ...(isOthers ? [`user: ${user} keeps those of other users out.`] : []),
    ...(needsPort ? [`port: ${port} tells it from the others of ${user}.`] : []),
    ...(own.length > 0 && by.pidfile === undefined && port === undefined
      ? [`Nothing tells it from ${listed(own)}: a stop would mean all of them.`]
      : []),
  ]
  return {
    settings: { ...(isOthers && { user }), ...(needsPort && { port }) },
    found,
  }
}

/** How the service is found again. Without `exe`, `pidfile` and `port` it cannot be. */
export function findBy(facts: SuggestFacts): FoundBy {
  const program = byProgram(facts)
  const pidFile = byPidFile(facts)
  const lockFile = byLockFile(facts)
  const settings = { ...program.settings, ...pidFile.settings }
  const others = apart(facts, settings)
  // A script without a path of its own is one of many that its interpreter runs.
  const [port] = facts.ports
  const byPort = Object.keys(settings).length === 0 && facts.script === null && port !== undefined
  return {
    settings: {
      ...program.settings,
      ...others.settings,
      ...(byPort && { port }),
      ...pidFile.settings,
      ...lockFile.settings,
    },
    found: [
      ...program.found,
      ...pidFile.found,
      ...lockFile.found,
      ...others.found,
      ...(byPort ? [`It waits on port ${port}: by that it is found.`] : []),
    ],
  }
}
