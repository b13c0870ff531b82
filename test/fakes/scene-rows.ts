/** Rows and members of the scenes: a morning on a SIP edge, one of every state. */
import type { QuiesceError } from '../../shared/errors.ts'
import type { Member } from '../../shared/process.ts'
import type { ServiceRow } from '../../shared/service.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
export const sceneBoot = '5ce0e000-0000-4000-8000-000000000000'

export const sceneMember = (pid: number, name: string, more: Partial<Member> = {}): Member => ({
  identity: { boot: sceneBoot, pid, startTicks: pid * 7 },
  name,
  args: `/usr/sbin/${name} -f /etc/${name}.conf`,
  user: name,
  main: false,
  parentPid: 1,
  processGroup: pid,
  reasons: [{ kind: 'child', of: more.parentPid ?? 1 }],
  kept: null,
  residentBytes: 8_200_000 + (pid % 97) * 610_000,
  startedAt: 0,
  ...more,
})

/** Kamailio's shape: a main process with named workers, and one that left the tree. */
export function kamailioMembers(): Member[] {
  const child = (pid: number, name: string, of = 4698): Member =>
    sceneMember(pid, name, { parentPid: of, user: 'kamailio', reasons: [{ kind: 'child', of }] })
  return [
    sceneMember(4698, 'kamailio', {
      main: true,
      reasons: [{ kind: 'pid-file', path: '/run/kamailio/kamailio.pid' }],
    }),
    ...[4699, 4700, 4701, 4702, 4703, 4704].map((pid) => child(pid, 'udp receiver')),
    ...[4705, 4706, 4707].map((pid) => child(pid, 'timer')),
    child(4708, 'jsonrpcs fifo'),
    child(4709, 'ctl handler'),
    child(4710, 'tcp main process'),
    ...[4711, 4712, 4713, 4714].map((pid) => child(pid, 'tcp receiver', 4710)),
    sceneMember(5120, 'rtpp-notify.sh', {
      user: 'kamailio',
      reasons: [{ kind: 'left-tree', from: 4698 }],
    }),
  ]
}

const refuse = (code: QuiesceError['code'], message: string, next: string): QuiesceError => ({
  code,
  message,
  next,
})

interface RowWords {
  readonly subtitle?: string
  readonly pid?: number
  readonly more?: Partial<ServiceRow>
}

/** One row of the table; running, unless more is said. */
export function sceneRow(title: string, now: number, words: RowWords = {}): ServiceRow {
  const pid = words.pid ?? 1000
  return {
    target: title,
    title,
    subtitle: words.subtitle ?? '',
    backend: 'process',
    unit: null,
    canStart: false,
    state: { kind: 'running' },
    main: { boot: sceneBoot, pid, startTicks: pid * 7 },
    user: 'ops',
    memberCount: 1 + (pid % 9),
    cpuPercent: (pid % 70) / 10,
    residentBytes: 11_000_000 + (pid % 89) * 7_000_000,
    startedAt: now - 41 * day - 2 * hour,
    note: null,
    refusal: null,
    origin: 'configured',
    practice: false,
    ...words.more,
  }
}

const dead = (note: string, more: Partial<ServiceRow>): Partial<ServiceRow> => ({
  main: null,
  memberCount: 0,
  cpuPercent: null,
  residentBytes: 0,
  startedAt: null,
  note,
  ...more,
})

/** A morning on a SIP edge: one of every state. */
export function everydayRows(now: number): ServiceRow[] {
  const row = (title: string, words: RowWords): ServiceRow => sceneRow(title, now, words)
  return [
    row('iguana', {
      subtitle: 'Iguana integration engine',
      pid: 2213,
      more: {
        backend: 'pidfile',
        memberCount: 9,
        state: { kind: 'asking', runId: 'run-iguana', since: now - 34_000 },
      },
    }),
    row('mariadbd', {
      subtitle: '/usr/sbin/mariadbd',
      pid: 1187,
      more: {
        state: { kind: 'stopping', runId: 'run-mariadb', until: now + 86_000 },
        origin: 'discovered',
      },
    }),
    row('faxspool', {
      subtitle: 'Fax spooler',
      more: dead('No process, yet /var/lock/subsys/faxspool is there', {
        state: { kind: 'dead-lock-file', path: '/var/lock/subsys/faxspool' },
        backend: 'pidfile',
      }),
    }),
    row('vmware-tools-legacy', {
      more: dead('Its pid file cannot be read: permission denied', {
        state: { kind: 'unknown', why: 'permission denied' },
        backend: 'pidfile',
      }),
    }),
    row('kamailio', {
      subtitle: 'Kamailio SIP server',
      pid: 4698,
      more: {
        backend: 'pidfile',
        memberCount: 18,
        residentBytes: 612_000_000,
        user: 'kamailio',
        startedAt: now - 19 * day - 7 * hour,
      },
    }),
    row('asterisk', { subtitle: 'Asterisk PBX', pid: 1544, more: { memberCount: 38 } }),
    row('kamailio-presence', {
      subtitle: 'Presence instance',
      pid: 5308,
      more: { backend: 'pidfile' },
    }),
    row('nginx', {
      subtitle: '/usr/sbin/nginx',
      pid: 912,
      more: {
        origin: 'discovered',
        refusal: refuse(
          'managed-by-unit',
          'nginx belongs to the systemd unit nginx.service.',
          'Stop it with `systemctl stop nginx.service`.',
        ),
      },
    }),
    row('redis-server', {
      subtitle: '/usr/bin/redis-server',
      pid: 978,
      more: { origin: 'discovered' },
    }),
    row('rtpengine-recording-daemon@edge-03-eu-central-1', {
      pid: 3120,
      subtitle: '/usr/bin/rtpengine-recording',
      more: { startedAt: now - 8 * day - 19 * hour },
    }),
    row('sshd', {
      subtitle: '/usr/sbin/sshd',
      pid: 803,
      more: {
        origin: 'discovered',
        refusal: refuse(
          'protected',
          'Your own session hangs on sshd (803).',
          'Name it with an override if you mean it.',
        ),
      },
    }),
    row('tnslsnr', {
      subtitle: '/u01/app/oracle/product/19.0.0/dbhome_1/bin/tnslsnr',
      pid: 2871,
      more: { origin: 'discovered' },
    }),
    row('practice-slow', {
      subtitle: 'cleans up for a while before it leaves',
      pid: 7711,
      more: { practice: true, origin: 'discovered', startedAt: now - 3 * minute },
    }),
    row('mosquitto', {
      more: dead('Stopped by ops on 21 Mar at 22:10, in 0.8 s', { state: { kind: 'stopped' } }),
    }),
    row('apache2', {
      more: dead('Has not run since this machine started', { state: { kind: 'stopped' } }),
    }),
  ]
}
