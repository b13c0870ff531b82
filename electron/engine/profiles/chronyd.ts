/** chronyd: four signals stop it, and HUP is one of them. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: chronyd 4.3, Debian 12, idle'

export const chronyd: Profile = {
  id: 'chronyd',
  title: 'chrony time server',
  recognise: {
    programs: ['chronyd'],
    units: ['chrony.service', 'chronyd.service'],
    scripts: ['chrony'],
  },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Stop',
      does: 'writes its drift file and leaves',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'INT',
      role: 'other',
      action: 'Stop as TERM does',
      does: 'does the same as TERM',
      to: 'main',
      basis: tried,
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
      role: 'other',
      action: 'Stop as TERM does',
      does: 'stops it like TERM, and does not reload',
      to: 'main',
      price: 'the clock is no longer kept right; use chronyc to reload sources',
      basis: tried,
    },
    {
      signal: 'USR1',
      role: 'deadly',
      action: 'Send USR1',
      does: 'ends it on the spot: chronyd does not catch it',
      to: 'main',
      price: 'the drift file is not written; pid file and socket stay',
      basis: tried,
    },
    {
      signal: 'USR2',
      role: 'deadly',
      action: 'Send USR2',
      does: 'ends it on the spot: chronyd does not catch it',
      to: 'main',
      price: 'the drift file is not written; pid file and socket stay',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/10/ask/KILL/5',
    usual: { text: '0.04 s when idle', basis: tried },
    longest: { text: 'Not known', basis: 'unknown' },
    waitsFor: { text: 'The drift file to be written', basis: tried },
    command: {
      text: 'systemctl stop chrony (chronyd on the RHEL family), which sends TERM',
      basis: 'documented: chrony 4.3, Debian 12, chrony.service',
    },
  },
  force: {
    danger: 'low',
    costs: { text: 'What it learned of the clock since the drift file was written', basis: tried },
    survivors: { text: 'Nobody: it is one process', basis: tried },
    recovery: {
      text: 'Nothing: the next start succeeds over the old pid file and socket',
      basis: tried,
    },
  },
  files: {
    debian: {
      pid: ['/run/chrony/chronyd.pid'],
      socket: ['/run/chrony/chronyd.sock'],
      basis: tried,
    },
  },
  left: {
    afterStop: [],
    afterKill: ['/run/chrony/chronyd.pid', '/run/chrony/chronyd.sock'],
    basis: tried,
  },
  sources: ['chronyd(8)', 'Debian 12, chrony.service'],
}
