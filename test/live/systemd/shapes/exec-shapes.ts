/** ExecStop=, ExecStopPost=, Type= and what a unit is started by (systemd.service(5)). */
import { actor, bashTraps, practice, service } from '../../../hosts/shapes.ts'
import { atOnce, killedAt, one, type Shape } from './shape.ts'

const bySystemd = /systemd/

export const execShapes: readonly Shape[] = [
  one('exec-stop-hangs', service(actor('obeys'), { ExecStop: 'sleep 60' }), {
    says: 'an ExecStop that hangs has a timeout of its own before SIGTERM comes',
    facts: { end: 'failed/failed', result: 'timeout', forcedMs: null, tookMs: 2000 },
    expected: { outcome: 'stopped', ceiling: { source: /TimeoutStopSec/, afterMs: 4000 } },
  }),
  one('exec-stop-hangs-ignores', service(actor('ignores'), { ExecStop: 'sleep 60' }), {
    says: 'an ExecStop that hangs before a process that ignores SIGTERM: SIGKILL after two timeouts',
    facts: killedAt(4000),
    expected: { outcome: 'killed', by: bySystemd },
  }),
  one(
    'exec-stop-hangs-kill',
    service(actor('obeys'), { ExecStop: 'sleep 60', TimeoutStopFailureMode: 'kill' }),
    {
      says: 'an ExecStop that hangs with TimeoutStopFailureMode=kill: SIGKILL without SIGTERM',
      facts: { ...killedAt(2000), heard: [] },
      expected: {
        outcome: 'killed',
        by: bySystemd,
        ceiling: { source: /TimeoutStop/, afterMs: 2000 },
      },
    },
  ),
  one('exec-stop-early', service(actor('obeys'), { ExecStop: 'true' }), {
    says: 'an ExecStop that only asks ends before the service does: SIGTERM follows at once',
    facts: { ...atOnce, heard: ['main got TERM'] },
    expected: { outcome: 'stopped' },
  }),
  one('exec-stop-two', service(actor('obeys'), { ExecStop: ['sleep 1', 'sleep 1.5'] }), {
    says: 'two ExecStop commands have the timeout each',
    facts: { ...atOnce, tookMs: 2500 },
    expected: { outcome: 'stopped' },
  }),
  one('exec-stop-fails', service(actor('obeys'), { ExecStop: ['false', 'sleep 60'] }), {
    says: 'an ExecStop that fails skips the next one, and the unit is failed in the end',
    facts: { ...atOnce, end: 'failed/failed', result: 'exit-code', heard: ['main got TERM'] },
    expected: { outcome: 'stopped' },
  }),
  one(
    'exec-stop-own-signal',
    service(actor('only:QUIT'), {
      ExecStop: '/bin/sh -c "kill -QUIT $MAINPID; tail --pid=$MAINPID -s 0.1 -f /dev/null"',
    }),
    {
      says: 'an ExecStop that sends its own signal and waits',
      facts: { ...atOnce, heard: ['main got QUIT'] },
      expected: { outcome: 'stopped' },
    },
  ),
  one('stop-post-fails', service(actor('obeys'), { ExecStopPost: 'false' }), {
    says: 'an ExecStopPost that fails: all are gone, and the unit is failed',
    facts: { ...atOnce, end: 'failed/failed', result: 'exit-code' },
    expected: { outcome: 'stopped' },
  }),
  one('stop-post-hangs', service(actor('obeys'), { ExecStopPost: 'sleep 60' }), {
    says: 'an ExecStopPost that hangs keeps the unit deactivating for another timeout',
    facts: { end: 'failed/failed', result: 'timeout', forcedMs: null, tookMs: 2000 },
    expected: { outcome: 'stopped' },
  }),
  one(
    'forking',
    service(actor('--pid-file=/run/forking.pid', 'obeys', 'default'), {
      Type: 'forking',
      PIDFile: '/run/forking.pid',
    }),
    {
      says: 'Type=forking: the pid file names the main process',
      facts: { ...atOnce, heard: ['main got TERM'] },
      expected: { outcome: 'stopped' },
    },
  ),
  one(
    'forking-ignores',
    service(actor('--pid-file=/run/forking-ignores.pid', 'ignores', 'ignores'), {
      Type: 'forking',
      PIDFile: '/run/forking-ignores.pid',
    }),
    {
      says: 'Type=forking, and none of it obeys',
      facts: { ...killedAt(2000), heard: ['main got TERM', 'child1 got TERM'] },
      expected: { outcome: 'killed', by: bySystemd },
    },
  ),
  one(
    'extends',
    service(actor('--ready', '--extend=2,9', 'ignores'), { Type: 'notify', NotifyAccess: 'all' }),
    {
      says: 'a service that asks for more time by EXTEND_TIMEOUT_USEC gets it',
      facts: { ...atOnce, tookMs: 4500 },
      expected: {
        outcome: 'stopped',
        ceiling: { source: /EXTEND_TIMEOUT_USEC/, afterMs: null },
      },
    },
  ),
  one(
    'extends-once',
    service(actor('--ready', '--extend=3,1', '--stay', 'ignores'), {
      Type: 'notify',
      NotifyAccess: 'all',
    }),
    {
      says: 'a service that asked for three seconds and does not use them is killed then',
      facts: killedAt(3000),
      expected: { outcome: 'killed', by: bySystemd, asksForTime: true },
    },
  ),
  one('one-shot', service('true', { Type: 'oneshot', RemainAfterExit: 'yes' }), {
    says: 'a oneshot that remains: active with nothing running',
    before: 'active/exited',
    facts: atOnce,
    expected: { outcome: 'stopped' },
  }),
  one(
    'one-shot-left',
    service(`/bin/sh -c "setsid ${actor('obeys')} & sleep 0.3"`, {
      Type: 'oneshot',
      RemainAfterExit: 'yes',
    }),
    {
      says: 'a oneshot that left a daemon behind in its cgroup',
      before: 'active/exited',
      facts: { ...atOnce, heard: ['main got TERM'] },
      expected: { outcome: 'stopped' },
    },
  ),
  one('bash', service(bashTraps()), {
    says: 'a bash daemon that traps SIGTERM: its sleep gets it too, and so it ends at once',
    facts: { ...atOnce, heard: ['main got TERM'] },
    expected: { outcome: 'stopped' },
  }),
  one('bash-mixed', service(bashTraps(), { KillMode: 'mixed' }), {
    says: 'a bash daemon alone with SIGTERM waits for its sleep, and is killed',
    facts: { ...killedAt(2000), heard: [] },
    expected: { outcome: 'killed', by: bySystemd },
  }),
  one(
    'practice',
    service(practice('ignores-term', 'practice'), {
      RuntimeDirectory: 'practice-practice',
      RuntimeDirectoryMode: '0700',
    }),
    {
      says: 'a practice daemon in a unit: the unit is what is stopped',
      facts: killedAt(2000),
      expected: { outcome: 'killed', by: bySystemd },
    },
  ),
  one('exits-3', service(actor('obeys:3')), {
    says: 'a service that leaves with status 3 is failed, and gone by itself',
    facts: { ...atOnce, end: 'failed/failed', result: 'exit-code' },
    expected: { outcome: 'stopped' },
  }),
]
