/** stunnel: every stop cuts its tunnels at once. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: stunnel 5.68, Debian 12, idle'
const client = 'tried: stunnel 5.68, Debian 12, one connection'

export const stunnel4: Profile = {
  id: 'stunnel4',
  title: 'stunnel',
  recognise: {
    programs: ['stunnel4', 'stunnel'],
    units: ['stunnel@*.service', 'stunnel.service', 'stunnel4.service'],
    scripts: ['stunnel4', 'stunnel'],
  },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Stop',
      does: 'closes every tunnel and leaves',
      to: 'main',
      price: 'every tunnel is cut',
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
      signal: 'QUIT',
      role: 'other',
      action: 'Stop as TERM does',
      does: 'does the same as TERM',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'HUP',
      role: 'reload',
      action: 'Reload configuration',
      does: 'reads its configuration again; chroot, setuid, setgid, pid and foreground need a restart',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'USR1',
      role: 'reopen-logs',
      action: 'Reopen logs',
      does: 'opens its log file anew',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'USR2',
      role: 'statistics',
      action: 'List connections',
      does: 'writes the list of its connections into its log',
      to: 'main',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/10/ask/KILL/5',
    usual: { text: '0.03 s', basis: client },
    longest: { text: 'Not known', basis: 'unknown' },
    waitsFor: { text: 'Nothing: an open connection was cut at once', basis: client },
    command: {
      text: 'systemctl stop stunnel@NAME, or the init script stunnel4 for all of them',
      basis: 'documented: stunnel4, Debian 12, stunnel@.service and /etc/init.d/stunnel4',
    },
  },
  force: {
    danger: 'low',
    costs: { text: 'Its tunnels, which a clean stop cuts as well', basis: client },
    survivors: { text: 'Nobody: it is one process with threads', basis: tried },
    recovery: { text: 'Nothing: the next start succeeded over the old pid file', basis: tried },
  },
  files: {
    debian: { pid: ['/run/stunnel4.pid'], basis: 'documented: /etc/init.d/stunnel4, Debian 12' },
  },
  left: {
    afterStop: [],
    afterKill: ['/run/stunnel4.pid'],
    basis: 'tried: stunnel 5.68, Debian 12, with pid = /run/stunnel4.pid',
  },
  notes: [
    {
      text: 'A program that runs behind the tunnel may see a cut connection as an error and not try again',
      basis: 'unknown',
    },
  ],
  sources: ['stunnel4(8), SIGNALS'],
}
