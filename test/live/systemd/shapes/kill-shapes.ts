/** KillMode=, KillSignal=, SendSIGHUP=, SendSIGKILL=, FinalKillSignal=, TimeoutStopFailureMode= (systemd.kill(5)). */
import { actor, service } from '../../../hosts/shapes.ts'
import { atOnce, killedAt, one, type Shape } from './shape.ts'

const bySystemd = /systemd/

export const killShapes: readonly Shape[] = [
  one('group-obeys', service(actor('obeys', 'obeys')), {
    says: 'control-group: every process gets SIGTERM',
    facts: { ...atOnce, heard: ['main got TERM', 'child1 got TERM'] },
    expected: { outcome: 'stopped' },
  }),
  one('group-child-ignores', service(actor('obeys', 'ignores')), {
    says: 'control-group: a child that ignores SIGTERM is killed after TimeoutStopSec',
    facts: { ...killedAt(2000), heard: ['main got TERM', 'child1 got TERM'] },
    expected: { outcome: 'killed', by: bySystemd },
  }),
  one('mixed-child', service(actor('obeys', 'ignores'), { KillMode: 'mixed' }), {
    says: 'mixed: children get SIGKILL as soon as the main process has left',
    facts: { ...atOnce, forcedMs: 0, heard: ['main got TERM'] },
    expected: {
      outcome: 'killed',
      by: /KillMode=mixed/,
      ceiling: { source: /mixed/, afterMs: null },
    },
  }),
  one('mixed-main', service(actor('ignores', 'default'), { KillMode: 'mixed' }), {
    says: 'mixed: a main process that ignores SIGTERM takes its children along at the timeout',
    facts: { ...killedAt(2000), heard: ['main got TERM'] },
    expected: { outcome: 'killed', by: bySystemd },
  }),
  one('process-child', service(actor('obeys', 'default'), { KillMode: 'process' }), {
    says: 'process: children stay, on purpose',
    facts: { ...atOnce, left: ['actor child1 default'], heard: ['main got TERM'] },
    expected: { outcome: 'stopped', kept: ['actor child1 de'] },
  }),
  one('process-main', service(actor('ignores', 'default'), { KillMode: 'process' }), {
    says: 'process: only the main process is killed at the timeout',
    facts: { ...killedAt(2000), left: ['actor child1 default'] },
    expected: { outcome: 'killed', by: bySystemd, kept: ['actor child1 de'] },
  }),
  one('none-main', service(actor('obeys'), { KillMode: 'none' }), {
    says: 'none without ExecStop: nobody is signalled, and the unit calls itself dead',
    facts: { ...atOnce, left: ['actor main obeys'], heard: [] },
    // Nobody asked the main process to end, and it did not: that is no success.
    schedule: 'stop/2',
    expected: { outcome: 'hung', warns: [/KillMode=none/] },
  }),
  one(
    'none-exec-stop',
    service(actor('obeys'), { KillMode: 'none', ExecStop: '/bin/kill -TERM $MAINPID' }),
    {
      says: 'none with ExecStop: the command alone ends it',
      facts: { ...atOnce, heard: ['main got TERM'] },
      expected: { outcome: 'stopped' },
    },
  ),
  one('signal-usr1', service(actor('only:USR1'), { KillSignal: 'SIGUSR1' }), {
    says: 'KillSignal=SIGUSR1: its own signal ends it',
    facts: { ...atOnce, heard: ['main got USR1'] },
    expected: { outcome: 'stopped' },
  }),
  one('signal-int', service(actor('obeys', 'ignores'), { KillSignal: 'SIGINT' }), {
    says: 'KillSignal=SIGINT: the final round asks with it, too',
    facts: { ...killedAt(2000), heard: ['main got INT', 'child1 got INT'] },
    expected: { outcome: 'killed', by: bySystemd },
  }),
  one('sends-hup', service(actor('slow:0.5'), { SendSIGHUP: 'yes' }), {
    says: 'SendSIGHUP=yes: SIGHUP follows SIGTERM',
    facts: { ...atOnce, tookMs: 500, heard: ['main got HUP', 'main got TERM'] },
    expected: { outcome: 'stopped' },
  }),
  one('no-kill', service(actor('ignores'), { SendSIGKILL: 'no', TimeoutStopSec: 1 }), {
    says: 'SendSIGKILL=no: systemd gives up after twice the timeout and leaves it running',
    facts: {
      end: 'failed/failed',
      result: 'timeout',
      forcedMs: null,
      tookMs: 2000,
      left: ['actor main ignores'],
    },
    schedule: 'stop/4',
    expected: { outcome: 'hung' },
  }),
  one(
    'no-kill-mixed',
    service(actor('obeys', 'ignores'), { SendSIGKILL: 'no', KillMode: 'mixed' }),
    {
      says: 'SendSIGKILL=no with mixed: the children stay behind a unit that calls itself dead',
      facts: { ...atOnce, left: ['actor child1 ignores'] },
      schedule: 'stop/3',
      expected: { outcome: 'hung' },
    },
  ),
  one('final-quit', service(actor('ignores'), { FinalKillSignal: 'SIGQUIT' }), {
    says: 'FinalKillSignal=SIGQUIT: the last signal is another one',
    facts: { ...killedAt(2000), forcedWith: 'SIGQUIT' },
    expected: { outcome: 'killed', by: bySystemd },
  }),
  one('final-usr2', service(actor('ignores'), { FinalKillSignal: 'SIGUSR2', TimeoutStopSec: 1 }), {
    says: 'FinalKillSignal=SIGUSR2: four timeouts later the process has outlived systemd',
    facts: {
      end: 'failed/failed',
      result: 'timeout',
      forcedMs: 3000,
      forcedWith: 'SIGUSR2',
      tookMs: 4000,
      left: ['actor main ignores'],
    },
    schedule: 'stop/6',
    expected: { outcome: 'hung' },
  }),
  one('aborts', service(actor('ignores'), { TimeoutStopFailureMode: 'abort' }), {
    says: 'TimeoutStopFailureMode=abort: SIGABRT comes at the timeout',
    facts: { ...killedAt(2000), forcedWith: 'SIGABRT' },
    expected: { outcome: 'killed', by: bySystemd },
  }),
  one(
    'aborts-stubborn',
    service(actor('stubborn'), { TimeoutStopFailureMode: 'abort', TimeoutAbortSec: 1 }),
    {
      says: 'TimeoutStopFailureMode=abort: SIGKILL follows after TimeoutAbortSec',
      facts: { ...killedAt(3000), heard: ['main got TERM', 'main got ABRT'] },
      expected: { outcome: 'killed', by: bySystemd },
    },
  ),
  one('kills-at-once', service(actor('ignores'), { TimeoutStopFailureMode: 'kill' }), {
    says: 'TimeoutStopFailureMode=kill: SIGKILL at the timeout',
    facts: killedAt(2000),
    expected: { outcome: 'killed', by: bySystemd },
  }),
  one('infinite', service(actor('slow:2.5'), { TimeoutStopSec: 'infinity' }), {
    says: 'TimeoutStopSec=infinity: nobody else will force',
    facts: { ...atOnce, tookMs: 2500 },
    expected: { outcome: 'stopped', ceiling: null },
  }),
]
