import type { ErrorCode, QuiesceError } from '../../../shared/errors.ts'
import type { ProcessRow } from '../../../shared/process.ts'
import type { PidFileVerdict } from '../../../shared/service.ts'
import { printable } from '../../../shared/wording/numbers.ts'
import { called } from './readable-name.ts'
import { shellWord } from './shell-word.ts'
import { printTarget } from './target.ts'

const codes: Record<PidFileVerdict['verdict'], ErrorCode> = {
  trusted: 'internal',
  missing: 'stale-pid-file',
  stale: 'stale-pid-file',
  unsafe: 'unsafe-pid-file',
  bad: 'bad-pid-file',
  unreadable: 'unreadable',
}

const sayVerdict: Record<PidFileVerdict['verdict'], string> = {
  trusted: 'is trusted',
  missing: 'is missing',
  stale: 'is stale',
  unsafe: 'is not safe to believe',
  bad: 'names no process',
  unreadable: 'cannot be read',
}

/**
 * Why a pid file forbids a run, or null where it does not: it is trusted, or the service is plainly
 * dead. `alive`: some process has the pid it names. `unnamed`: processes that fit the configuration
 * and that the file does not name; while there are any, nobody may say that the service is stopped.
 */
export function refusePidFile(
  verdict: PidFileVerdict,
  alive: boolean,
  unnamed: readonly ProcessRow[],
): QuiesceError | null {
  const path = printable(verdict.path)
  const says = `The pid file ${path} ${sayVerdict[verdict.verdict]}. ${verdict.evidence.join(' ')}`
  const [first] = unnamed
  const dead = verdict.verdict === 'missing' || (verdict.verdict === 'stale' && !alive)
  if (verdict.verdict === 'trusted' || (dead && !first)) return null
  if (first && (dead || verdict.verdict === 'stale')) {
    const { pid, startTicks } = first.identity
    return {
      code: codes[verdict.verdict],
      message: `${says} Yet ${called(first)} runs the service's executable.`,
      next: `Look at it, and stop it as \`${printTarget({ kind: 'pid', pid, startTicks })}\` if it is the one.`,
      candidates: unnamed.map((row) =>
        printTarget({ kind: 'pid', pid: row.identity.pid, startTicks: row.identity.startTicks }),
      ),
    }
  }
  const next =
    verdict.verdict === 'stale'
      ? `The service itself is not running. Remove the file once you are sure: \`rm ${shellWord(verdict.path)}\`.`
      : 'Find the process yourself, and name it as `pid:N` or `exe:/PATH`.'
  return { code: codes[verdict.verdict], message: says, next }
}
