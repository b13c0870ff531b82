/** slapd: three more signals stop it, HUP and USR2 among them. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: slapd 2.5.13, Debian 12, mdb, idle'
const client = 'tried: slapd 2.5.13, Debian 12, mdb, one idle connection'
const manual = 'documented: slapd.conf(5), gentlehup'

export const slapd: Profile = {
  id: 'slapd',
  title: 'OpenLDAP server',
  recognise: { programs: ['slapd'], units: ['slapd.service'], scripts: ['slapd'] },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Stop',
      does: 'disconnects every client, closes its databases and leaves',
      to: 'main',
      price: 'every client is disconnected at once',
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
      role: 'other',
      action: 'Stop as TERM does',
      does: 'stops it: it does not reload; with gentlehup on, it waits for its clients to leave first',
      to: 'main',
      price: 'every client is disconnected at once',
      basis: tried,
    },
    {
      signal: 'USR2',
      role: 'other',
      action: 'Stop as TERM does',
      does: 'stops it in the same way as TERM',
      to: 'main',
      price: 'every client is disconnected at once',
      basis: tried,
    },
    {
      signal: 'USR1',
      role: 'other',
      action: 'Send USR1',
      does: 'wakes a thread of its own; nothing to see from outside',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'QUIT',
      role: 'deadly',
      action: 'Quit',
      does: 'ends it on the spot: nobody catches it',
      to: 'main',
      price: 'its databases are not closed',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/60/ask/KILL/5',
    usual: { text: '0.04 s when idle', basis: tried },
    longest: {
      text: 'Not known; with bdb or hdb, as old installations have, the database is checkpointed first',
      basis: 'unknown',
    },
    waitsFor: {
      text: 'Not for idle connections, which are cut; not known for running operations',
      basis: client,
    },
    command: {
      text: 'systemctl stop slapd, which runs the init script on Debian',
      basis: 'documented: slapd 2.5.13, Debian 12, /etc/init.d/slapd',
    },
  },
  force: {
    danger: 'high',
    costs: {
      text: 'Information may be lost or the database damaged, says its guide',
      basis: 'documented: OpenLDAP Administrator’s Guide, Stopping slapd',
    },
    survivors: { text: 'Nobody: it is one process with threads', basis: tried },
    recovery: { text: 'With mdb the next start succeeded over old files', basis: tried },
  },
  files: { debian: { pid: ['/run/slapd/slapd.pid'], socket: ['/run/slapd/ldapi'], basis: tried } },
  left: {
    afterStop: [],
    afterKill: ['/run/slapd/slapd.pid', '/run/slapd/slapd.args', '/run/slapd/ldapi'],
    basis: tried,
  },
  notes: [
    {
      text: 'With gentlehup on, HUP stops listening and waits for its clients without a limit',
      basis: manual,
    },
  ],
  sources: [
    'slapd(8)',
    'slapd.conf(5), gentlehup',
    'OpenLDAP Administrator’s Guide, Stopping slapd',
  ],
}
