/** Writes where the threads of each process stand in their program: each stands still for a moment. */
import type { ProcessRow } from '../../../shared/process.ts'
import { stackLines } from '../../../shared/wording/stacks-words.ts'
import type { FoundStackTool, HoldPorts } from '../stacks/ports.ts'
import { stacksOf } from '../stacks/take-stacks.ts'
import type { EvidenceWriter } from './evidence-writer.ts'

export interface StackSaving extends HoldPorts {
  findStackTool(): FoundStackTool | null
}

export const noStackTool =
  'neither eu-stack nor gdb is installed (Debian: apt install elfutils); nothing stood still for it'

/** One file for each process. */
export async function saveStacks(
  ports: StackSaving,
  writer: EvidenceWriter,
  rows: readonly ProcessRow[],
): Promise<void> {
  const tool = ports.findStackTool()
  if (tool === null) {
    writer.miss('the stacks of its programs', noStackTool)
    return
  }
  const { processes, missing } = await stacksOf(ports, tool, rows)
  for (const { what, why } of missing) writer.miss(`the stacks of ${what}`, why)
  for (const one of processes) {
    await writer.writeAlways(`${one.pid}.stacks.txt`, `${stackLines(one).join('\n')}\n`)
  }
}
