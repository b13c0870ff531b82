/** Runs of the scenes, in each phase that a window can show. */
import type { RunView } from '../../shared/contract.ts'
import { later } from '../../shared/moment.ts'
import type { Member } from '../../shared/process.ts'
import type {
  AskReason,
  Moment,
  Outcome,
  Phase,
  Run,
  RunMember,
  SentSignal,
} from '../../shared/run.ts'
import { parseSchedule, type Schedule } from '../../shared/schedule.ts'

export type LiveScene = 'waiting' | 'held' | 'asking' | 'found' | 'verifying' | 'forcing'
export type RunScene =
  'waiting' | 'held' | 'asking' | 'found' | 'verifying' | 'forcing' | Outcome['kind']

const scheduleOf = (text: string): Schedule => {
  const parsed = parseSchedule(text)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value
}

/** Twelve seconds in: half of them have left, most in the first second. */
function leaving(members: readonly Member[], started: Moment, left: number): RunMember[] {
  const many = members.length - left
  return members.map((member, at) => {
    const rank = members.length - 1 - at
    if (rank >= many) return { member, gone: null }
    return {
      member,
      gone: { at: later(started, 300 + rank * 210 + (rank > 6 ? 900 : 0)), how: 'by-itself' },
    }
  })
}

const sentTo = (member: Member | undefined, at: Moment): SentSignal[] =>
  member === undefined
    ? []
    : [{ call: 1, step: 0, what: 'TERM', identity: member.identity, at, outcome: 'sent' }]

interface Parts {
  readonly phase: Phase
  readonly members: readonly RunMember[]
  readonly sent: readonly SentSignal[]
}

function outcomeParts(
  kind: Outcome['kind'],
  now: Moment,
  started: Moment,
  members: readonly Member[],
): Parts {
  const first = members.filter((m) => m.main)[0]
  const term = sentTo(first, started)
  const error = {
    code: 'no-permission',
    message: 'kamailio could not be signalled.',
    next: 'Run Quiesce as root.',
  } as const
  const outcomes: Record<Outcome['kind'], Outcome> = {
    'already-stopped': { kind: 'already-stopped' },
    stopped: { kind: 'stopped' },
    killed: { kind: 'killed', by: 'ops' },
    survived: { kind: 'survived', survivors: members.slice(0, 1).map((m) => m.identity) },
    'came-back': { kind: 'came-back', evidence: 'the same executable runs as 9001', afterMs: 1400 },
    abandoned: { kind: 'abandoned', by: 'ops' },
    hung: { kind: 'hung' },
    interrupted: { kind: 'interrupted', why: 'the machine went down' },
    refused: { kind: 'refused', error },
    failed: { kind: 'failed', error },
  }
  const phase: Phase = { kind: 'ended', outcome: outcomes[kind], at: now }
  if (kind === 'already-stopped' || kind === 'refused') return { phase, members: [], sent: [] }
  if (kind === 'stopped' || kind === 'came-back')
    return { phase, members: leaving(members, started, 0), sent: term }
  if (kind !== 'killed' && kind !== 'survived')
    return { phase, members: leaving(members, started, 9), sent: term }
  const kill = later(now, -6000)
  const stays = kind === 'survived' ? 1 : 0
  const killed = leaving(members, started, 4).map((one, at): RunMember =>
    one.gone !== null || at < stays
      ? one
      : { ...one, gone: { at: later(kill, 40 + at * 3), how: 'killed' } },
  )
  const sent = members.slice(0, 4).map((m): SentSignal => ({
    call: 2,
    step: 3,
    what: 'KILL',
    identity: m.identity,
    at: kill,
    outcome: 'sent',
  }))
  return { phase, members: killed, sent: [...term, ...sent] }
}

