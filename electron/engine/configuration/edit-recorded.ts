/** Changes of the person's own file as requests make them: tried first, recorded, written, in force. */
import { fail, ok, type Result } from '../../../shared/errors.ts'
import type { JournalBody } from '../../../shared/journal-entry.ts'
import { changeFile, type DecideChange, type FileNow } from './change-file.ts'
import type { ConfigurationStore, LoadedConfiguration } from './configuration.ts'
import { brokenFile } from './edit-file.ts'
import type { Values } from './rewrite/rewrite.ts'
import { parseConfiguration, type ConfigurationFile } from './yaml.ts'

export interface EditPorts {
  readonly store: Pick<ConfigurationStore, 'current' | 'reload'>
  /** The person's own file. */
  readonly file: string
  readonly uid: number
  /** Who changes it, for the record. */
  readonly by: string
  readonly record: (target: string | null, body: JournalBody) => Promise<Result<unknown>>
  /** What somebody else does between our reading and writing; for tests. */
  readonly beforeRename?: () => Promise<void>
}

/** The person's own file as it was read last; an empty one where there is none. */
export function ownFile({ files }: LoadedConfiguration, path: string): FileNow {
  const own = files.find((one) => one.path === path)
  const empty = parseConfiguration(path, '')
  if (!empty.ok) throw new Error('an empty file is a good one')
  const file = own ?? empty.value
  return { file, values: (file.document.toJS() ?? {}) as Values }
}

export interface RecordedEdit {
  /** The service that it is about, null where it is about none. */
  readonly target: string | null
  /** What is about to be done, as a sentence, when `decide` has seen the file. */
  before(): string
  /** What was done. */
  after(file: ConfigurationFile): string
  readonly decide: DecideChange
}

/**
 * Tries the change with what was read last, writes it to the record, then into the file, and has it in
 * force at once. Gives the file as it is then.
 */
export async function editRecorded(
  ports: EditPorts,
  edit: RecordedEdit,
): Promise<Result<ConfigurationFile>> {
  const { store, file, uid, beforeRename } = ports
  const tried = edit.decide(ownFile(await store.reload(), file))
  if (!tried.ok) return fail(brokenFile(tried.error))
  const say = (sentence: string) => ports.record(edit.target, { kind: 'notice', sentence })
  const said = await say(edit.before())
  if (!said.ok) return said
  const options = { path: file, uid, ...(beforeRename && { beforeRename }) }
  const written = await changeFile(options, edit.decide)
  await store.reload()
  if (!written.ok) return written
  await say(edit.after(written.value))
  return ok(written.value)
}
