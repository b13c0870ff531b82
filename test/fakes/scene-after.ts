/** What came of a stop in the scenes: leftovers, advice, the watch after the end, a reboot. */
import type { Advice } from '../../shared/advice.ts'
import type { AfterWatch } from '../../shared/after-watch.ts'
import type { EvidenceReport } from '../../shared/evidence.ts'
import type { JournalEntry } from '../../shared/journal-entry.ts'
import type { Leftover, LeftoverKind, Tidied } from '../../shared/leftovers.ts'
import type { RebootPlan } from '../../shared/reboot.ts'
import type { StacksReport } from '../../shared/stacks.ts'
import { describeEvidence } from '../../shared/wording/evidence-words.ts'

export const leftScenes = ['dead', 'survivor', 'none'] as const
export type LeftScene = (typeof leftScenes)[number]
export const watchScenes = ['watching', 'over', 'back'] as const
export type WatchScene = (typeof watchScenes)[number]
export const rebootScenes = ['free', 'blocked', 'refused', 'planned', 'mine'] as const
export type RebootScene = (typeof rebootScenes)[number]

const left = (
  kind: LeftoverKind,
  label: string,
  proof: readonly string[],
  keep: string | null = null,
): Leftover => ({
  id: `${kind}:${label}`,
  kind,
  label,
  path: label.startsWith('/') ? label : null,
  proof,
  keep,
})

const socket = left('unix-socket', '/run/kamailio/kamailio_ctl', [
  'No process has it open; the kernel’s socket table does not know inode 88412.',
])

const leftovers: Record<LeftScene, readonly Leftover[]> = {
  none: [],
  dead: [
    socket,
    left('fifo', '/run/kamailio/kamailio_rpc.fifo', ['No reader and no writer.']),
    left('sysv-semaphores', 'Semaphore set 98307', [
      'Made by 4698, last used by 4711.',
      'Both are gone, nobody is attached.',
    ]),
    left('failed-unit', 'kamailio.service is marked failed', ['Result: signal.']),
    left('lock-file', '/dev/shm/rtpp-notify.lock', [], 'rtpengine (3120) has a lock on it'),
    left('zombie', 'Zombie 5120', [], 'Only its parent, cron (702), can take it away'),
    left('time-wait', 'Port 5061/tcp', ['16 connections are in TIME_WAIT.'], 'It ends in 60 s'),
  ],
  survivor: [
    left('survivor', 'Process 4698, kamailio', ['State D in `folio_wait_writeback`.'], 'It lives'),
    left('port', 'Port 5060/udp', ['4698 still owns it.'], 'A second copy could not bind it'),
    left('pid-file', '/run/kamailio/kamailio.pid', [], 'It names 4698, which lives'),
    socket,
  ],
}
/** What went by itself. */
export const sceneTidy: readonly Tidied[] = [
  { kind: 'pid-file', count: 1, bySystemd: true },
  { kind: 'port', count: 3, bySystemd: false },
  { kind: 'cgroup', count: 1, bySystemd: false },
]
export const sceneLeftovers = (scene: LeftScene): readonly Leftover[] => leftovers[scene]

const checked = [
  { what: 'a process that SIGKILL cannot end', answer: 'none' },
  { what: 'a port or lock without an owner', answer: 'none' },
  { what: 'the kernel tainted, or hung tasks in its log', answer: 'no' },
  { what: 'an update that waits for a reboot', answer: 'no' },
]

export const restartAdvice: Advice = {
  level: 'try-restart',
  sentence: 'Clean up, then try a restart. See to PostgreSQL first.',
  reasons: ['Its ports are free.'],
  aboutReboot: 'It would cure nothing: the fault is on another machine. What would speak for it:',
  findings: [
    {
      rule: 'forced',
      level: 'try-restart',
      sentence: '4 processes were killed: try whether it comes up and stays up.',
      evidence: [{ source: 'journal', line: '03:13:02 SIGKILL to 4698, 4711, 4712, 5120' }],
      changesMind: 'A start that fails, or does not last.',
    },
  ],
  checked,
}

export const rebootAdvice: Advice = {
  level: 'reboot-required',
  sentence: 'Bring 10.0.0.8 back if you can. Otherwise a reboot is required.',
  reasons: ['A restart beside it is refused: two copies would write the same queue.'],
  aboutReboot: 'Nothing but the server’s answer ends a process that waits inside the kernel.',
  findings: [
    {
      rule: 'unkillable',
      level: 'reboot-required',
      sentence: '4698 outlived SIGKILL and waits for the NFS server 10.0.0.8.',
      evidence: [
        { source: '/proc/4698/status', line: 'State:\tD (disk sleep)' },
        { source: '/proc/4698/stack', line: 'folio_wait_writeback+0x21/0x90' },
        { source: '/proc/self/mountinfo', line: '10.0.0.8:/export /srv/archive nfs4' },
      ],
      changesMind: '10.0.0.8 answers again.',
    },
  ],
  checked: [{ what: 'a process that SIGKILL cannot end', answer: '4698' }, ...checked.slice(1)],
}

