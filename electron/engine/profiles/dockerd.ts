/** dockerd: containers live below their shims, not below it. */
import type { Profile } from '../../../shared/profile.ts'

const manual = 'documented: docs.docker.com, dockerd'

export const dockerd: Profile = {
  id: 'dockerd',
  title: 'Docker Engine',
  recognise: { programs: ['dockerd'], units: ['docker.service'], scripts: ['docker'] },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Stop',
      does: 'stops its containers, up to 15 s, then leaves; with live-restore they go on',
      to: 'main',
      price: 'its containers stop, unless live-restore is on',
      basis: manual,
    },
    {
      signal: 'INT',
      role: 'other',
      action: 'Stop as TERM does',
      does: 'leaves as after TERM',
      to: 'main',
      price: 'its containers stop, unless live-restore is on',
      expects: 'any',
      basis: 'unknown',
    },
    {
      signal: 'HUP',
      role: 'reload',
      action: 'Reload configuration',
      does: 'reads those parts of its configuration anew that allow it',
      to: 'main',
      basis: manual,
    },
    {
      signal: 'USR1',
      role: 'statistics',
      action: 'Print a stack trace',
      does: 'writes what all its goroutines do to a file, and goes on',
      to: 'main',
      expects: 'any',
      basis: 'documented: docs.docker.com, Read the daemon logs',
    },
  ],
  stop: {
    schedule: 'stop/60/ask/KILL/5',
    usual: { text: 'Not measured', basis: 'unknown' },
    longest: { text: '--shutdown-timeout, 15 s by default, for its containers', basis: manual },
    waitsFor: {
      text: 'Its containers to stop, unless live-restore is on',
      basis: 'documented: docs.docker.com, Live restore',
    },
    command: {
      text: 'systemctl stop docker.socket docker.service',
      basis: 'documented: docker.service (Debian)',
    },
  },
  force: {
    danger: 'high',
    costs: { text: 'What is under way in containers and images', basis: 'unknown' },
    survivors: { text: 'Containers and their shims', basis: 'unknown' },
    recovery: { text: 'Not known', basis: 'unknown' },
  },
  keeps: {
    who: 'children',
    why: 'shims and their containers go on where live-restore is on',
    basis: 'documented: docs.docker.com, Live restore',
  },
  files: {
    debian: { pid: ['/run/docker.pid'], socket: ['/run/docker.sock'], basis: 'unknown' },
    rhel: { pid: ['/run/docker.pid'], socket: ['/run/docker.sock'], basis: 'unknown' },
  },
  notes: [
    {
      text: 'docker.socket starts it again where docker.service alone was stopped',
      basis: 'unknown',
    },
  ],
  sources: [
    'docs.docker.com: dockerd',
    'docs.docker.com: Live restore',
    'docs.docker.com: Read the daemon logs',
    'docker.service (Debian), KillMode=process',
  ],
}
