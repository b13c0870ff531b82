/** What a schedule does, a sentence for each step, while it is typed. */
import {
  isForce,
  parseSchedule,
  printSchedule,
  unaskedForceSteps,
  type Schedule,
  type ScheduleItem,
} from '../../shared/schedule.ts'
import { duration } from '../../shared/wording/numbers.ts'

const whom = {
  main: 'the main process',
  all: 'every process of it',
  group: 'its process group',
} as const

function sentenceOf(item: ScheduleItem, before: ScheduleItem | undefined): string {
  switch (item.kind) {
    case 'stop':
      return 'asks the service to stop, in its own way'
    case 'signal':
      return `sends ${item.signal} to ${whom[item.scope]}`
    case 'wait':
      return before !== undefined && isForce(before)
        ? `looks for ${duration(item.seconds * 1000)} whether all are gone`
        : `waits at most ${duration(item.seconds * 1000)}`
    case 'ask':
      return 'asks you, and tells what was found out'
    case 'wait-on':
      return 'waits without an end'
  }
}

export interface ScheduleLine {
  /** The step as it is written. */
  readonly item: string
  readonly sentence: string
  /** It kills, and nothing before it asks. */
  readonly unasked: boolean
}

function explain(schedule: Schedule): readonly ScheduleLine[] {
  const unasked = new Set(unaskedForceSteps(schedule))
  return schedule.map((item, at) => {
    const sentence = sentenceOf(item, schedule[at - 1])
    const clause = !isForce(item)
      ? ''
      : unasked.has(at)
        ? ', and nothing before it asks you'
        : ', only after your word'
    return { item: printSchedule([item]), sentence: sentence + clause, unasked: unasked.has(at) }
  })
}

/** The steps of a schedule, or what is wrong with it. */
export function scheduleLines(text: string): {
  readonly lines: readonly ScheduleLine[]
  readonly error: string | null
} {
  const parsed = parseSchedule(text)
  if (!parsed.ok) {
    return { lines: [], error: `${parsed.error.message} ${parsed.error.next}` }
  }
  return { lines: explain(parsed.value), error: null }
}
