/** Init scripts with a vice each, what they do when nobody looks, and what Quiesce has to say of it. */
import { PlainHost } from '../../hosts/plain-host.ts'
import { begin, honest, programOf, scriptText, type Parts } from './vice-scripts.ts'

export interface Vice {
  readonly name: string
  readonly parts?: Parts
  /** Mode and owner of the script. */
  readonly mode?: number
  readonly owner?: string
  /** Where the script lies, if its name is a link. */
  readonly elsewhere?: string
  readonly prepare?: (host: PlainHost) => Promise<unknown>
  /** How many its start leaves running; one without it. */
  readonly daemons?: number
  /** By the script alone: exit status of `stop` (null: it never returns), and who lives on. */
  readonly raw: { readonly stop: number | null; readonly left: number }
  /** A stop by Quiesce: outcome, exit status, and who lives on. */
  readonly stops: { readonly outcome: string; readonly status: number; readonly left: number }
  /** Exit status of `quiesce start`. */
  readonly starts: number
  /** What `quiesce plan` says of it, in its warnings, ceilings or steps. */
  readonly plan?: RegExp
  /** What a stop says of the script, besides its outcome. */
  readonly notice?: RegExp
  /** What the script's `status` came to. */
  readonly asked: 'answered' | 'not-asked'
  /** Others could have written it: what it says of its pid file and program does not count. */
  readonly unbelieved?: true
}

const stopped = { outcome: 'stopped', status: 0, left: 0 } as const
const practice = `${PlainHost.checkout}/dist/native/quiesce-practice`

export const vices: readonly Vice[] = [
  { name: 'obeys', asked: 'answered', raw: { stop: 0, left: 0 }, stops: stopped, starts: 0 },
  {
    name: 'lies',
    asked: 'answered',
    parts: { stop: 'log_daemon_msg "Stopping" "$NAME"; log_end_msg 0; exit 0' },
    raw: { stop: 0, left: 1 },
    stops: { outcome: 'hung', status: 11, left: 1 },
    starts: 0,
    notice: /said OK \(status 0\), yet liesd .* lives/,
  },
  {
    name: 'hangs',
    asked: 'answered',
    parts: { stop: 'while :; do sleep 1; done' },
    raw: { stop: null, left: 1 },
    stops: { outcome: 'hung', status: 11, left: 1 },
    starts: 0,
  },
  {
    name: 'fails',
    asked: 'answered',
    parts: { stop: `${honest.stop}; exit 1` },
    raw: { stop: 1, left: 0 },
    stops: stopped,
    starts: 0,
    notice: /ended with status 1 .*Nobody of the service is left/,
  },
  {
    name: 'without-status',
    asked: 'not-asked',
    parts: { status: null },
    raw: { stop: 0, left: 0 },
    stops: stopped,
    starts: 0,
  },
  {
    name: 'prints-garbage',
    asked: 'answered',
    parts: {
      stop: `head -c 1048576 /dev/urandom; printf '\\033[2J\\033]0;owned\\007'; ${honest.stop}`,
      status: `head -c 1048576 /dev/urandom; printf '\\033[2J\\033]0;owned\\007'; ${honest.status}`,
    },
    raw: { stop: 0, left: 0 },
    stops: stopped,
    starts: 0,
  },
  {
    name: 'starts-late',
    asked: 'answered',
    parts: {
      start: `(sleep 2; ${honest.start}) >/dev/null 2>&1 </dev/null & exit 0`,
    },
    raw: { stop: 0, left: 0 },
    stops: stopped,
    starts: 0,
  },
  {
    name: 'two-daemons',
    daemons: 2,
    asked: 'answered',
    parts: {
      head: 'SECOND=/run/two-daemons-second.pid\nSECOND_PIDFILE=$SECOND',
      start: `${honest.start}
    start-stop-daemon --start --quiet --background --make-pidfile --pidfile $SECOND_PIDFILE --startas $DAEMON -- 6001`,
      stop: `${honest.stop}
    start-stop-daemon --stop --quiet --oknodo --retry=TERM/10 --remove-pidfile --pidfile $SECOND_PIDFILE`,
    },
    raw: { stop: 0, left: 0 },
    stops: stopped,
    starts: 0,
  },
  {
    name: 'needs-environment',
    asked: 'answered',
    parts: { head: '[ -n "$VENDOR_HOME" ] || { echo "VENDOR_HOME is not set" >&2; exit 6; }' },
    raw: { stop: 6, left: 1 },
    stops: { outcome: 'hung', status: 11, left: 1 },
    starts: 1,
    notice: /ended with status 6 .*VENDOR_HOME is not set/,
  },
  {
    name: 'not-executable',
    asked: 'not-asked',
    mode: 0o644,
    raw: { stop: 126, left: 1 },
    stops: { outcome: 'refused', status: 14, left: 1 },
    starts: 14,
    plan: /may not be executed/,
  },
  {
    name: 'is-a-link',
    asked: 'answered',
    elsewhere: '/opt/vendor/x.sh',
    raw: { stop: 0, left: 0 },
    stops: stopped,
    starts: 0,
    plan: /is a link: \/opt\/vendor\/x\.sh is run/,
  },
  {
    name: 'of-another-user',
    unbelieved: true,
    asked: 'not-asked',
    owner: 'ada',
    raw: { stop: 0, left: 0 },
    stops: { outcome: 'refused', status: 14, left: 1 },
    starts: 14,
    plan: /belongs to user \d+/,
  },
  {
    name: 'writable-by-others',
    unbelieved: true,
    asked: 'not-asked',
    mode: 0o777,
    raw: { stop: 0, left: 0 },
    stops: { outcome: 'refused', status: 14, left: 1 },
    starts: 14,
    plan: /every user may write/,
  },
  {
    name: 'forces',
    asked: 'answered',
    parts: {
      start: `${begin} --pidfile $PIDFILE --exec $DAEMON -- ignores-term --dir /run`,
      stop: 'start-stop-daemon --stop --quiet --retry=TERM/1/KILL/5 --pidfile $PIDFILE --exec $DAEMON',
    },
    prepare: (host) => host.run(['install', practice, programOf('forces')]),
    raw: { stop: 0, left: 0 },
    stops: { outcome: 'killed', status: 10, left: 0 },
    starts: 0,
    plan: /the init script.*TERM\/1\/KILL\/5.*SIGKILL/,
  },
]

/** Puts a vice's script in its place. */
export async function installVice(host: PlainHost, vice: Vice): Promise<void> {
  const path = `/etc/init.d/${vice.name}`
  const at = vice.elsewhere ?? path
  host.writeFile(at, scriptText(vice.name, vice.parts), vice.mode ?? 0o755)
  if (vice.elsewhere !== undefined) await host.run(['ln', '-s', vice.elsewhere, path])
  if (vice.owner !== undefined) await host.run(['chown', vice.owner, at])
}
