/** Changes what stands in the person's own file, value by value; all else stays as it was written. */
import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import { editFile, type EditOptions } from './edit-file.ts'
import { configurationError } from './file.ts'
import { mostAliases, rewriteYaml, type Rewrite, type Values } from './rewrite/rewrite.ts'
import { parseConfiguration, type ConfigurationFile } from './yaml.ts'

/** The file as it is: what the schema reads in it, and what is written. */
export interface FileNow {
  readonly file: ConfigurationFile
  /** As written: nothing is filled in. */
  readonly values: Values
}

/** What is to be written, or every reason why not. */
export type DecideChange = (now: FileNow) => Result<Rewrite, readonly QuiesceError[]>

const formRefused = (path: string): QuiesceError =>
  configurationError(path, 'it has a form in which a program cannot write this without harm.', {
    next: 'Nothing was written. Change it by hand: an anchor, an alias or a comment is in the way.',
    place: path,
  })

/** Lines of a text that nobody has seen mean nothing to a person: the words alone do. */
const refuseAfter = ({ place = '', message, ...error }: QuiesceError): QuiesceError => ({
  ...error,
  code: 'bad-input',
  message: message.replace(`${place}: `, ''),
  next: 'Nothing was written. Correct it, then try again.',
})

/**
 * A text with a change made in it. Errors: `bad-configuration` with each place where the text is
 * refused as it is or would be, where it cannot be written so, and what `decide` refuses.
 */
export function changeText(
  path: string,
  text: string,
  decide: DecideChange,
): Result<string, readonly QuiesceError[]> {
  const file = parseConfiguration(path, text)
  if (!file.ok) return file
  const { document } = file.value
  const values = (document.toJS({ maxAliasCount: mostAliases }) ?? {}) as Values
  const rewrite = decide({ file: file.value, values })
  if (!rewrite.ok) return rewrite
  const after = rewriteYaml({ text, document }, rewrite.value)
  if (after === null) return fail([formRefused(path)])
  const read = parseConfiguration(path, after)
  return read.ok ? ok(after) : fail(read.error.map(refuseAfter))
}

/** The same in the file itself, which is made where it is not there. Gives the file as it is then. */
export const changeFile = (
  options: EditOptions,
  decide: DecideChange,
): Promise<Result<ConfigurationFile>> =>
  editFile(options, (text) => changeText(options.path, text, decide))