const timer = {
  sentence: 'kamailio-watch.timer could start it at 03:15:00.',
  target: 'kamailio-watch.timer',
  title: 'kamailio-watch.timer',
}

/** How the watch after the end stands. */
export function sceneWatch(scene: WatchScene, now: number): AfterWatch {
  switch (scene) {
    case 'watching':
      return { until: now + 140_000, expected: [timer], cameBack: null }
    case 'over':
      return { until: now - 20_000, expected: [], cameBack: null }
    case 'back':
      return {
        until: now + 140_000,
        expected: [timer],
        cameBack: {
          at: now - 2000,
          sentence: 'It runs again as 9001, 4 s after its end.',
          evidence: [{ source: '/proc/9001/status', line: 'PPid:\t702' }],
          by: {
            sentence: 'cron (702) started it, by /etc/cron.d/kamailio-watch.',
            target: 'cron',
            title: 'cron',
          },
        },
      }
  }
}

const plan = (now: number): RebootPlan => ({
  advice: rebootAdvice,
  hostName: 'sip-edge-03',
  services: [
    { target: 'asterisk', title: 'asterisk', note: '96 calls' },
    ...['mariadb', 'nginx', 'redis-server', 'rtpengine', 'sshd', 'cron', 'mosquitto'].map(
      (title) => ({ target: title, title, note: '' }),
    ),
  ],
  people: [
    { user: 'ops', where: 'pts/0 from 10.0.0.2', since: now - 3_600_000 },
    { user: 'alice', where: 'seat0', since: null },
  ],
  inhibitors: [{ who: 'NetworkManager', user: 'root', why: 'turns off networking', mode: 'delay' }],
  runs: [],
  scheduled: null,
  refusal: null,
})

/** What a reboot costs, and what stands in its way. */
export function sceneReboot(scene: RebootScene, now: number): RebootPlan {
  const base = plan(now)
  switch (scene) {
    case 'free':
      return base
    case 'blocked': {
      const upgrade = {
        who: 'unattended-upgrades',
        user: 'root',
        why: 'packages are being unpacked',
        mode: 'block',
      } as const
      return { ...base, inhibitors: [upgrade, ...base.inhibitors], runs: ['run-412'] }
    }
    case 'refused':
      return {
        ...base,
        advice: { ...restartAdvice, level: 'none', sentence: 'Nothing needs to be done.' },
        refusal: 'Nobody answers on the bus as logind. Reboot it from its console.',
      }
    case 'planned':
      return { ...base, scheduled: { at: now + 1_046_000, type: 'poweroff', by: 'alice' } }
    case 'mine':
      return { ...base, scheduled: { at: now + 1_046_000, type: 'reboot', by: 'ops', mine: true } }
  }
}

export const sceneEvidence = (now: number): EvidenceReport => ({
  folder: '/home/ops/.local/state/quiesce/evidence/kamailio-2026-03-22-031230',
  files: [
    { name: '4698/status', bytes: 1400 },
    { name: '4698/maps', bytes: 98_000 },
    { name: 'log', bytes: 81_000 },
  ],
  bytes: 180_400,
  missing: [{ what: 'kernel stacks', why: 'only root may read them' }],
  cut: false,
  tookMs: 412,
  at: now,
})

export const sceneMarkdown =
  '# Stop of kamailio on sip-edge-03\n\nkamailio is down; force was needed.\n'

const poll = ['__poll', 'tm_wait_replies', 'tcp_receive_loop', 'main_loop', 'main']

/** Where the threads of two processes stand. */
export const sceneStacks = (now: number): StacksReport => ({
  target: 'kamailio',
  tool: 'eu-stack',
  processes: [
    { pid: 4698, name: 'kamailio', stacks: [{ threads: [4698], frames: poll }], heldMs: 18 },
    {
      pid: 4711,
      name: 'tcp receiver',
      stacks: [
        { threads: [4715, 4716, 4717, 4718], frames: ['futex_wait', 'pool_worker'] },
        { threads: [4711], frames: ['recvfrom', 'PQgetResult', 'db_postgres_store_result'] },
      ],
      heldMs: 22,
    },
  ],
  missing: [{ what: 'rtpp-notify.sh (5120)', why: 'it is dead already' }],
  at: now,
})

/** The record that evidence was saved. */
export const sceneSaved = (record: JournalEntry, now: number): JournalEntry => ({
  ...record,
  seq: record.seq + 1000,
  at: { ...record.at, wall: now - 20_000 },
  run: 'run-412',
  kind: 'notice',
  sentence: describeEvidence(sceneEvidence(now)),
})
