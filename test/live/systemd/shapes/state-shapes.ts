/** Units in odd states, of odd size, or with odd ties. */
import { actor, service } from '../../../hosts/shapes.ts'
import { atOnce, killedAt, one, type Shape } from './shape.ts'

const bySystemd = /systemd/
const subCgroup = '/sys/fs/cgroup/system.slice/delegated.service/sub'

export const stateShapes: readonly Shape[] = [
  one('restarts-always', service(actor('obeys'), { Restart: 'always', RestartSec: '100ms' }), {
    says: 'Restart=always does not fire after a stop',
    facts: atOnce,
    expected: { outcome: 'stopped' },
  }),
  one('auto-restart', service('false', { Restart: 'always', RestartSec: 100 }), {
    says: 'a unit between two starts has no process, and its next start is called off',
    start: [],
    before: 'activating/auto-restart',
    prepare: (host) => host.exec(['systemctl', 'start', '--no-block', 'auto-restart.service']),
    facts: atOnce,
    expected: { outcome: 'stopped' },
  }),
  one('activating', service(actor('obeys'), { Type: 'notify' }), {
    says: 'a unit that never says that it is ready',
    start: [],
    before: 'activating/start',
    prepare: (host) => host.exec(['systemctl', 'start', '--no-block', 'activating.service']),
    facts: atOnce,
    expected: { outcome: 'stopped' },
  }),
  one('frozen', service(actor('obeys')), {
    says: 'a frozen unit: systemd’s stop thaws it',
    prepare: (host) => host.systemctl('freeze', 'frozen.service'),
    facts: { ...atOnce, heard: ['main got TERM'] },
    expected: { outcome: 'stopped', warns: [/thaw/i] },
  }),
  one('stopped-main', service(actor('stops')), {
    says: 'a main process stopped by SIGSTOP: systemd continues it, and nobody is killed',
    facts: { ...atOnce, heard: ['main got TERM'] },
    expected: { outcome: 'stopped' },
  }),
  one(
    'delegated',
    service(
      `/bin/sh -c "mkdir ${subCgroup} && exec ${actor('obeys', `ignores+cgroup=${subCgroup}`)}"`,
      { Delegate: 'yes' },
    ),
    {
      says: 'a member in a cgroup below the unit’s own',
      facts: { ...killedAt(2000), heard: ['main got TERM', 'child1 got TERM'] },
      expected: { outcome: 'killed', by: bySystemd },
    },
  ),
  one('left-the-cgroup', service(actor('obeys', 'obeys+cgroup=/sys/fs/cgroup/elsewhere')), {
    says: 'a child in a foreign cgroup lives on',
    alsoIn: ['/elsewhere'],
    facts: { ...atOnce, left: ['actor child1 obeys+cgroup=/sys/fs/cgroup/elsewhere'] },
    expected: { outcome: 'stopped' },
  }),
  one('thousand', service(actor('--children=999', 'obeys')), {
    says: 'a unit with a thousand processes',
    alone: true,
    facts: atOnce,
    expected: { outcome: 'stopped' },
  }),
  one('chain', service(actor('obeys', 'chain:300')), {
    says: 'a process that is another one every few milliseconds',
    facts: killedAt(2000),
    expected: { outcome: 'killed', by: bySystemd },
  }),
  one('bomb', service(actor('bomb:150')), {
    says: 'a fork bomb, bounded, that ignores SIGTERM',
    alone: true,
    facts: killedAt(2000),
    expected: { outcome: 'killed', by: bySystemd },
  }),
  one('of-nobody', service(actor('obeys'), { User: 'nobody' }), {
    says: 'a service of another user',
    facts: { ...atOnce, heard: ['main got TERM'] },
    expected: { outcome: 'stopped' },
  }),
  {
    says: 'an instance of a template, with an escaped name',
    units: { 'tmpl@.service': service(actor('obeys', 'obeys')) },
    target: 'tmpl@a-b\\x2dc.service',
    facts: { ...atOnce, heard: ['main got TERM', 'child1 got TERM'] },
    expected: { outcome: 'stopped' },
  },
  {
    says: 'a unit that is called by its alias',
    units: { 'aliased.service': service(actor('obeys')) },
    target: 'alias.service',
    start: ['aliased.service'],
    links: { 'alias.service': 'aliased.service' },
    facts: atOnce,
    expected: { outcome: 'stopped' },
  },
  one('already-dead', service(actor('obeys')), {
    says: 'a unit that does not run',
    start: [],
    before: 'inactive/dead',
    facts: atOnce,
    expected: { outcome: 'already-stopped' },
  }),
  one('refuses', service(actor('obeys'), {}, { RefuseManualStop: 'yes' }), {
    says: 'RefuseManualStop=yes: nothing is sent',
    facts: { ...atOnce, end: 'active/running', left: ['actor main obeys'] },
    expected: { outcome: 'refused', warns: [/refuse/i] },
  }),
]
