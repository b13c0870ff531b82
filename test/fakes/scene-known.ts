/** What the scenes tell of known daemons: profiles, init scripts, leftovers, the watch over them. */
import { kamailio as wholeKamailio } from '../../electron/engine/profiles/kamailio.ts'
import { nginx as wholeNginx } from '../../electron/engine/profiles/nginx.ts'
import type { InitScriptDetail, LsbHeader } from '../../shared/init-script.ts'
import type { Leftover } from '../../shared/leftovers.ts'
import type { PlannedProfile, Profile, ProfileMatch, SignalMeaning } from '../../shared/profile.ts'
import type { ServiceDetail, ServiceRow, SignalFact } from '../../shared/service.ts'
import { defaultAction, signalNumbers, type SignalName } from '../../shared/signals.ts'
import type { ServiceAlert, ServiceWatch } from '../../shared/watch.ts'
import { everydayRows, sceneRow } from './scene-rows.ts'

const minute = 60_000

/** Of the catalogue, with the signals that a scene shows: the catalogue grows, a scene stays. */
const withSignals = (profile: Profile, names: readonly SignalName[]): Profile => ({
  ...profile,
  signals: profile.signals.filter(({ signal }) => names.includes(signal)),
})
const six: readonly SignalName[] = ['TERM', 'INT', 'QUIT', 'USR1', 'USR2', 'HUP']
export const kamailio = withSignals(wholeKamailio, six)
export const nginx = withSignals(wholeNginx, six)

/** Details that a scene tells beside what every service has. */
export type KnownDetails = Readonly<Record<string, Partial<ServiceDetail>>>

const effects = {
  terminate: 'ends it',
  core: 'ends it with a core dump',
  ignore: 'does nothing',
  stop: 'stops it',
  continue: 'continues it',
} as const

const matchOf = (profile: Profile, more: Partial<ProfileMatch> = {}): ProfileMatch => ({
  profile,
  by: 'program',
  how: `its main process runs /usr/sbin/${profile.id}`,
  own: false,
  ...more,
})

/** The meaning of a signal by a profile, as the engine tells it. */
export function meaningOf(profile: Profile, signal: SignalName): SignalMeaning | null {
  const one = profile.signals.find((known) => known.signal === signal)
  if (one === undefined) return null
  const { role, action, does, to, price = null, basis } = one
  return { role, action, does, to, price, basis, doubt: null }
}

const shown: readonly SignalName[] = ['HUP', 'INT', 'QUIT', 'USR1', 'USR2', 'TERM', 'CHLD', 'WINCH']

const doubtful: Readonly<Partial<Record<SignalName, string>>> = {
  USR1: 'This process does not catch USR1: by default it ends it. Another build, or a wrapper, may run here.',
}

/** Signals of a known daemon; `doubts` says whether its masks disagree with the profile. */
export const knownSignals = (profile: Profile, doubts: boolean): SignalFact[] =>
  shown.map((signal) => {
    const meaning = meaningOf(profile, signal)
    const doubt = doubts ? (doubtful[signal] ?? null) : null
    return {
      signal: `SIG${signal}`,
      number: signalNumbers[signal],
      here: meaning === null || meaning.role === 'deadly' || doubt !== null ? 'default' : 'caught',
      effect: effects[defaultAction(signal)],
      meaning: meaning === null ? null : { ...meaning, doubt },
    }
  })

/** What of a profile a plan tells. */
export const plannedProfile = ({ profile, how }: ProfileMatch): PlannedProfile => ({
  id: profile.id,
  title: profile.title,
  how,
  waitsFor: profile.stop.waitsFor,
  usual: profile.stop.usual,
  longest: profile.stop.longest,
  command: profile.stop.command,
  force: profile.force,
})

const header = (name: string, more: Partial<LsbHeader> = {}): LsbHeader => ({
  provides: [name],
  requiredStart: ['$remote_fs', '$network', 'mariadb'],
  shouldStart: ['$named'],
  requiredStop: ['$remote_fs'],
  shouldStop: [],
  startBefore: [],
  stopAfter: [],
  defaultStart: ['2', '3', '4', '5'],
  defaultStop: ['0', '1', '6'],
  description: `The ${name} daemon`,
  ...more,
})

const runningScript: InitScriptDetail = {
  name: 'kamailio',
  path: '/etc/init.d/kamailio',
  leadsTo: '/opt/kamailio/etc/init.d/kamailio-5.6',
  header: header('kamailio'),
  chkconfig: null,
  actions: ['start', 'stop', 'restart', 'force-reload', 'status'],
  refusal: null,
  status: {
    number: 0,
    words: 'running',
    evidence: ['18 processes of it live.', '/run/kamailio/kamailio.pid names 4698.'],
  },
  says: { kind: 'answered', status: 0, output: 'kamailio is running.', words: 'running' },
  disagreement: null,
  pidFiles: [
    {
      path: '/run/kamailio/kamailio.pid',
      verdict: 'trusted',
      pid: 4698,
      evidence: ['Written after 4698 started; nobody else can write it.'],
    },
  ],
  lockFiles: [{ path: '/var/lock/subsys/kamailio', there: true, stale: false }],
}

