/**
 * The file that a browser is opened with. The token never stands in a process's arguments, where
 * every user of the machine can read it (proc(5), /proc/PID/cmdline); a file of one's own it may.
 */
import { chmodSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fail, ok, type Result } from '../../shared/errors.ts'
import { makePrivateFolder } from '../engine/private-folder.ts'

const page = (url: string): string =>
  `<!doctype html>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0;url=${url}">
<title>Quiesce</title>
<a href="${url}">Open Quiesce</a>
`

/**
 * Writes a page (0600) that leads to the console, and returns its path. The port is in the name:
 * whoever holds the port may replace the file, because an older one's console is gone.
 */
export function writeOpenerFile(folder: string, port: number, url: string): Result<string> {
  const made = makePrivateFolder(folder, process.getuid?.() ?? 0)
  if (!made.ok) return made
  const file = join(folder, `console-${port}.html`)
  try {
    rmSync(file, { force: true })
    writeFileSync(file, page(url), { mode: 0o600, flag: 'wx' })
    // The mode above is narrowed by the umask; without this a strange umask would lock us out, too.
    chmodSync(file, 0o600)
    return ok(file)
  } catch (error) {
    return fail({
      code: 'not-available',
      message: 'The file that opens the console cannot be written.',
      next: 'Look whether its folder is full or read-only.',
      place: file,
      cause: error instanceof Error ? error.message : String(error),
    })
  }
}
