/**
 * The file that a browser is opened with. The token never stands in a process's arguments, where
 * every user of the machine can read it (proc(5), /proc/PID/cmdline); a file of one's own it may.
 */
import { chmodSync, lstatSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fail, ok, type Result } from '../../shared/errors.ts'

/** Makes the folder if need be; a folder that others own or may write into is refused. */
function prepareFolder(folder: string): string | null {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const stat = lstatSync(folder)
  if (!stat.isDirectory()) return `${folder} is no folder`
  if (stat.uid !== process.getuid?.()) return `${folder} belongs to another user`
  if ((stat.mode & 0o022) !== 0) return `others may write into ${folder}`
  return null
}

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
  const file = join(folder, `console-${port}.html`)
  const refuse = (cause: string): Result<never> =>
    fail({
      code: 'not-available',
      message: 'The file that opens the console cannot be written.',
      next: 'Set XDG_RUNTIME_DIR to a folder of your own (mode 0700).',
      place: file,
      cause,
    })
  try {
    const problem = prepareFolder(folder)
    if (problem !== null) return refuse(problem)
    rmSync(file, { force: true })
    writeFileSync(file, page(url), { mode: 0o600, flag: 'wx' })
    // The mode above is narrowed by the umask, never widened; this states it whatever the umask is.
    chmodSync(file, 0o600)
    return ok(file)
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error))
  }
}
