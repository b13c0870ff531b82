/** Diagnoses of the scenes: why kamailio does not stop, in each shape that a window can show. */
import type { Diagnosis, Finding, Remedy, WaitEdge, WaitNode } from '../../shared/diagnosis.ts'

export const whyScenes = [
  'remote',
  'ignores',
  'deadlock',
  'crowd',
  'long-chain',
  'zombie',
  'nothing',
  'long-words',
  'many',
] as const
export type WhyScene = (typeof whyScenes)[number]

const remedy = (id: string, kind: Remedy['kind'], label: string, says: string): Remedy => ({
  id,
  kind,
  label,
  says,
})

const member = (id: string, label: string, detail = ''): WaitNode => ({
  id,
  label,
  detail,
  role: 'member',
})
const culprit = (id: string, label: string, detail = ''): WaitNode => ({
  id,
  label,
  detail,
  role: 'culprit',
})
const waits = (from: string, to: string, why: string, ms: number | null = null): WaitEdge => ({
  from,
  to,
  why,
  ms,
})

const worker = { pid: 4711, tid: null, name: 'tcp receiver' }

const ruledOut = [
  { what: 'SIGTERM ignored or blocked', source: 'SigIgn, SigBlk' },
  { what: 'Stopped, traced or frozen', source: 'State, TracerPid' },
  { what: 'Waiting for a disk or NFS', source: 'no D state' },
  { what: 'A zombie nobody reaps', source: 'none' },
  { what: 'Still writing data', source: 'io: 0 B in 10 s' },
]

const remote: Finding = {
  code: 'waits-for-remote',
  certainty: 'likely',
  sentence: 'Worker 4711 waits for PostgreSQL at 10.0.0.5:5432. No bytes have come for 94 s.',
  subject: worker,
  evidence: [
    { source: '/proc/4711/syscall', line: '45 0x17 0x7ffc81a0 0x4000 0x0 0x0 0x0' },
    { source: 'socket table', line: 'ESTAB 0 118 10.0.0.17:48122 10.0.0.5:5432 retrans:6' },
    { source: '/proc/4711/stat', line: 'utime 812 stime 96, unchanged for 10 s' },
    { source: '/proc/4711/status', line: 'SigCgt: 0000000180014a03' },
    { source: 'profile', line: 'tcp_user_timeout and the query timeout are off' },
  ],
  remedies: [
    remedy(
      'signal-child 4711',
      'signal-child',
      'Interrupt worker 4711 (INT)',
      'Its read returns with an error, and it can finish its stop. Costs the one query in flight.',
    ),
    remedy(
      'by-hand 10.0.0.5',
      'by-hand',
      'Bring 10.0.0.5 back',
      'If the server answers, the stop goes on by itself within a second.',
    ),
  ],
}

const others: readonly Finding[] = [
  {
    code: 'restarted',
    certainty: 'likely',
    sentence: 'kamailio-watch.timer starts it when it is down, next at 03:15.',
    subject: null,
    evidence: [{ source: 'systemd', line: 'kamailio-watch.timer: Triggers=kamailio.service' }],
    remedies: [
      remedy('stop-trigger timer', 'stop-trigger', 'Stop the timer too', 'It stays stopped.'),
    ],
  },
  {
    code: 'waits-for-clients',
    certainty: 'possible',
    sentence: '16 clients are still connected on 5061/tcp.',
    subject: { pid: 4710, tid: null, name: 'tcp main process' },
    evidence: [],
    remedies: [],
  },
]

const base = (now: number): Diagnosis => ({
  target: 'kamailio',
  title: 'kamailio',
  run: null,
  findings: [remote, ...others],
  ruledOut,
  notKnown: [{ what: 'Memory pressure', why: 'no PSI here' }],
  waits: {
    nodes: [
      member('4698', '4698 main process'),
      member('4712', '4712 tcp receiver'),
      member('4711', '4711 tcp receiver', 'has the lock, reads a socket'),
      culprit('10.0.0.5:5432', 'PostgreSQL, remote', '10.0.0.5:5432'),
    ],
    edges: [
      waits('4698', '4711', 'its child'),
      waits('4712', '4711', 'a lock'),
      waits('4711', '10.0.0.5:5432', 'a socket', 94_000),
    ],
  },
  log: [
    { at: now - 34_000, text: 'INFO: core: SIGTERM received, shutting down' },
    { at: now - 33_400, text: 'INFO: tm: waiting for 1 transaction' },
    { at: now - 4_000, text: 'WARNING: db_postgres: query still pending, conn 0x55d0' },
  ],
  logNote: null,
  usual: { count: 14, usualMs: 3900, longestMs: 41_000, unusualMs: 12_000, proposedMs: 60_000 },
  looks: { count: 10, spanMs: 10_000, tookMs: 38 },
  at: now - 1000,
})

