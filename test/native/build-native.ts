import { execFile } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const sources = join(import.meta.dirname, '../../build/native')

/** The two native programs, built from the sources at hand into a folder that nobody else uses. */
export interface NativeBuild {
  readonly folder: string
  readonly helper: string
  readonly practice: string
  remove(): Promise<void>
}

/** Runs make on the native sources; rejects with the compiler's words when it fails. */
export async function makeNative(out: string, ...goals: readonly string[]): Promise<string> {
  const { stderr } = await promisify(execFile)('make', [
    '-C',
    sources,
    '-j4',
    `OUT=${out}`,
    ...goals,
  ])
  return stderr
}

export async function buildNative(): Promise<NativeBuild> {
  const folder = await mkdtemp(join(tmpdir(), 'quiesce-native-'))
  // Other users must be able to run the helper: one test drops root's rights.
  await chmod(folder, 0o755)
  const remove = () => rm(folder, { recursive: true, force: true })
  await makeNative(folder).catch(async (error: unknown) => {
    await remove()
    throw error
  })
  return {
    folder,
    helper: join(folder, 'quiesce-signal-helper'),
    practice: join(folder, 'quiesce-practice'),
    remove,
  }
}
