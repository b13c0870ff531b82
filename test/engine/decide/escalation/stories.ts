/** Random stories: a schedule, some members, and whatever may happen to a run, in any order. */
import fc from 'fast-check'
import { makeMember, makeRun, Play, threeMembers } from '../../../fakes/run.ts'

const wait = fc.constantFrom('1', '5', '30')
const signal = fc.constantFrom('stop', 'TERM@all', 'INT', 'QUIT@group', 'KILL', 'KILL@main', 'CONT')
const block = fc
  .tuple(signal, fc.constantFrom('', '1', '5', 'ask', '2/ask'))
  .map(([name, pause]) => (pause === '' ? name : `${name}/${pause}`))
/** Any schedule that the notation takes, ending in a finite wait or a question. */
export const schedule = fc
  .tuple(
    fc.array(block, { minLength: 0, maxLength: 4 }),
    signal,
    fc.oneof(wait, fc.constant('ask')),
  )
  .map(([blocks, last, end]) => [...blocks, last, end].join('/'))

/** One thing that happens, chosen without knowing the run; `n` picks a member or a turn. */
const happening = fc.record({
  what: fc.constantFrom(
    'begin',
    'settle',
    'settle-late',
    'denied',
    'deadline',
    'early-deadline',
    'gone',
    'changed',
    'appear',
    'copy',
    'extend',
    'hold',
    'release',
    'go-on',
    'force',
    'leave',
    'remedy',
    'remedy-signal',
    'remedy-wait',
    'stale-force',
    'ceiling-moved',
    'ceiling-fired',
    'helper-died',
    'journal-failed',
    'journal-lost',
    'journal-recovered',
    'resumed',
    'person-left',
    'person-came',
    'engine-restarted',
    'interrupted',
  ),
  n: fc.nat(5),
  waitMs: fc.nat(3000),
})
export type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never

function happen(play: Play, { what, n, waitMs }: Happening): void {
  const pid = 100 + n
  const identity = makeMember(pid).identity
  play.now += waitMs
  switch (what) {
    case 'begin':
      play.begin()
      break
    case 'settle':
      play.settle()
      break
    case 'settle-late':
      play.after(0, {
        kind: 'call-settled',
        call: n,
        results: [{ identity, outcome: 'sent' }],
        failure: null,
        note: null,
      })
      break
    case 'denied':
      play.settle('no-permission')
      break
    case 'deadline':
      play.deadline()
      break
    case 'early-deadline':
      play.after(0, { kind: 'deadline' })
      break
    case 'gone':
      play.after(0, { kind: 'member-gone', identity, how: 'by-itself' })
      break
    case 'changed':
      play.after(0, { kind: 'member-gone', identity, how: 'identity-changed' })
      break
    case 'appear':
      play.after(0, { kind: 'member-appeared', member: makeMember(pid) })
      break
    case 'copy':
      play.after(0, { kind: 'copy-appeared', evidence: 'same program' })
      break
    case 'extend':
      play.extend(1000)
      break
    case 'hold':
    case 'release':
    case 'go-on':
    case 'leave':
      play.decide(what)
      break
    case 'force':
      play.force()
      break
    case 'remedy':
      play.remedy()
      break
    case 'remedy-signal':
      play.remedy({ kind: 'signal', signal: 'INT', target: identity, name: 'daemon' })
      break
    case 'remedy-wait':
      play.remedy({ kind: 'wait', ms: 1000 })
      break
    case 'stale-force':
      play.force(play.run.turn - 1)
      break
    case 'ceiling-moved':
      play.after(0, { kind: 'ceiling-moved', ceilings: [] })
      break
    case 'ceiling-fired':
      play.after(0, { kind: 'ceiling-fired', who: 'systemd' })
      break
    case 'helper-died':
      play.after(0, { kind: 'helper-died', why: 'signal 9' })
      break
    case 'journal-failed':
      play.after(0, {
        kind: 'journal-failed',
        call: play.call,
        why: 'ENOSPC',
      })
      break
    case 'journal-lost':
      play.after(0, { kind: 'journal-failed', call: null, why: 'ENOSPC' })
      break
    case 'journal-recovered':
      play.after(0, { kind: 'journal-recovered' })
      break
    case 'resumed':
      play.asleepMs += 60_000
      play.after(0, { kind: 'resumed', asleepMs: 60_000 })
      break
    case 'person-left':
      play.after(0, { kind: 'person-left' })
      break
    case 'person-came':
      play.after(0, { kind: 'person-came' })
      break
    case 'engine-restarted':
      play.after(0, { kind: 'engine-restarted' })
      break
    case 'interrupted':
      play.after(0, { kind: 'interrupted', why: 'SIGTERM' })
      break
  }
}

const story = fc.record({
  text: schedule,
  person: fc.boolean(),
  kept: fc.boolean(),
  memory: fc.boolean(),
  events: fc.array(happening, { maxLength: 30 }),
})
export type Story = typeof story extends fc.Arbitrary<infer T> ? T : never

/** Tells a story from its beginning; `each` looks after every event. */
export function tell(
  { text, person, kept, memory, events }: Story,
  each: (play: Play, event: Happening) => void,
): Play {
  const members = [...threeMembers(), makeMember(103, { kept: kept ? 'on purpose' : null })]
  const play = new Play(makeRun(text, { person, recordInMemory: memory }, members))
  for (const event of [{ what: 'begin' as const, n: 0, waitMs: 0 }, ...events]) {
    happen(play, event)
    each(play, event)
  }
  return play
}
const runs = { numRuns: 2000 }

/** Checks something over random stories. */
export const forAll = (check: (story: Story) => void): void => {
  fc.assert(fc.property(story, check), runs)
}