const ignores: Finding = {
  code: 'ignores-signal',
  certainty: 'certain',
  sentence: '4698 ignores SIGTERM: waiting longer cannot help.',
  subject: { pid: 4698, tid: null, name: 'kamailio' },
  evidence: [{ source: '/proc/4698/status', line: 'SigIgn: 0000000000004000' }],
  remedies: [
    remedy(
      'faster-signal INT',
      'faster-signal',
      'Ask it by SIGINT',
      'It catches SIGINT, and by its profile leaves on it.',
    ),
    remedy('wait reason', 'wait', 'Wait 60 s more', 'Gives its children time to finish.'),
  ],
}

const deadlock: Finding = {
  code: 'stuck',
  certainty: 'likely',
  sentence: '4711 and 4712 wait for each other.',
  subject: worker,
  evidence: [
    { source: '/proc/4711/task/4711/wchan', line: 'futex_wait_queue' },
    { source: '/proc/4712/task/4712/wchan', line: 'futex_wait_queue' },
  ],
  remedies: [],
}

const zombie: Finding = {
  code: 'zombie',
  certainty: 'certain',
  sentence: '5120 is dead, and its parent, cron (702), does not take it away.',
  subject: { pid: 5120, tid: null, name: 'rtpp-notify.sh' },
  evidence: [{ source: '/proc/5120/status', line: 'State:\tZ (zombie)' }],
  remedies: [
    remedy(
      'ask-holder 702',
      'ask-holder',
      'Remind its parent (CHLD)',
      'Sends SIGCHLD to cron (702), which may then take it away. Harmless.',
    ),
  ],
}

/** Two hundred workers that wait for one of them. */
const crowd: Diagnosis['waits'] = {
  nodes: [
    member('4698', '4698 main process'),
    ...Array.from({ length: 200 }, (_, at) => member(String(5000 + at), `${5000 + at} worker`)),
    culprit('6000', '6000 flock(1), of another service', 'holds /srv/fax/spool.lock'),
  ],
  edges: [
    ...Array.from({ length: 200 }, (_, at) => waits('4698', String(5000 + at), 'its child')).slice(
      0,
      1,
    ),
    ...Array.from({ length: 200 }, (_, at) => waits(String(5000 + at), '6000', 'a lock', 84_000)),
  ],
}

const longChain: Diagnosis['waits'] = {
  nodes: [
    ...Array.from({ length: 6 }, (_, at) => member(String(at), `47${at}0 a link of the chain`)),
    culprit('end', '4790 rtpengine', 'holds the last lock'),
  ],
  edges: Array.from({ length: 6 }, (_, at) =>
    waits(String(at), at === 5 ? 'end' : String(at + 1), 'a pipe', at * 7000),
  ),
}

const longName = 'rtpengine-recording-daemon-of-the-southern-region-central-1.service'

const changes: Record<WhyScene, (now: number) => Partial<Diagnosis>> = {
  remote: () => ({}),
  ignores: () => ({
    findings: [ignores],
    waits: { nodes: [], edges: [] },
    ruledOut: ruledOut.slice(1),
    notKnown: [
      { what: 'Kernel stacks', why: 'only root may read them' },
      { what: 'Memory pressure', why: 'no PSI here' },
    ],
    log: [],
    logNote: 'Its log cannot be read: not in the group systemd-journal.',
  }),
  deadlock: () => ({
    findings: [deadlock],
    waits: {
      nodes: [member('4711', '4711 tcp receiver'), culprit('4712', '4712 tcp receiver')],
      edges: [waits('4711', '4712', 'a futex', 31_000), waits('4712', '4711', 'a futex', 31_000)],
    },
  }),
  crowd: () => ({ waits: crowd }),
  'long-chain': () => ({ waits: longChain }),
  zombie: () => ({ findings: [zombie], waits: { nodes: [], edges: [] }, usual: null }),
  nothing: () => ({
    findings: [],
    waits: { nodes: [], edges: [] },
    log: [],
    usual: null,
    looks: { count: 1, spanMs: 0, tookMs: 21 },
  }),
  'long-words': () => ({
    findings: [{ ...remote, sentence: `${longName} waits for ${longName}.` }, ...others],
    waits: {
      nodes: [member('a', `4698 ${longName}`, longName), culprit('b', longName, longName)],
      edges: [waits('a', 'b', 'a file lock on /srv/archive/recordings/central-1.lock', 194_000)],
    },
    log: [{ at: null, text: 'waiting for the archive '.repeat(12) }],
  }),
  many: () => ({
    findings: [remote, ...Array.from({ length: 30 }, () => others).flat()],
    waits: crowd,
  }),
}

/** Why kamailio does not stop, as the engine would tell it at `now`. */
export const sceneDiagnosis = (why: WhyScene, now: number): Diagnosis => ({
  ...base(now),
  ...changes[why](now),
})
