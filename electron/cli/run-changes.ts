/** What happened between two looks at a run, as the lines that `--json` prints and text is made of. */
import type { RunView } from '../../shared/contract.ts'
import type { RunLine } from '../../shared/json-output.ts'
import type { Member, ProcessIdentity } from '../../shared/process.ts'
import { identityKey } from '../../shared/process.ts'
import { livingMembers, pairMembers, type Phase, type Run } from '../../shared/run.ts'
import { printSchedule } from '../../shared/schedule.ts'
import { phaseSentence } from '../../shared/wording/cli.ts'
import { ceilingLines, unitLines } from './unit-changes.ts'

export interface JsonProcess {
  pid: number
  startTicks: number
  boot: string
  name: string
}

/** An identity with the name that the run knows it by. */
export function toJsonProcess(identity: ProcessIdentity, name: string): JsonProcess {
  const { pid, startTicks, boot } = identity
  return { pid, startTicks, boot, name }
}

/** A member as `--json` prints it. */
export const memberToJson = (member: Member): JsonProcess =>
  toJsonProcess(member.identity, member.name)

/** The name a run knows a process by, '' where it knows none. */
export function nameIn(run: Run, identity: ProcessIdentity): string {
  const key = identityKey(identity)
  return run.members.find((m) => identityKey(m.member.identity) === key)?.member.name ?? ''
}

/** When the present wait ends (wall clock), null where none ends by itself. */
export function phaseUntil(phase: Phase): number | null {
  switch (phase.kind) {
    case 'stopping':
    case 'forcing':
    case 'waiting':
      return phase.deadline?.wall ?? null
    case 'verifying':
      return phase.until.wall
    case 'planned':
    case 'held':
    case 'asking':
    case 'ended':
      return null
  }
}

function signalLines(before: Run | null, run: Run): RunLine[] {
  return run.sent.flatMap((sent, at): RunLine[] => {
    // An intent is written as `maybe` and becomes its result: only the result is news.
    const isNews =
      sent.outcome === 'maybe'
        ? run.phase.kind === 'ended' && before?.phase.kind !== 'ended'
        : before?.sent[at]?.outcome !== sent.outcome
    if (!isNews) return []
    const { identity, step, what, outcome } = sent
    const process = identity ? toJsonProcess(identity, nameIn(run, identity)) : null
    return [{ type: 'signal', run: run.id, at: sent.at.wall, step, what, process, outcome }]
  })
}

function memberLines(before: Run, run: Run, now: number): RunLine[] {
  if (before.members === run.members) return []
  const pairs = pairMembers(before.members, run.members)
  const appeared = pairs.flatMap(([was, now]) => (was === undefined ? [now] : []))
  const left = pairs.flatMap(([was, now]) =>
    now.gone && !was?.gone && now.member.kept === null ? [now] : [],
  )
  const after = livingMembers(run).length
  return [
    ...appeared.map(({ member }): RunLine => ({
      type: 'member-appeared',
      run: run.id,
      at: now,
      process: memberToJson(member),
    })),
    ...left.flatMap(({ member, gone }, at): RunLine[] =>
      gone === null
        ? []
        : [
            {
              type: 'member-gone',
              run: run.id,
              at: gone.at.wall,
              process: memberToJson(member),
              how: gone.how,
              left: after + left.length - 1 - at,
            },
          ],
    ),
  ]
}

/** The run as it was before anybody left, for a first look that comes late. */
const withEverybodyHere = (run: Run): Run => ({
  ...run,
  members: run.members.map((m) => ({ ...m, gone: null })),
})

function phaseLine(before: Run | null, run: Run, now: number): RunLine[] {
  const same =
    before !== null &&
    before.phase.kind === run.phase.kind &&
    before.turn === run.turn &&
    phaseUntil(before.phase) === phaseUntil(run.phase)
  if (same) return []
  return [
    {
      type: 'phase',
      run: run.id,
      at: now,
      phase: run.phase.kind,
      sentence: phaseSentence(run),
      turn: run.turn,
      until: phaseUntil(run.phase),
    },
  ]
}

/**
 * The news in `after`, in the order in which a person wants to read it: what was sent, what the
 * unit does, who left or appeared, what went wrong, where the run stands, who else will force. `now` (wall clock) dates what has no moment.
 */
export function listRunChanges(before: RunView | null, after: RunView, now: number): RunLine[] {
  const { run } = after
  const old = before?.run ?? null
  const notices = run.notices.slice(old?.notices.length ?? 0)
  const began: RunLine = {
    type: 'began',
    run: run.id,
    at: run.startedAt.wall,
    target: run.target,
    title: run.title,
    schedule: printSchedule(run.schedule),
    members: run.members.map((m) => memberToJson(m.member)),
    unit: run.unit?.name ?? null,
  }
  return [
    ...(old === null ? [began] : []),
    ...signalLines(old, run),
    ...unitLines(old, run, now),
    ...memberLines(old ?? withEverybodyHere(run), run, now),
    ...notices.map((sentence): RunLine => ({ type: 'notice', run: run.id, at: now, sentence })),
    ...phaseLine(old, run, now),
    ...ceilingLines(old, run, now),
  ]
}