const lockedScript: InitScriptDetail = {
  ...runningScript,
  name: 'faxspool',
  path: '/etc/init.d/faxspool',
  leadsTo: null,
  header: header('faxspool', { requiredStart: ['$local_fs'], shouldStart: [] }),
  chkconfig: { levels: '2345', start: 85, stop: 15 },
  status: {
    number: 2,
    words: 'dead, and its lock file is there',
    evidence: ['No process of it lives.', '/var/lock/subsys/faxspool is there.'],
  },
  says: {
    kind: 'answered',
    status: 0,
    output: 'faxspool (pid 20114) is running...',
    words: 'running',
  },
  disagreement: 'The script says that it runs, but no process of it lives',
  pidFiles: [
    {
      path: '/run/faxspool.pid',
      verdict: 'stale',
      pid: 20114,
      evidence: ['20114 is cron by now, started 3 h after the file was written.'],
    },
  ],
  lockFiles: [
    { path: '/var/lock/subsys/faxspool', there: true, stale: true },
    { path: '/run/lock/subsys/faxspool', there: false, stale: false },
  ],
}

const refusedScript: InitScriptDetail = {
  ...lockedScript,
  name: 'vmware-tools-legacy',
  path: '/etc/init.d/vmware-tools-legacy',
  header: null,
  chkconfig: null,
  refusal: {
    code: 'no-permission',
    message: '/etc/init.d/vmware-tools-legacy can be written by others than root.',
    next: 'Look at what it contains, then `chmod go-w` it.',
  },
  status: { number: 4, words: 'unknown', evidence: ['Its pid file cannot be read.'] },
  says: { kind: 'not-asked', why: 'a script that others can write is not run' },
  disagreement: null,
  pidFiles: [],
  lockFiles: [],
}

const watchOf = (now: number): ServiceWatch => ({
  restart: 'on failure, after 5 s, at most 3 times in 10 min',
  restartBy: 'quiesce',
  probe: 'port 5060 answers',
  answer: {
    kind: 'silent',
    since: now - 2 * minute,
    failures: 4,
    why: 'connection refused on 127.0.0.1:5060',
  },
  runTimeMs: 30 * 24 * 60 * minute,
})

/** Rows of the known scene: one known and well, one in doubt, two dead with something left. */
export const knownRows = (now: number): ServiceRow[] => [
  ...everydayRows(now)
    .slice(2)
    .filter(({ title }) => title !== 'nginx')
    .map((row) => (row.title === 'kamailio' ? { ...row, backend: 'sysv' as const } : row))
    .map((row) => (row.title === 'faxspool' ? { ...row, backend: 'sysv' as const } : row)),
  sceneRow('nginx', now, { pid: 912, subtitle: '/usr/sbin/nginx' }),
]

export const knownDetails = (now: number): KnownDetails => ({
  kamailio: {
    profile: matchOf(kamailio, {
      by: 'script',
      how: 'its init script is /etc/init.d/kamailio, and runs /usr/sbin/kamailio',
    }),
    signals: knownSignals(kamailio, false),
    init: runningScript,
    watch: watchOf(now),
    schedule: 'stop/65/ask/KILL/5',
    scheduleSource: 'profile',
  },
  nginx: {
    profile: matchOf(nginx, { own: true }),
    signals: knownSignals(nginx, true),
    watch: {
      restart: null,
      restartBy: null,
      probe: 'port 80 answers',
      answer: { kind: 'answers', at: now - 4000 },
      runTimeMs: null,
    },
  },
  faxspool: { init: lockedScript, signals: [], lockFile: null },
  'vmware-tools-legacy': { init: refusedScript, signals: [], pidFile: null, lockFile: null },
})

export const knownLeftovers: Readonly<Record<string, readonly Leftover[]>> = {
  faxspool: [
    {
      id: 'pid-file:/run/faxspool.pid',
      kind: 'pid-file',
      label: '/run/faxspool.pid',
      path: '/run/faxspool.pid',
      proof: ['It names 20114, which is cron by now.', 'It was written 3 h before that started.'],
      keep: null,
    },
    {
      id: 'lock-file:/var/lock/subsys/faxspool',
      kind: 'lock-file',
      label: '/var/lock/subsys/faxspool',
      path: '/var/lock/subsys/faxspool',
      proof: ['No process of faxspool lives.', 'Nobody holds the file open.'],
      keep: null,
    },
    {
      id: 'lock-file:/var/spool/fax/etc/lock.ttyS0',
      kind: 'lock-file',
      label: '/var/spool/fax/etc/lock.ttyS0',
      path: '/var/spool/fax/etc/lock.ttyS0',
      proof: ['It names 3120.'],
      keep: '3120 lives and may be using the line',
    },
  ],
}

export const knownAlerts = (now: number): ServiceAlert[] => [
  {
    id: 1,
    target: 'asterisk',
    title: 'asterisk',
    kind: 'restarted',
    sentence: 'asterisk ended by itself and was started again; it stays up.',
    at: now - 40 * minute,
  },
  {
    id: 2,
    target: 'kamailio',
    title: 'kamailio',
    kind: 'not-answering',
    sentence: 'kamailio runs, but does not answer: connection refused on 127.0.0.1:5060.',
    at: now - 2 * minute,
  },
]
