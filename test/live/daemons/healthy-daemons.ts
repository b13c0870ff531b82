/** More of Debian's daemons: each is looked at while it rests and leaves, and plays no life of its own. */
import type { HealthyDaemon } from './daemon.ts'
import { connect } from './clients.ts'
import { enterPostgres, makePostgres, postgres } from './postgres.ts'

const stunnel = `pid = /run/stunnel4/tests.pid
client = yes
[tests]
accept = 127.0.0.1:8443
connect = 127.0.0.1:8444
`

export const healthyDaemons: readonly HealthyDaemon[] = [
  {
    name: 'vsftpd',
    package: 'vsftpd',
    pidFile: '/run/vsftpd/vsftpd.pid',
    graceful: 'TERM',
    slow: {
      who: 'a session',
      begin: (host) => connect(host, 21, ''),
      right: [],
    },
  },
  {
    name: 'tinyproxy',
    package: 'tinyproxy',
    pidFile: '/run/tinyproxy/tinyproxy.pid',
    graceful: 'TERM',
    slow: {
      who: 'a request that is not complete',
      begin: (host) => connect(host, 8888, 'GET ', { answer: false, stays: 2 }),
      right: ['waits-for-clients'],
    },
  },
  {
    name: 'slapd',
    package: 'slapd',
    pidFile: '/run/slapd/slapd.pid',
    target: 'exe:/usr/sbin/slapd',
    graceful: 'INT',
    slow: {
      who: 'an idle client',
      begin: (host) => connect(host, 389, '', { answer: false, stays: 2 }),
      right: ['waits-for-clients'],
    },
  },
  {
    name: 'ngircd',
    package: 'ngircd',
    pidFile: '/run/ngircd/ngircd.pid',
    target: 'exe:/usr/sbin/ngircd',
    graceful: 'TERM',
    slow: {
      who: 'a client',
      begin: (host) => connect(host, 6667, 'NICK x\\r\\n', { answer: false }),
      right: [],
    },
  },
  {
    name: 'openbsd-inetd',
    package: 'openbsd-inetd',
    pidFile: '/run/inetd.pid',
    graceful: 'TERM',
    prepare: (host) => {
      host.writeFile('/etc/inetd.conf', 'discard stream tcp nowait root internal\n')
      return Promise.resolve()
    },
  },
  {
    name: 'stunnel4',
    package: 'stunnel4',
    pidFile: '/run/stunnel4/tests.pid',
    target: 'exe:/usr/bin/stunnel4',
    graceful: 'TERM',
    prepare: (host) => {
      host.writeFile('/etc/stunnel/tests.conf', stunnel)
      return Promise.resolve()
    },
  },
  {
    name: 'postgresql',
    package: 'postgresql-15',
    pidFile: postgres.pidFile,
    target: postgres.target,
    graceful: 'TERM',
    slow: {
      who: 'a session',
      begin: (host) => enterPostgres(host, 'select pg_sleep(2)'),
      right: ['waits-for-clients'],
    },
    prepare: makePostgres,
  },
]
