import type { Command, CommandCall, DoorEngine } from '../command.ts'
import { endWithError, printResult } from '../print-result.ts'
import { withEngine } from '../with-engine.ts'

async function report(call: CommandCall, engine: DoorEngine): Promise<number> {
  const [run = ''] = call.arguments.positionals
  const made = await engine.request('report.make', { run })
  if (!made.ok) return endWithError(call, made.error)
  const { markdown } = made.value
  if (!call.json) for (const line of markdown.trimEnd().split('\n')) call.world.terminal.print(line)
  printResult(call, 0, { run, markdown })
  return 0
}

/** `quiesce report`: one run as Markdown. */
export const reportCommand: Command = {
  name: 'report',
  summary: 'one run as Markdown for a ticket: what was sent, why it hung, what is left',
  positionals: ['RUN'],
  options: [],
  details: ['RUN is the id of a run, as `quiesce journal` shows it.'],
  run: (call) => withEngine(call, (engine) => report(call, engine)),
}
