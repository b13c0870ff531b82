import type { JournalEntry } from '../../../shared/journal-entry.ts'
import { z } from 'zod'
import type { Member } from '../../../shared/process.ts'
import type { RunMember } from '../../../shared/run.ts'
import type { PastStop } from '../../../shared/service.ts'

/** The longest list of earlier stops that anybody looks at. */
const longest = 50

/** A run that is over, and of which service it was. */
export interface EndedRun extends PastStop {
  readonly target: string | null
  /** As it was called then; null where the record does not say. */
  readonly title: string | null
  /** Who ran what as its main process; null where the record does not say. */
  readonly command: string | null
  /** A person had a part in how long it took. */
  readonly timedByPerson: boolean
}

/** Which service is meant; `members` as it is seen now, or as a run saw it. */
export interface ServiceNames {
  readonly target: string
  readonly title: string
  readonly members: readonly (Member | RunMember)[]
}

const recorded = z.looseObject({
  title: z.string().nullable().catch(null),
  timedByPerson: z.boolean().catch(false),
  members: z
    .array(
      z.looseObject({
        member: z.looseObject({ main: z.boolean(), user: z.string(), args: z.string() }),
      }),
    )
    .catch([]),
})

type Ran = Pick<Member, 'main' | 'user' | 'args'>

/** "ada java -jar shop.jar": the name of a program alone has namesakes. */
function commandOf(members: readonly Ran[]): string | null {
  const head = members.find(({ main }) => main) ?? members[0]
  return head === undefined || head.args === '' ? null : `${head.user} ${head.args}`
}

/** The end of a run as its record tells it; null for every other record. */
export function toEndedRun(entry: JournalEntry): EndedRun | null {
  if (entry.kind !== 'outcome' || entry.run === null) return null
  const { run: runId, at, outcome, tookMs, target } = entry
  const state = recorded.safeParse(entry.state)
  const { title, timedByPerson, members } = state.success ? state.data : nothingRecorded
  return {
    ...{ runId, at: at.wall, outcome, tookMs, target, title, timedByPerson },
    command: commandOf(members.map(({ member }) => member)),
  }
}

const nothingRecorded = { title: null, timedByPerson: false, members: [] }

/** The target of one process differs from start to start. */
const isPid = (target: string | null): boolean => target?.startsWith('pid:') === true

/**
 * All ended runs of a service, newest first. A single process is known again by its name where the
 * same user ran the same command.
 */
export function endedRunsOf(
  runs: Iterable<EndedRun>,
  { target, title, members }: ServiceNames,
): readonly EndedRun[] {
  const command = commandOf(members.map((one) => ('member' in one ? one.member : one)))
  const isSame = (run: EndedRun): boolean =>
    isPid(target) && isPid(run.target) && run.title === title && run.command === command
  return [...runs]
    .filter((run) => run.target === target || (command !== null && isSame(run)))
    .sort((a, b) => b.at - a.at)
}

/** Earlier stops of a service as they are shown, newest first. */
export const gatherHistory = (runs: Iterable<EndedRun>, service: ServiceNames): PastStop[] =>
  endedRunsOf(runs, service)
    .slice(0, longest)
    .map(({ runId, at, outcome, tookMs }) => ({ runId, at, outcome, tookMs }))
