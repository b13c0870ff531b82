import { writeFile } from 'node:fs/promises'
import type { QuiesceError } from '../../../shared/errors.ts'
import { printable } from '../../../shared/wording/numbers.ts'
import { causeOf, errnoOf, errnoWords } from '../../engine/errno.ts'
import type { Command, CommandCall, DoorEngine } from '../command.ts'
import { endWithError, printResult } from '../print-result.ts'
import { withEngine } from '../with-engine.ts'

/** Writes a new file, closed to others; null, or why not. */
async function write(file: string, text: string): Promise<QuiesceError | null> {
  try {
    await writeFile(file, text, { flag: 'wx', mode: 0o600 })
    return null
  } catch (error) {
    const errno = errnoOf(error)
    if (errno === null) throw error
    const isDenied = ['EACCES', 'EPERM', 'EROFS'].includes(errno)
    return {
      code: errno === 'EEXIST' ? 'bad-input' : isDenied ? 'no-permission' : 'backend-failed',
      message: `${file} cannot be written: ${errnoWords(error)}.`,
      next: 'Name a file that is not there yet, in a folder that is yours.',
      place: file,
      cause: causeOf(error),
    }
  }
}

/** To a person nothing that a terminal would obey; to a pipe what the file says. */
function printText({ world: { terminal } }: CommandCall, text: string): void {
  for (const line of text.replace(/\n$/, '').split('\n')) {
    terminal.print(terminal.interactive ? printable(line) : line)
  }
}

async function exportFile(call: CommandCall, engine: DoorEngine): Promise<number> {
  const exported = await engine.request('configuration.export', {})
  if (!exported.ok) return endWithError(call, exported.error)
  const { fileName, text } = exported.value
  const [file = null] = call.arguments.positionals
  const refused = file === null ? null : await write(file, text)
  if (refused) return endWithError(call, refused)
  const { terminal } = call.world
  if (!call.json) {
    if (file !== null) terminal.print(`Your configuration is in ${printable(file)}.`)
    else printText(call, text)
  }
  printResult(call, 0, { fileName, text, file })
  return 0
}

/** `quiesce export`: the person's own file, to be kept elsewhere. */
export const exportCommand: Command = {
  name: 'export',
  summary: 'your configuration as a file, to keep or to take elsewhere',
  positionals: ['[FILE]'],
  options: [],
  details: [
    'Without FILE it is printed. A file that is there already is left alone.',
    'Exit status: 0, 15 no permission, 64 a file that is there already, or a configuration that cannot be read.',
  ],
  run: (call) => withEngine(call, (engine) => exportFile(call, engine)),
}
