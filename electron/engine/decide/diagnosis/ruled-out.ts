/** What was looked at and is not the cause. Only what could really be looked at may be ruled out. */
import type { Diagnosis, FindingCode } from '../../../../shared/diagnosis.ts'
import { isKnown } from '../../../../shared/unknown.ts'
import { bytes } from '../../../../shared/wording/numbers.ts'
import { isTooEarly, masksOf, type Case } from './case.ts'
import type { Claim } from './claim.ts'
import { movementOf } from './movement.ts'

interface Check {
  readonly what: (c: Case) => string
  readonly source: (c: Case) => string
  /** Findings that would say the opposite. */
  readonly codes: readonly FindingCode[]
  /** All that it rests on could be read. */
  readonly seen: (c: Case) => boolean
}

const targets = (c: Case) => c.living.filter((proc) => proc.targeted)
/** Every thread of it was looked at. */
const hasAllThreads = ({ now }: Case['subjects'][number]): boolean =>
  now.threads.length > 0 && (now.moreThreads ?? 0) === 0
const callsKnown = (c: Case): boolean =>
  c.subjects.every(
    (proc) => hasAllThreads(proc) && proc.now.threads.every((thread) => isKnown(thread.syscall)),
  )
const filesKnown = (c: Case): boolean =>
  c.subjects.every(({ now }) => isKnown(now.files) && (now.moreFiles ?? 0) === 0)

/** Bytes that all members wrote between the looks, or null where somebody's cannot be read. */
function written(c: Case): number | null {
  let sum = 0
  for (const proc of c.living) {
    const chars = movementOf(proc)?.writtenChars ?? null
    if (chars === null) return null
    sum += chars
  }
  return sum
}

const checks: readonly Check[] = [
  {
    what: (c) => `SIG${c.signal} ignored or blocked`,
    source: () => 'SigIgn, SigBlk',
    codes: ['ignores-signal', 'blocks-signal'],
    seen: (c) => targets(c).length > 0 && targets(c).every(({ now }) => masksOf(now) !== null),
  },
  {
    what: () => 'Stopped or traced',
    source: () => 'State, TracerPid',
    codes: ['stopped', 'traced'],
    seen: (c) => c.living.every(({ now }) => isKnown(now.tracerPid)),
  },
  {
    what: () => 'Frozen',
    source: () => 'cgroup.events',
    codes: ['frozen'],
    seen: (c) => c.living.every(({ now }) => isKnown(now.frozen)),
  },
  {
    what: () => 'Waiting for a disk or a file server',
    source: () => 'no state D',
    codes: ['uninterruptible'],
    seen: (c) =>
      c.subjects.every(
        (proc) => hasAllThreads(proc) && proc.now.threads.every(({ state }) => state !== 'D'),
      ),
  },
  {
    what: () => 'A zombie that nobody reaps',
    source: () => 'State',
    codes: ['zombie'],
    seen: (c) => !c.procs.some((proc) => proc.member && proc.zombie),
  },
  {
    what: () => 'A file lock',
    source: () => '/proc/locks',
    codes: ['waits-for-lock'],
    seen: (c) => isKnown(c.facts.locks),
  },
  {
    what: () => 'A remote end',
    source: () => 'its sockets',
    codes: ['waits-for-remote'],
    seen: (c) => isKnown(c.facts.sockets) && filesKnown(c) && callsKnown(c),
  },
  {
    what: () => 'Connected clients',
    source: () => 'its sockets',
    codes: ['waits-for-clients'],
    seen: (c) => isKnown(c.facts.sockets) && filesKnown(c),
  },
  {
    what: () => 'A child',
    source: () => 'its calls',
    codes: ['waits-for-child'],
    seen: callsKnown,
  },
  {
    what: () => 'Still writing data',
    source: (c) => `io: ${bytes(written(c) ?? 0)} in ${(c.spanMs / 1000).toFixed(1)} s`,
    codes: ['makes-progress'],
    seen: (c) => c.living.length > 0 && written(c) === 0,
  },
  {
    what: () => 'Want of memory',
    source: () => 'memory.pressure, MemAvailable',
    codes: ['out-of-memory'],
    seen: (c) => isKnown(c.facts.memory.memoryPressure) && isKnown(c.facts.memory.oomKills),
  },
  {
    // Of file servers nobody is asked how full they are.
    what: () => 'A full disk of this machine',
    source: () => 'statfs(2)',
    codes: ['out-of-disk'],
    seen: (c) => c.facts.disks.length > 0,
  },
  {
    what: () => 'A signal that was refused',
    source: () => 'kill(2)',
    codes: ['no-permission'],
    seen: (c) => c.facts.run !== null && c.facts.run.sent.length > 0,
  },
]

/** Without a stop, or in its first moment, nobody judges what a daemon waits for. */
const isJudged = (c: Case, codes: readonly FindingCode[]): boolean =>
  (c.asked !== null && !isTooEarly(c)) || !codes.some((code) => /^(?:waits-|out-of-)/.test(code))

/** Causes that were looked for and are not there; empty where nothing of it runs. */
export function ruleOut(c: Case, claims: readonly Claim[]): Diagnosis['ruledOut'] {
  if (c.living.length === 0) return []
  const found = new Set(claims.map((claim) => claim.code))
  return checks
    .filter(({ codes }) => isJudged(c, codes))
    .filter(({ codes, seen }) => !codes.some((code) => found.has(code)) && seen(c))
    .map(({ what, source }) => ({ what: what(c), source: source(c) }))
}