function liveParts(
  kind: LiveScene,
  now: Moment,
  started: Moment,
  members: readonly Member[],
): Parts {
  const sent = sentTo(
    members.find((m) => m.main),
    started,
  )
  const half = leaving(members, started, Math.ceil(members.length / 2))
  const asks = (why: AskReason): Parts => ({
    phase: { kind: 'asking', step: 2, why, since: later(started, 30_000) },
    members: leaving(members, started, 4),
    sent,
  })
  switch (kind) {
    case 'held':
      return { phase: { kind: 'held', step: 1, leftMs: 18_000 }, members: half, sent }
    case 'asking':
      return asks('schedule')
    case 'found':
      return asks('found')
    case 'verifying':
      return {
        phase: { kind: 'verifying', until: later(now, 2000), back: { step: 1, deadline: null } },
        members: leaving(members, started, 0),
        sent,
      }
    case 'forcing':
      return {
        phase: { kind: 'forcing', step: 3, call: 2, by: 'person', deadline: later(now, 5000) },
        members: half,
        sent,
      }
    case 'waiting':
      return {
        phase: { kind: 'waiting', step: 1, deadline: later(started, 30_000) },
        members: half,
        sent,
      }
  }
}

const outcomeKinds: readonly string[] = [
  'already-stopped',
  'stopped',
  'killed',
  'survived',
  'came-back',
  'abandoned',
  'hung',
  'interrupted',
  'refused',
  'failed',
]

const isOutcome = (kind: RunScene): kind is Outcome['kind'] => outcomeKinds.includes(kind)

const adviceFor: Partial<Record<RunScene, RunView['advice']>> = {
  killed: {
    level: 'try-restart',
    sentence: 'Try a restart, and watch whether it stays up.',
    reasons: [
      '4 processes were killed: what they had not written is lost.',
      'Lock files, sockets and temporary files may still be there.',
    ],
    aboutReboot:
      'Nothing outlived SIGKILL. If it does not come up, or does not stay up, a reboot is recommended.',
  },
  survived: {
    level: 'reboot-recommended',
    sentence: 'A reboot is recommended.',
    reasons: ['4698 cannot be killed: it waits inside the kernel.'],
    aboutReboot:
      'Nothing but the kernel can end a process that waits inside it. Look first whether what it waits for can come back.',
  },
  stopped: {
    level: 'none',
    sentence: 'Nothing needs to be done.',
    reasons: ['Every process left by itself.'],
    aboutReboot: 'Nothing speaks for one.',
  },
}

/** A run of kamailio in the phase named, as the engine would show it at `now`. */
export function makeRunView(
  kind: RunScene,
  now: number,
  members: readonly Member[],
  more: Partial<Run> = {},
): RunView {
  const ranMs =
    kind === 'waiting' || kind === 'held' || kind === 'stopped' || kind === 'verifying'
      ? 12_000
      : 64_000
  const at: Moment = { mono: 9_000_000, wall: now }
  const started = later(at, -ranMs)
  const parts = isOutcome(kind)
    ? outcomeParts(kind, at, started, members)
    : liveParts(kind, at, started, members)
  const run: Run = {
    id: 'run-412',
    target: 'kamailio',
    title: 'kamailio',
    by: 'ops',
    schedule: scheduleOf('stop/30/ask/KILL/5'),
    stopMethod: { kind: 'signal', signal: 'TERM', scope: 'main' },
    startedAt: started,
    turn: 3,
    revision: 7,
    person: true,
    ceilings: [],
    unit: null,
    calledStep: kind === 'killed' || kind === 'survived' || kind === 'forcing' ? 3 : 0,
    forced: kind === 'killed' || kind === 'survived' || kind === 'forcing' ? 'person' : null,
    forcedByOther: null,
    lastCall: 1,
    recordInMemory: false,
    notices: [],
    ...parts,
    ...more,
  }
  return {
    run,
    plan: null,
    owner: { here: true, pid: 4242, user: 'ops', door: 'console' },
    advice: adviceFor[kind] ?? null,
    canStart: kind !== 'already-stopped',
    usual: null,
  }
}
