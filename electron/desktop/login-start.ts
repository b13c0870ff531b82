/**
 * Start at login. Electron's setLoginItemSettings does nothing on Linux, so the desktop file in the
 * person's own autostart folder is written and removed here.
 */
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, isAbsolute, join } from 'node:path'
import { fail, ok, type QuiesceError, type Result } from '../../shared/errors.ts'
import type { Settings } from '../../shared/settings.ts'
import { changeEntry, entryName, execLine, isOurs } from './desktop-entry.ts'
import { appImageOf, isPacked, type RunningFrom } from './own-files.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** What the packages put on the path: it stays the same across updates. */
const installed = '/usr/bin/quiesce-desktop'

/** Folder of the person's autostart entries. */
export function autostartFolder(environment: Environment): string {
  const named = environment['XDG_CONFIG_HOME'] ?? ''
  return join(isAbsolute(named) ? named : join(homedir(), '.config'), 'autostart')
}

/**
 * The command that starts us again: of an AppImage the file itself, of a package the command on the
 * path, of a checkout Electron with its folder.
 */
export async function startCommand(from: RunningFrom, hidden: boolean): Promise<readonly string[]> {
  const image = appImageOf(from)
  const packed = (await exists(installed)) ? installed : from.execPath
  const checkout = [from.execPath, dirname(dirname(from.here))]
  const base = image !== null ? [image] : isPacked(from) ? [packed] : checkout
  return hidden ? [...base, '--hidden'] : base
}

/**
 * Makes the autostart entry what the settings say. At a start nobody has asked for anything: an entry
 * that is not ours alone is then left as it is, and start at login that is on is made to hold.
 */
export async function writeLoginStart(
  { start, hidden }: Settings['login'],
  from: RunningFrom,
  occasion: 'start' | 'changed',
): Promise<Result<'written' | 'removed' | 'unchanged'>> {
  const exec = execLine(await startCommand(from, hidden))
  if (exec === null) return fail(oddPath)
  const file = join(autostartFolder(from.environment), entryName)
  try {
    const present = await readText(file)
    if (occasion === 'start' && !start && (present === null || !isOurs(present)))
      return ok('unchanged')
    const machineHasOne = await exists(join('/etc/xdg/autostart', entryName))
    const text = changeEntry(present, { start, exec, machineHasOne })
    return ok(text === present ? 'unchanged' : await putText(file, text))
  } catch (error) {
    return fail({ ...cannotWrite(file), cause: String(error) })
  }
}

async function putText(file: string, text: string | null): Promise<'written' | 'removed'> {
  if (text === null) {
    await rm(file)
    return 'removed'
  }
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  await writeFile(`${file}.new`, text, { mode: 0o644 })
  await rename(`${file}.new`, file)
  return 'written'
}

const oddPath: QuiesceError = {
  code: 'not-available',
  message: 'Quiesce lies at a path that no desktop file can name.',
  next: 'Move it to a folder without line breaks in its name; start at login was not changed.',
}

const cannotWrite = (file: string): QuiesceError => ({
  code: 'unreadable',
  message: `${file} could not be written, so start at login stays as it is.`,
  next: 'Look at who owns that folder, then set it again.',
  place: file,
})

const exists = async (path: string): Promise<boolean> => (await statOrNull(path)) !== null

async function statOrNull(path: string): Promise<unknown> {
  try {
    return await stat(path)
  } catch {
    return null // Not there, or not to be seen: either way it cannot be started by that name.
  }
}

async function readText(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
