/** uWSGI: TERM does not stop it but restarts it, unless die-on-term is set. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: uwsgi 2.0.21, Debian 12, a master and two workers, idle'
const client = 'tried: uwsgi 2.0.21, Debian 12, a master and two workers, one request of 6 s'
const docs = 'documented: uWSGI documentation, Managing the uWSGI server'
const unit = 'documented: uwsgi-core 2.0.21, Debian 12, uwsgi-app@.service'

export const uwsgi: Profile = {
  id: 'uwsgi',
  title: 'uWSGI',
  recognise: {
    programs: ['uwsgi', 'uwsgi-core'],
    units: ['uwsgi-app@*.service', 'uwsgi.service', 'uwsgi@*.service'],
    scripts: ['uwsgi'],
  },
  signals: [
    {
      signal: 'QUIT',
      role: 'graceful',
      action: 'Stop',
      does: 'ends its workers and leaves; no signal of uWSGI waits for running requests',
      to: 'main',
      price: 'running requests are cut',
      basis: client,
    },
    {
      signal: 'INT',
      role: 'fast',
      action: 'Stop',
      does: 'does the same as QUIT',
      to: 'main',
      price: 'running requests are cut',
      basis: client,
    },
    {
      signal: 'TERM',
      role: 'other',
      action: 'Restart hard',
      does: 'restarts it with new workers instead of stopping it, unless die-on-term is set',
      to: 'main',
      price: 'running requests are cut, and it runs on',
      basis: client,
    },
    {
      signal: 'HUP',
      role: 'reload',
      action: 'Reload application',
      does: 'lets its workers finish and starts everything anew, in the same process',
      to: 'main',
      basis: docs,
    },
    {
      signal: 'USR1',
      role: 'statistics',
      action: 'Print statistics',
      does: 'writes its configuration and the counters of its workers into its log',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'USR2',
      role: 'deadly',
      action: 'Send USR2',
      does: 'kills the master; the workers notice and leave',
      to: 'main',
      price: 'running requests are cut',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/15/ask/KILL/5',
    usual: { text: '1 s', basis: client },
    longest: { text: 'Not known', basis: 'unknown' },
    waitsFor: {
      text: 'Its workers to leave; not for requests, which are cut at once',
      basis: client,
    },
    command: {
      text: 'systemctl stop uwsgi-app@NAME: Debian’s unit sends QUIT; a unit of your own needs KillSignal=SIGQUIT or die-on-term',
      basis: unit,
    },
  },
  force: {
    danger: 'low',
    costs: { text: 'Requests that are running, which a stop cuts as well', basis: client },
    survivors: {
      text: 'A worker with a running request, until that is done; idle, nobody after 0.05 s',
      basis: client,
    },
    recovery: { text: 'Nothing: the next start succeeded over the old pid file', basis: client },
  },
  files: {},
  notes: [
    {
      text: 'A stop that sends TERM looks like a hang: the service is up again at once, with the same main process',
      basis: tried,
    },
    {
      text: 'With --master-fifo, writing q to that pipe stops it after the running requests',
      basis: 'documented: uWSGI documentation, The Master FIFO',
    },
  ],
  sources: [
    'uWSGI documentation, Managing the uWSGI server',
    'uWSGI documentation, The Master FIFO',
    'Debian 12, uwsgi-app@.service',
  ],
}
