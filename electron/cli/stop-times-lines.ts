/** How long stops of a service take, and the wait that would do, as lines. */
import type { Diagnosis } from '../../shared/diagnosis.ts'
import type { Run } from '../../shared/run.ts'
import { printSchedule } from '../../shared/schedule.ts'
import type { StopTimes } from '../../shared/stop-times.ts'
import {
  proposedSchedule,
  unusualSentence,
  usualSentence,
} from '../../shared/wording/stop-times-words.ts'

const some = (sentences: readonly (string | null)[]): string[] =>
  sentences.flatMap((sentence) => sentence ?? [])

/** What is usual, and a longer wait where this schedule has too short a one. */
export const stopTimesLines = (schedule: string, times: StopTimes | null): string[] =>
  times === null ? [] : some([usualSentence(times), proposedSchedule(schedule, times)])

/** The same of a run that takes longer than usual; nothing while it does not. */
export function unusualLines(
  { startedAt, schedule }: Pick<Run, 'startedAt' | 'schedule'>,
  { usual, at }: Pick<Diagnosis, 'usual' | 'at'>,
): string[] {
  const unusual = unusualSentence(usual, at - startedAt.wall)
  if (unusual === null) return []
  return some([unusual, proposedSchedule(printSchedule(schedule), usual)])
}
