/** Writes the memory of a process into the folder: it stands still for as long as that takes. */
import { chmod, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { ProcessRow } from '../../../shared/process.ts'
import { bytes, duration, printable } from '../../../shared/wording/numbers.ts'
import { errnoOf, errnoWords } from '../errno.ts'
import { below, type EvidenceFolder } from './evidence-folder.ts'
import type { EvidenceWriter } from './evidence-writer.ts'
import { hold } from '../stacks/hold.ts'
import type { HoldPorts } from '../stacks/ports.ts'
import type { EvidencePorts } from './ports.ts'

/** A tree of more processes than these is not written whole. */
const mostCores = 8
/** So much has to stay free on the disk beside a core. */
const spareBytes = 256 * 1024 * 1024

export const noCoreTool =
  'gcore is not installed (Debian: apt install gdb); nothing was stopped for it. SIGABRT, as a step of a schedule, makes the kernel write one where core(5) lets it'

/** Cores of these, one after the other, within the limit of all cores. */
export async function saveCores(
  ports: HoldPorts & Pick<EvidencePorts, 'limits' | 'findCoreTool'>,
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
  ports: HoldPorts,
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
    const held = await hold(ports, { row, argv: [tool, '-o', to, String(pid)], limitMs: leftMs })
    if (held.kind === 'not-let') return held.why
    if (held.kind === 'limit') {
      await rm(below(folder.handle, name), { force: true })
      return `it was still being written after ${duration(leftMs)}, and was given up`
    }
    if (held.status !== 0)
      return printable(held.output.trim().split('\n').at(-1) ?? '') || 'gcore failed'
    await chmod(below(folder.handle, name), 0o600)
    const written = await stat(below(folder.handle, name))
    writer.note({ name, bytes: written.size })
    return null
  } catch (error) {
    if (errnoOf(error) === null) throw error
    return errnoWords(error)
  }
}
