/** The command that would start a process again, from its own arguments. */
import type { ProcessRow } from '../../../../shared/process.ts'
import { isKnown } from '../../../../shared/unknown.ts'
import { printable } from '../../../../shared/wording/numbers.ts'
import { mask } from '../../parse/secrets.ts'
import { isInterpreter, scriptOf } from '../readable-name.ts'

/** A command, or why there is none; either way a sentence for the person. */
export interface StartGuess {
  readonly argv: readonly string[] | null
  readonly sentence: string
}

const none = (why: string): StartGuess => ({ argv: null, sentence: `No start command: ${why}.` })
const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/**
 * The program by an absolute path. The kernel knows it as the file behind all links; where the first
 * argument is another path of the same name, an upgrade may move that file, so the path stays.
 */
function programOf(first: string, path: string, interpreter: boolean): string | null {
  // A title may end like the path: `nginx: master process /usr/sbin/nginx`.
  if (first !== path && /\s/.test(first)) return null
  const [named, real] = [lastPart(first), lastPart(path)]
  // `python3` is python3.11.
  const isSame = named === real || (interpreter && named !== '' && real.startsWith(named))
  if (!isSame) return null
  return first.startsWith('/') ? first : path
}

/** The start command of a main process; what it cannot know, it leaves out and says so. */
export function guessStart(row: ProcessRow): StartGuess {
  if (!isKnown(row.args) || row.args.length === 0) return none('its arguments cannot be read')
  if (!isKnown(row.executable)) return none('its executable cannot be read')
  const [first = '', ...rest] = row.args
  const program = programOf(first, row.executable.path, isInterpreter(row))
  if (program === null) {
    return none(`"${printable(first)}" is a title that it gave itself, and its arguments are gone`)
  }
  if (row.args.some((word) => word.includes(mask))) {
    return none('its arguments hold a secret, which stands in no configuration')
  }
  if (rest.some((word) => word === '' || word.includes('\ufffd'))) {
    return none(
      'its arguments hold what no configuration can: nothing at all, or bytes that are no text',
    )
  }
  const script = scriptOf(row)
  if (isInterpreter(row) && script !== null && script.includes('.') && !script.startsWith('/')) {
    return none(`its script ${printable(script)} is named by a path that depends on a folder`)
  }
  const sentence =
    'The start command is its own arguments; folder, environment and user of its start are not known.'
  return { argv: [program, ...rest], sentence }
}
