import type { ProcessStacks, StacksReport, ThreadStack } from '../stacks.ts'
import { count, duration, printable } from './numbers.ts'

/** What asking for stacks costs, before it is asked. */
export const stacksPrice =
  'Each process stands still while its stacks are read, for some hundredths of a second as a rule.'

/** "Took the stacks of nginx (4711) with eu-stack; it stood still for 20 ms." */
export function describeStacks({ tool, processes, missing }: StacksReport): string {
  const names = processes.map(({ name, pid }) => `${name} (${pid})`)
  const longest = Math.max(0, ...processes.map(({ heldMs }) => heldMs))
  const most = longest < 100 ? 'less than 0.1\u00a0s' : `${duration(longest)} at most`
  const stood =
    processes.length === 1 ? `it stood still for ${most}` : `each stood still for ${most}`
  const lost =
    missing.length === 0
      ? ''
      : ` Of ${count(missing.length, 'process', 'processes')} there are none.`
  if (processes.length === 0) return `No stacks were taken.${lost}`
  return `Took the stacks of ${printable(names.join(', '))} with ${tool}; ${stood}.${lost}`
}

/** "63 threads (4712, 4713, …)", "thread 4711". */
export function whichThreads({ threads }: ThreadStack): string {
  const [first = 0, second, third] = threads
  if (second === undefined) return `thread ${first}`
  const more = threads.length > 3 ? ', …' : ''
  const named = [first, second, third].filter((thread) => thread !== undefined).join(', ')
  return `${threads.length} threads (${named}${more})`
}

/** Its stacks as lines of text, the innermost function first. */
export const stackLines = ({ name, pid, stacks }: ProcessStacks): readonly string[] => [
  `${printable(name)} (${pid})`,
  ...stacks.flatMap((stack) => [
    `  ${whichThreads(stack)}`,
    ...stack.frames.map((frame, at) => `    ${at === 0 ? 'in  ' : 'from'} ${printable(frame)}`),
  ]),
]
