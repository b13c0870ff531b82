/** MongoDB: its manual forbids kill -9. */
import type { Profile } from '../../../shared/profile.ts'

const manual = 'documented: MongoDB Manual, Manage mongod Processes'

export const mongodb: Profile = {
  id: 'mongodb',
  title: 'MongoDB',
  recognise: {
    programs: ['mongod'],
    units: ['mongod.service', 'mongodb.service'],
    scripts: ['mongod', 'mongodb'],
  },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Stop',
      does: 'steps down as a primary, waits for running work, then leaves',
      to: 'main',
      basis: manual,
    },
    {
      signal: 'INT',
      role: 'other',
      action: 'Stop as TERM does',
      does: 'leaves as after TERM',
      to: 'main',
      basis: manual,
    },
    {
      signal: 'USR1',
      role: 'reopen-logs',
      action: 'Rotate logs',
      does: 'renames or reopens its log file',
      to: 'main',
      basis: 'documented: MongoDB Manual, Rotate Log Files',
    },
  ],
  stop: {
    schedule: 'stop/120/ask/KILL/5',
    usual: { text: 'Not measured', basis: 'unknown' },
    longest: {
      text: '15 s for a primary to go quiet (10 s before 5.0), then as long as writing takes',
      basis: 'documented: MongoDB Manual, shutdown command',
    },
    waitsFor: {
      text: 'Stepping down as a primary, and running work',
      basis: 'documented: MongoDB Manual, shutdown command',
    },
    command: {
      text: 'mongod --shutdown, db.shutdownServer() or systemctl stop mongod',
      basis: manual,
    },
  },
  force: {
    danger: 'critical',
    costs: { text: 'An unclean stop can harm its data files', basis: manual },
    survivors: { text: 'Not known', basis: 'unknown' },
    recovery: { text: 'It replays its journal', basis: 'unknown' },
  },
  files: {
    debian: { pid: ['/var/run/mongodb/mongod.pid'], basis: 'unknown' },
    rhel: {
      pid: ['/var/run/mongodb/mongod.pid'],
      basis: 'documented: mongodb/mongo, rpm/mongod.service',
    },
  },
  notes: [
    {
      text: 'A primary without a secondary that has caught up may refuse the shutdown command',
      basis: 'documented: MongoDB Manual, shutdown command',
    },
  ],
  sources: [
    'MongoDB Manual: Manage mongod Processes',
    'MongoDB Manual: shutdown command',
    'MongoDB Manual: Rotate Log Files',
    'mongodb/mongo: rpm/mongod.service',
  ],
}
