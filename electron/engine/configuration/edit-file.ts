/** Edits the person's own file: read, changed as a text, put in its place at once, read again. */
import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import { configurationError, largestBytes, readConfigurationText } from './file.ts'
import { newFileHeader } from './insert-service.ts'
import { readBefore, replaceFile, type FileBefore } from './replace-file.ts'
import { parseConfiguration, type ConfigurationFile } from './yaml.ts'

const bom = Buffer.from([0xef, 0xbb, 0xbf])

export interface EditOptions {
  /** The person's own file. */
  readonly path: string
  readonly uid: number
  /** What somebody else does between our reading and writing; for tests. */
  readonly beforeRename?: () => Promise<void>
}

/** Several errors of one file as one: the first, and how many follow. */
export function brokenFile(errors: readonly QuiesceError[]): QuiesceError {
  const [first, ...more] = errors
  if (!first) throw new Error('a refused file without an error')
  if (first.code !== 'bad-configuration' || first.next.startsWith('Nothing was written'))
    return first
  const others = more.length === 0 ? '' : ` (and ${more.length} more)`
  const next = 'Nothing was written. Correct the file, then try again.'
  return { ...first, message: `${first.message}${others}`, next }
}

interface Read {
  readonly before: FileBefore
  readonly text: string
  readonly hasBom: boolean
}

async function read({ path, uid }: EditOptions): Promise<Result<Read>> {
  // Refuses what must not be read at all: a FIFO, a file that others can write.
  const allowed = await readConfigurationText(path, uid)
  if (!allowed.ok) return fail(brokenFile([allowed.error]))
  const before = await readBefore(path)
  if (!before.ok) return before
  const { bytes } = before.value
  if (bytes === null) {
    return ok({ before: before.value, text: `${newFileHeader.join('\n')}\n`, hasBom: false })
  }
  const hasBom = bytes.subarray(0, 3).equals(bom)
  const text = bytes.toString('utf8', hasBom ? 3 : 0)
  return ok({ before: before.value, text, hasBom })
}

/** Reads the file once more, as the next start will. */
async function readAgain({ path, uid }: EditOptions): Promise<Result<ConfigurationFile>> {
  const text = await readConfigurationText(path, uid)
  const file = text.ok ? parseConfiguration(path, text.value ?? '') : fail([text.error])
  return file.ok ? file : fail(brokenFile(file.error))
}

function refuseTooLarge(path: string, bytes: Buffer): QuiesceError | null {
  if (bytes.length <= largestBytes) return null
  const message = `it would be larger than ${largestBytes / 1024} KiB, and be refused when it is read.`
  return configurationError(path, message, {
    next: 'Nothing was written. Take something out first.',
  })
}

/**
 * Changes the file's text, and gives the file as it is then. It is made where it is not there (`edit`
 * then gets what a new one begins with), and not touched where the text stays the same. Nothing is
 * written where the edit is refused, where the file must not be read or written, or where somebody
 * else has just changed it (`not-now`).
 */
export async function editFile(
  options: EditOptions,
  edit: (text: string) => Result<string, readonly QuiesceError[]>,
): Promise<Result<ConfigurationFile>> {
  const found = await read(options)
  if (!found.ok) return found
  const { before, text, hasBom } = found.value
  const edited = edit(text)
  if (!edited.ok) return fail(brokenFile(edited.error))
  if (edited.value === text) return readAgain(options)
  const bytes = Buffer.from(edited.value, 'utf8')
  const whole = hasBom ? Buffer.concat([bom, bytes]) : bytes
  const tooLarge = refuseTooLarge(options.path, whole)
  if (tooLarge !== null) return fail(tooLarge)
  const written = await replaceFile(before, whole, options.beforeRename)
  return written.ok ? readAgain(options) : written
}
