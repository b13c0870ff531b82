/** varnishd: a manager and one worker that never outlives it; a restart empties the cache. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: varnishd 7.1.1, Debian 12, idle'
const client = 'tried: varnishd 7.1.1, Debian 12, one half-sent request'
const manual = 'documented: varnishd(1)'

export const varnishd: Profile = {
  id: 'varnishd',
  title: 'Varnish cache',
  recognise: { programs: ['varnishd'], units: ['varnish.service'], scripts: ['varnish'] },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Stop',
      does: 'stops the worker, then the manager leaves',
      to: 'main',
      price: 'running requests are cut, and a cache in memory is lost',
      basis: client,
    },
    {
      signal: 'INT',
      role: 'other',
      action: 'Stop as TERM does',
      does: 'does the same as TERM',
      to: 'main',
      basis: client,
    },
    {
      signal: 'HUP',
      role: 'ignored',
      action: 'Send HUP',
      does: 'does nothing: new VCL is loaded with varnishadm or varnishreload',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'QUIT',
      role: 'deadly',
      action: 'Quit',
      does: 'kills the manager; the worker notices and leaves',
      to: 'main',
      price: 'running requests are cut, the cache is lost and files stay',
      basis: tried,
    },
    {
      signal: 'USR1',
      role: 'deadly',
      action: 'Send USR1',
      does: 'kills the manager; the worker notices and leaves',
      to: 'main',
      price: 'running requests are cut, the cache is lost and files stay',
      basis: tried,
    },
    {
      signal: 'USR2',
      role: 'deadly',
      action: 'Send USR2',
      does: 'kills the manager; the worker notices and leaves',
      to: 'main',
      price: 'running requests are cut, the cache is lost and files stay',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/60/ask/KILL/5',
    usual: { text: '0.2 s when idle', basis: tried },
    longest: {
      text: 'Up to a minute where the worker does not answer (cli_timeout, 60 s by default): then the manager kills it',
      basis: manual,
    },
    waitsFor: {
      text: 'The worker to leave; not for requests, which are cut after 0.04 s',
      basis: client,
    },
    command: {
      text: 'systemctl stop varnish, which sends TERM',
      basis: 'documented: varnish 7.1.1, Debian 12, varnish.service',
    },
  },
  force: {
    danger: 'low',
    costs: {
      text: 'Requests that are running and the cache in memory, which a clean stop loses as well',
      basis: client,
    },
    survivors: { text: 'Nobody: the worker leaves when the manager is gone', basis: tried },
    recovery: {
      text: 'Nothing: the next start succeeded and cleared away old files',
      basis: tried,
    },
  },
  files: { debian: { basis: tried, pid: ['/var/lib/varnish/varnishd/_.pid'] } },
  left: {
    afterStop: ['/var/lib/varnish/varnishd/_.pid'],
    afterKill: ['/var/lib/varnish/varnishd/_.pid', '/var/lib/varnish/varnishd/_.vsm_child'],
    basis: tried,
  },
  notes: [
    { text: 'A pid file that -P names stays after a clean stop', basis: tried },
    {
      text: 'An empty cache sends all load to the servers behind it for a while',
      basis: 'unknown',
    },
  ],
  sources: ['varnishd(1)', 'Debian 12, varnish.service'],
}
