/** Iguana: only what its vendor says; nobody tried it here. */
import type { Profile } from '../../../shared/profile.ts'

const manual = 'documented: help.interfaceware.com, Gracefully Stopping Iguana Daemon on Linux'

export const iguana: Profile = {
  id: 'iguana',
  title: 'Interfaceware Iguana',
  recognise: {
    programs: ['iguana_service', 'iguana'],
    scripts: ['iguana'],
    units: ['iguana.service'],
  },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Stop',
      does: 'ends its channels, then leaves: the only stop that its vendor recommends',
      to: 'main',
      basis: manual,
    },
  ],
  stop: {
    schedule: 'stop/300/ask/KILL/5',
    usual: { text: 'Not measured', basis: 'unknown' },
    longest: {
      text: 'No limit: it can hang on calls to databases and web services',
      basis: manual,
    },
    waitsFor: { text: 'Calls to databases and web services to come back', basis: manual },
    command: { text: 'killall -SIGTERM iguana_service', basis: manual },
  },
  force: {
    danger: 'critical',
    costs: {
      text: 'No clean-up and no core dump; memory leaks, zombie processes and connections that are not closed',
      basis: manual,
    },
    survivors: { text: 'Not known', basis: 'unknown' },
    recovery: {
      text: 'Where it does not start properly, the vendor advises to reboot the server',
      basis: manual,
    },
  },
  files: {},
  notes: [
    {
      text: 'Before force, look for hung channels: since 6.1 a single channel can be force-stopped',
      basis: 'documented: help.interfaceware.com, Troubleshooting unresponsive channels',
    },
  ],
  sources: [
    'help.interfaceware.com: Gracefully Stopping Iguana Daemon on Linux',
    'help.interfaceware.com: Troubleshooting unresponsive channels',
  ],
}
