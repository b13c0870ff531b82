/** Writes the memory of a process into the folder: it stands still for as long as that takes. */
import { chmod, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { ProcessRow } from '../../../shared/process.ts'
import { bytes, duration, printable } from '../../../shared/wording/numbers.ts'
import { errnoOf, errnoWords } from '../errno.ts'
import { below, type EvidenceFolder } from './evidence-folder.ts'
import type { EvidenceWriter } from './evidence-writer.ts'
import type { EvidencePorts } from './ports.ts'

/** A tree of more processes than these is not written whole. */
const mostCores = 8
/** So much has to stay free on the disk beside a core. */
const spareBytes = 256 * 1024 * 1024

/** timeout(1): it ends gcore and its gdb together, and the kernel then lets go of the process. */
const timeoutTool = '/usr/bin/timeout'
const killAfterS = 2
/** After the limit of cores, until the last one has been ended for sure. Milliseconds. */
export const coreEndsMs = (killAfterS + 2) * 1000
/** Its limit was over; it had to kill. */
const endedByLimit: ReadonlySet<number> = new Set([124, 137])

export const noCoreTool =
  'gcore is not installed (Debian: apt install gdb); nothing was stopped for it'

/** Cores of these, one after the other, within the limit of all cores. */
export async function saveCores(
  ports: Pick<EvidencePorts, 'clock' | 'commands' | 'limits' | 'findCoreTool'>,
  to: { readonly folder: EvidenceFolder; readonly writer: EvidenceWriter },
  rows: readonly ProcessRow[],
): Promise<void> {
  const { clock, limits } = ports
  const { writer } = to
  const tool = ports.findCoreTool()
  const until = clock.now().mono + limits.coreMs
  for (const [index, row] of rows.entries()) {
    const what = `the core of ${row.name} (${row.identity.pid})`
    const leftMs = until - clock.now().mono
    if (tool === null) writer.miss(what, noCoreTool)
    else if (index >= mostCores) writer.miss(what, `only ${mostCores} cores are written`)
    else if (leftMs <= 0) writer.cutShort(what, 'the time for cores was over')
    else {
      const why = await saveCore(ports, to, { tool, row, leftMs })
      if (why !== null) writer.miss(what, why)
    }
  }
}

interface Core {
  readonly tool: string
  readonly row: ProcessRow
  readonly leftMs: number
}

/** Why it was not written, or null. */
async function saveCore(
  { commands }: Pick<EvidencePorts, 'commands'>,
  { folder, writer }: { readonly folder: EvidenceFolder; readonly writer: EvidenceWriter },
  { tool, row, leftMs }: Core,
): Promise<string | null> {
  const { pid } = row.identity
  const name = `core.${pid}`
  try {
    const disk = await statfs(below(folder.handle, '.'))
    const free = disk.bavail * disk.bsize
    if (free < row.residentBytes + spareBytes) return `only ${bytes(free)} are free there`
    // gcore adds `.PID` to the name. By the folder that is held: its path may lead elsewhere by then.
    const to = join('/proc', String(process.pid), 'fd', String(folder.handle.fd), 'core')
    // While gdb holds the process it stands still: gdb has to end, whether or not it is done.
    const limit = ['-k', String(killAfterS), String(Math.ceil(leftMs / 1000))]
    const argv = [timeoutTool, ...limit, tool, '-o', to, String(pid)]
    const result = await commands.run(argv, leftMs + coreEndsMs)
    if (!result.ok) return result.error.message
    const { status, timedOut, output } = result.value
    if (timedOut || endedByLimit.has(status ?? 0)) {
      await rm(below(folder.handle, name), { force: true })
      return `it was still being written after ${duration(leftMs)}, and was given up`
    }
    if (status !== 0) return printable(output.trim().split('\n').at(-1) ?? '') || 'gcore failed'
    await chmod(below(folder.handle, name), 0o600)
    const written = await stat(below(folder.handle, name))
    writer.note({ name, bytes: written.size })
    return null
  } catch (error) {
    if (errnoOf(error) === null) throw error
    return errnoWords(error)
  }
}
