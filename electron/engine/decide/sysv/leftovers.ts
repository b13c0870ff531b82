/** Which files a dead service left, and whether it is proven that they are nobody's any more. */
import type { Leftover } from '../../../../shared/leftovers.ts'
import type { PidFileVerdict } from '../../../../shared/service.ts'
import { printable } from '../../../../shared/wording/numbers.ts'
import { livesStill } from '../leftovers/lives-still.ts'
import type { Look } from '../observed.ts'

/** Where pid and lock files of daemons lie: FHS 3.0, sections 3.15, 5.9 and 5.13. */
const knownPlaces = ['/run/', '/var/run/', '/var/lock/', '/run/lock/']

/** True for a path in one of those folders, or a configured one. */
export function isKnownPlace(path: string, configured: readonly string[]): boolean {
  if (configured.includes(path)) return true
  const isPlain = !path.split('/').includes('..')
  return isPlain && knownPlaces.some((place) => path.startsWith(place))
}

/** The files that a person configured for a service. */
export const configuredFiles = ({ observed: { configuration } }: Look): readonly string[] =>
  [configuration?.pidfile, configuration?.lockfile].filter((path) => path !== undefined)

const elsewhere =
  'It lies in none of the folders for such files (/run, /var/run, /var/lock, /run/lock), and nobody configured it.'

const sayWhyKept: Readonly<Record<PidFileVerdict['verdict'], string | null>> = {
  stale: null,
  trusted: 'The process that it names is the service.',
  missing: 'It is not there.',
  unsafe: 'Others could have written it, so that nothing is proven by what it says.',
  bad: 'It names no process, so nobody can tell whose it is.',
  unreadable: 'It cannot be read.',
}

function judgePid(look: Look, file: PidFileVerdict): Leftover[] {
  const { path, verdict, evidence } = file
  if (verdict === 'missing' || verdict === 'trusted') return []
  const place = isKnownPlace(path, configuredFiles(look)) ? null : elsewhere
  const keep = livesStill(look) ?? sayWhyKept[verdict] ?? place
  const proof = [...evidence.map(printable), ...(keep === null ? ['No process of it lives.'] : [])]
  return [{ id: `pid-file:${path}`, kind: 'pid-file', label: path, path, proof, keep }]
}

/** Only where something says which processes it would have, none of them proves that it is dead. */
function knowsItsProcesses({ observed }: Look): boolean {
  const { init, pidFile, configuration } = observed
  if (configuration?.exe !== undefined || configuration?.port !== undefined) return true
  if (pidFile?.verdict === 'stale') return true
  return init?.seesProgram === true
}

function judgeLock(look: Look, path: string): Leftover {
  const place = isKnownPlace(path, configuredFiles(look)) ? null : elsewhere
  const blind = knowsItsProcesses(look)
    ? null
    : 'Nothing says which processes the service has, so nobody can tell that it is dead.'
  const doubtful = (look.observed.init?.pidFiles ?? []).find(({ verdict }) =>
    ['unsafe', 'bad', 'unreadable'].includes(verdict),
  )
  const unsure = doubtful ? `Whether it lives is open: ${doubtful.evidence.join(' ')}` : null
  const keep = livesStill(look) ?? unsure ?? blind ?? place
  const proof = ['It is there.', ...(keep === null ? ['No process of the service lives.'] : [])]
  return { id: `lock-file:${path}`, kind: 'lock-file', label: path, path, proof, keep }
}

/** Pid and lock files that are there without belonging to a living service; nothing is touched. */
export function decideLeftovers(look: Look): readonly Leftover[] {
  const { observed } = look
  const pidFiles = observed.init?.pidFiles ?? (observed.pidFile ? [observed.pidFile] : [])
  const locks = observed.init?.lockFiles ?? (observed.lockFile === null ? [] : [observed.lockFile])
  // A lock file of a living service is no leftover at all.
  const isAlive = observed.members.length > 0
  return [
    ...pidFiles.flatMap((file) => judgePid(look, file)),
    ...locks.filter(({ there }) => there && !isAlive).map(({ path }) => judgeLock(look, path)),
  ]
}
