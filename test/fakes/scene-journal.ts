/** A short journal for the scenes: one stop of this morning, one refusal. */
import type { JournalBody, JournalEntry } from '../../shared/journal-entry.ts'
import { kamailioMembers, sceneBoot } from './scene-rows.ts'

const named = (pid: number, name: string) => ({ boot: sceneBoot, pid, startTicks: pid * 7, name })

/** Records in the order they were written. */
export function sceneJournal(now: number): JournalEntry[] {
  const entries: JournalEntry[] = []
  const add = (secondsAgo: number, run: string | null, target: string, body: JournalBody): void => {
    entries.push({
      v: 1,
      seq: entries.length + 1,
      at: { mono: 9_000_000 - secondsAgo * 1000, wall: now - secondsAgo * 1000 },
      boot: sceneBoot,
      writer: { pid: 4242, startTicks: 7, door: 'console', user: 'ops' },
      run,
      target,
      ...body,
    })
  }
  const main = named(4698, 'kamailio')
  add(90_000, null, 'nginx', {
    kind: 'refused',
    action: 'stop',
    code: 'managed-by-unit',
    sentence: 'nginx belongs to the systemd unit nginx.service.',
  })
  add(64, 'run-412', 'kamailio', {
    kind: 'run-began',
    title: 'kamailio',
    schedule: 'stop/30/ask/KILL/5',
    state: null,
  })
  add(64, 'run-412', 'kamailio', {
    kind: 'intent',
    call: 1,
    step: 0,
    what: 'TERM',
    force: false,
    by: 'ops',
    targets: [main],
  })
  add(64, 'run-412', 'kamailio', {
    kind: 'result',
    call: 1,
    step: 0,
    what: 'TERM',
    results: [{ ...main, outcome: 'sent' }],
  })
  const leavers = kamailioMembers().slice(4)
  for (const [at, member] of leavers.entries()) {
    add(63 - at * 0.2, 'run-412', 'kamailio', {
      kind: 'member-gone',
      member: named(member.identity.pid, member.name),
      how: 'by-itself',
      left: 18 - at - 1,
    })
  }
  add(34, 'run-412', 'kamailio', {
    kind: 'phase',
    phase: 'asking',
    sentence: 'kamailio has not stopped; 4 processes still there',
    state: null,
  })
  add(6, 'run-412', 'kamailio', { kind: 'decision', decision: 'force', turn: 3, by: 'ops' })
  add(6, 'run-412', 'kamailio', {
    kind: 'intent',
    call: 2,
    step: 3,
    what: 'KILL',
    force: true,
    by: 'ops',
    targets: [
      main,
      named(4711, 'tcp receiver'),
      named(4712, 'tcp receiver'),
      named(5120, 'rtpp-notify.sh'),
    ],
  })
  add(2, 'run-412', 'kamailio', {
    kind: 'outcome',
    outcome: 'killed',
    sentence: 'kamailio is down; force was needed.',
    by: 'ops',
    survivors: [],
    tookMs: 58_000,
  })
  return entries
}
