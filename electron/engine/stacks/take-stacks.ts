/** Takes the stacks of a service's processes: each stands still for a moment, so a person asks for it. */
import { fail, ok, type Result } from '../../../shared/errors.ts'
import type { RequestInput } from '../../../shared/contract.ts'
import type { ProcessRow } from '../../../shared/process.ts'
import type { ProcessStacks, StacksReport } from '../../../shared/stacks.ts'
import { describeStacks } from '../../../shared/wording/stacks-words.ts'
import { printable } from '../../../shared/wording/numbers.ts'
import { membersNow } from '../decide/members-now.ts'
import { groupStacks } from '../decide/thread-stacks.ts'
import { parseStackLines } from '../parse/stack-lines.ts'
import { hold } from './hold.ts'
import type { FoundStackTool, HoldPorts, StackPorts } from './ports.ts'
import { stackCommand } from './stack-tools.ts'

/** A tree of more processes than these is not looked at whole. */
const mostProcesses = 16
/** All of them together; each stands still for its own part only. */
export const stacksMs = 30_000
/** gdb reads the symbols of a large program while that stands still. */
const oneMs = 15_000
const mostBytes = 1024 * 1024

const noTool = {
  code: 'not-available',
  message: 'Neither eu-stack nor gdb is installed: no stacks were taken, nothing stood still.',
  next: 'Install one of them (Debian: apt install elfutils), then try again.',
} as const

export interface TakenStacks {
  readonly processes: readonly ProcessStacks[]
  readonly missing: StacksReport['missing']
}

async function takeOne(
  ports: HoldPorts,
  tool: FoundStackTool,
  row: ProcessRow,
  leftMs: number,
): Promise<ProcessStacks | string> {
  const { pid } = row.identity
  const argv = stackCommand(tool, pid)
  const held = await hold(ports, { row, argv, limitMs: Math.min(leftMs, oneMs), mostBytes })
  if (held.kind === 'not-let') return held.why
  if (held.kind === 'limit') return `${tool.name} was not done in time, and was ended`
  const stacks = groupStacks(parseStackLines(held.output))
  if (stacks.every(({ frames }) => frames.length === 0))
    return printable(held.output.trim().split('\n').at(-1) ?? '') || `${tool.name} told nothing`
  return { pid, name: row.name, stacks, heldMs: Math.round(held.tookMs) }
}

/** Of these, one after the other, so that only one stands still at a time. */
export async function stacksOf(
  ports: HoldPorts,
  tool: FoundStackTool,
  rows: readonly ProcessRow[],
): Promise<TakenStacks> {
  const until = ports.clock.now().mono + stacksMs
  const processes: ProcessStacks[] = []
  const missing: { what: string; why: string }[] = []
  for (const [index, row] of rows.entries()) {
    const leftMs = until - ports.clock.now().mono
    const taken =
      index >= mostProcesses
        ? `only ${mostProcesses} processes are looked at`
        : leftMs <= 0
          ? 'the time was over'
          : await takeOne(ports, tool, row, leftMs)
    if (typeof taken === 'string')
      missing.push({ what: `${row.name} (${row.identity.pid})`, why: taken })
    else processes.push(taken)
  }
  return { processes, missing }
}

/**
 * Refused where no tool is here (`not-available`), and for what may not be stopped: it may not be held
 * up either. The journal gets a record.
 */
export async function takeStacks(
  ports: StackPorts,
  wish: RequestInput<'stacks.take'>,
): Promise<Result<StacksReport>> {
  const run = wish.run === undefined ? null : await ports.findRun(wish.run)
  if (run !== null && !run.ok) return run
  const ofRun = run?.value ?? null
  const observed = await ports.observe(ofRun?.target ?? wish.target)
  if (!observed.ok) return observed
  const { target } = observed.value
  const refusal = ofRun !== null && ofRun.phase.kind !== 'ended' ? null : ports.refuseHold(target)
  if (refusal !== null) return fail(refusal)
  const tool = ports.findStackTool()
  if (tool === null) return fail(noTool)
  const { wall } = ports.clock.now()
  const taken = await ports.whileHeld(target, () =>
    stacksOf(ports, tool, membersNow(ports.readTable(), observed.value, ofRun)),
  )
  const report: StacksReport = { target, tool: tool.name, ...taken, at: wall }
  await ports.note(ofRun?.id ?? null, target, describeStacks(report))
  return ok(report)
}
