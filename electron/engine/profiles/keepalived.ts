/** keepalived: waits in a signalfd; a kill of all of it leaves the virtual address up. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: keepalived 2.2.7, Debian 12, one VRRP instance'
const manual = 'documented: keepalived(8)'

export const keepalived: Profile = {
  id: 'keepalived',
  title: 'keepalived',
  recognise: { programs: ['keepalived'], units: ['keepalived.service'], scripts: ['keepalived'] },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Stop',
      does: 'takes its virtual addresses off this machine and leaves',
      to: 'main',
      price: 'another node takes over; without one, the addresses are gone',
      expects: 'any',
      basis: tried,
    },
    {
      signal: 'INT',
      role: 'other',
      action: 'Stop as TERM does',
      does: 'does the same as TERM',
      to: 'main',
      expects: 'any',
      basis: tried,
    },
    {
      signal: 'HUP',
      role: 'reload',
      action: 'Reload configuration',
      does: 'reads its configuration again',
      to: 'main',
      expects: 'any',
      basis: tried,
    },
    {
      signal: 'USR1',
      role: 'statistics',
      action: 'Dump its data',
      does: 'writes its configuration and state to /tmp/keepalived.data',
      to: 'main',
      expects: 'any',
      basis: manual,
    },
    {
      signal: 'USR2',
      role: 'statistics',
      action: 'Dump its statistics',
      does: 'writes its statistics to /tmp/keepalived.stats',
      to: 'main',
      expects: 'any',
      basis: manual,
    },
    {
      signal: 'QUIT',
      role: 'ignored',
      action: 'Send QUIT',
      does: 'does nothing',
      to: 'main',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/10/ask/KILL/5',
    usual: { text: '1.03 s', basis: tried },
    longest: { text: 'Not known', basis: 'unknown' },
    waitsFor: { text: 'Its children, which withdraw the addresses first: about 1 s', basis: tried },
    command: {
      text: 'systemctl stop keepalived, which sends TERM',
      basis: 'documented: keepalived 2.2.7, Debian 12, keepalived.service',
    },
  },
  force: {
    danger: 'critical',
    costs: {
      text: 'The virtual addresses stay on this machine when all of it is killed, while another node takes them too',
      basis: tried,
    },
    survivors: {
      text: 'Nobody for long: its children notice within 1 s, take the addresses off and leave',
      basis: tried,
    },
    recovery: {
      text: 'Look with ip addr whether a virtual address stayed; a start and a clean stop took it off',
      basis: tried,
    },
  },
  files: { debian: { pid: ['/run/keepalived.pid', '/run/vrrp.pid'], basis: tried } },
  left: { afterStop: [], afterKill: ['/run/keepalived.pid'], basis: tried },
  notes: [
    {
      text: 'Its masks show TERM, INT, HUP, USR1 and USR2 as blocked and none as caught, and yet it obeys them (signalfd)',
      basis: tried,
    },
    { text: 'Killing the main process alone is kinder here than killing all of it', basis: tried },
  ],
  sources: ['keepalived(8), SIGNALS'],
}
