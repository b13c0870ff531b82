/** smbd: its shared memory suffers from SIGKILL. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: samba 4.17.12, Debian 12'
const manual = 'documented: smbd(8)'

export const smbd: Profile = {
  id: 'smbd',
  title: 'Samba smbd',
  recognise: {
    programs: ['smbd'],
    units: ['smbd.service', 'smb.service'],
    scripts: ['smbd', 'smb'],
  },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Stop',
      does: 'ends it and its processes; the manual calls it the safe way',
      to: 'main',
      price: 'clients lose their connections',
      basis: manual,
    },
    {
      signal: 'HUP',
      role: 'reload',
      action: 'Reload configuration',
      does: 'reads its configuration anew',
      to: 'main',
      basis: manual,
    },
    {
      signal: 'INT',
      role: 'deadly',
      action: 'Interrupt',
      does: 'kills it; its files stay',
      to: 'main',
      price: 'its shared files may be left inconsistent',
      basis: tried,
    },
    {
      signal: 'QUIT',
      role: 'deadly',
      action: 'Quit',
      does: 'kills it; its files stay',
      to: 'main',
      price: 'its shared files may be left inconsistent',
      basis: tried,
    },
    {
      signal: 'USR1',
      role: 'deadly',
      action: 'User signal 1',
      does: 'kills it; its files stay',
      to: 'main',
      price: 'its shared files may be left inconsistent',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/60/ask/KILL/5',
    usual: { text: '0.01 s without clients', basis: tried },
    longest: { text: 'Not measured with clients', basis: 'unknown' },
    waitsFor: { text: 'Open files to be closed', basis: 'unknown' },
    command: { text: 'systemctl stop smbd', basis: tried },
  },
  force: {
    danger: 'high',
    costs: { text: 'SIGKILL may leave its shared memory inconsistent', basis: manual },
    survivors: { text: 'Nobody without clients; with clients not tried', basis: tried },
    recovery: { text: 'Nothing without clients', basis: tried },
  },
  files: {
    debian: { pid: ['/run/samba/smbd.pid'], basis: tried },
    rhel: { pid: ['/run/samba/smbd.pid', '/run/smbd.pid'], basis: 'unknown' },
  },
  left: {
    afterStop: ['/run/samba/*.tdb'],
    afterKill: [
      '/run/samba/smbd.pid',
      '/run/samba/*.tdb',
      '/run/samba/msg.lock/PID',
      '/run/samba/msg.sock/PID',
    ],
    basis: tried,
  },
  notes: [{ text: 'smbcontrol reopens its logs, smbstatus shows who uses it', basis: 'unknown' }],
  sources: ['smbd(8), SIGNALS'],
}
