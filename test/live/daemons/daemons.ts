/** The real daemons: sixteen of Debian 12 by Debian's own init scripts, and rsyslogd, which lost its. */
import type { Daemon } from './daemon.ts'
import { connect } from './clients.ts'
import { apacheFiles, rsyslogScript } from './daemon-files.ts'
import { moreDaemons } from './more-daemons.ts'

const all = () => true

const briefRequest = 'GET /cgi-bin/brief HTTP/1.0\\r\\n\\r\\n'

/** Nobody but its main process: what the others do on their own does not arise. */
const alone = { lives: 'nobody', pidFile: true, startsAgain: true } as const

export const daemons: readonly Daemon[] = [
  {
    name: 'kamailio',
    package: 'kamailio',
    pidFile: '/run/kamailio/kamailio.pid',
    ours: /^\/usr\/sbin\/kamailio /,
    atLeast: 10,
    profile: 'kamailio',
    graceful: 'TERM',
    scriptSends: ['TERM'],
    // It waits 60 s for a worker that does not answer.
    hang: { kind: 'frozen', who: ({ pid }, main) => pid !== main && pid % 5 === 0 },
    afterMainKilled: { lives: 'others', pidFile: true, startsAgain: false },
    prepare: (host) =>
      host.run(['sed', '-i', 's/^#*RUN_KAMAILIO=.*/RUN_KAMAILIO=yes/', '/etc/default/kamailio']),
  },
  {
    name: 'apache2',
    package: 'apache2',
    pidFile: '/run/apache2/apache2.pid',
    ours: /^\/usr\/sbin\/apache2 |^sleep 4244$/,
    // With the one that starts CGI programs.
    atLeast: 4,
    profile: 'apache2',
    graceful: 'WINCH',
    scriptSends: ['TERM'],
    hang: {
      kind: 'busy',
      who: 'a slow CGI program',
      verdict: /^waits-for-clients: 1 client still connected on port 8080/,
      begin: async (host) => {
        // Apache keeps an answer back until there is enough of it.
        await connect(host, 8080, 'GET /cgi-bin/slow HTTP/1.0\\r\\n\\r\\n', { answer: false })
        await host.waitForProcess(({ args }) => args === 'sleep 4244')
      },
    },
    slow: {
      who: 'a CGI program',
      begin: async (host) => {
        await connect(host, 8080, briefRequest, { answer: false, stays: 3 })
        await host.waitForProcess(({ args }) => args === 'sleep 2.25')
      },
      right: ['waits-for-clients', 'waits-for-child'],
    },
    afterMainKilled: { lives: 'others', pidFile: true, startsAgain: false },
    prepare: async (host) => {
      for (const { path, text, mode } of apacheFiles) host.writeFile(path, text, mode)
      await host.run(['a2enmod', '-q', 'cgid'])
    },
  },
  {
    name: 'nginx',
    package: 'nginx-light',
    pidFile: '/run/nginx.pid',
    ours: /^nginx: /,
    atLeast: 2,
    profile: 'nginx',
    graceful: 'QUIT',
    scriptSends: ['QUIT'],
    hang: {
      kind: 'busy',
      who: 'an open download',
      verdict: /^waits-for-clients: 1 client still connected on port 8081/,
      begin: (host) => connect(host, 8081, 'GET /big HTTP/1.0\\r\\n\\r\\n'),
    },
    slow: {
      who: 'a download',
      begin: (host) => connect(host, 8081, 'GET /small HTTP/1.0\\r\\n\\r\\n'),
      right: ['waits-for-clients', 'waits-for-child'],
    },
    afterMainKilled: { lives: 'others', pidFile: true, startsAgain: false },
    prepare: async (host) => {
      await host.run(['rm', '-f', '/etc/nginx/sites-enabled/default'])
      host.writeFile(
        '/etc/nginx/conf.d/tests.conf',
        'server { listen 127.0.0.1:8081; root /srv; limit_rate 1k; }\n',
      )
      await host.run(['truncate', '-s', '50M', '/srv/big'])
      // Three seconds' worth.
      await host.run(['truncate', '-s', '3K', '/srv/small'])
    },
  },
  {
    name: 'rsyslog',
    package: 'rsyslog',
    pidFile: '/run/rsyslogd.pid',
    ours: /^\/usr\/sbin\/rsyslogd/,
    atLeast: 1,
    profile: 'rsyslog',
    graceful: 'TERM',
    scriptSends: ['TERM'],
    hang: { kind: 'frozen', who: all },
    afterMainKilled: alone,
    prepare: (host) => {
      host.writeScript('rsyslog', rsyslogScript)
      // The kernel's own log belongs to the machine.
      return host.run(['sed', '-i', '/imklog/d', '/etc/rsyslog.conf'])
    },
  },
  {
    name: 'cron',
    package: 'cron',
    pidFile: '/run/crond.pid',
    ours: /^\/usr\/sbin\/cron$/,
    atLeast: 1,
    profile: 'cron',
    graceful: 'TERM',
    scriptSends: ['TERM'],
    hang: { kind: 'never', why: 'SIGTERM ends it by default, also while it is frozen' },
    job: {
      args: /^sleep 4242$|CRON/,
      begin: async (host) => {
        await host.waitForProcess(({ args }) => args === 'sleep 4242')
      },
    },
    afterMainKilled: alone,
    prepare: (host) => {
      host.writeFile('/etc/cron.d/job', '@reboot root exec sleep 4242\n')
      return Promise.resolve()
    },
    beforeStart: (host) => host.run(['rm', '-f', '/run/crond.reboot']),
  },
  {
    name: 'atd',
    package: 'at',
    pidFile: '/run/atd.pid',
    ours: /^\/usr\/sbin\/atd$/,
    atLeast: 1,
    profile: 'atd',
    graceful: 'TERM',
    scriptSends: ['TERM'],
    hang: { kind: 'frozen', who: all },
    job: {
      args: /^sleep 4243$|^sh$/,
      begin: async (host) => {
        await host.exec(['at', 'now'], { input: 'exec sleep 4243\n' })
        await host.waitForProcess(({ args }) => args === 'sleep 4243')
      },
    },
    afterMainKilled: alone,
  },
  {
    name: 'redis-server',
    package: 'redis-server',
    pidFile: '/run/redis/redis-server.pid',
    ours: /^\/usr\/bin\/redis-server /,
    atLeast: 1,
    profile: 'redis',
    graceful: 'TERM',
    scriptSends: ['TERM'],
    hang: { kind: 'frozen', who: all },
    slow: {
      who: 'a dump that takes 2 s',
      begin: async (host) => {
        // As long as a large one takes: after each key it sleeps so many microseconds.
        await host.run(['redis-cli', 'config', 'set', 'rdb-key-save-delay', '20000'])
        const fill = "for i = 1, 100 do redis.call('set', i, i) end"
        await host.run(['redis-cli', 'eval', fill, '0'])
      },
      right: [],
    },
    afterMainKilled: alone,
  },
  {
    name: 'memcached',
    package: 'memcached',
    pidFile: '/run/memcached.pid',
    ours: /^\/usr\/bin\/memcached /,
    atLeast: 1,
    profile: 'memcached',
    graceful: 'TERM',
    scriptSends: ['TERM'],
    hang: { kind: 'frozen', who: all },
    afterMainKilled: alone,
  },
  {
    name: 'haproxy',
    package: 'haproxy',
    pidFile: '/run/haproxy.pid',
    ours: /^\/usr\/sbin\/haproxy /,
    atLeast: 1,
    profile: 'haproxy',
    graceful: 'USR1',
    scriptSends: ['TERM'],
    hang: {
      kind: 'busy',
      who: 'an open session',
      verdict: /^waits-for-clients: 1 client still connected on port 8083/,
      begin: (host) => connect(host, 8083, 'x', { answer: false }),
    },
    slow: {
      who: 'a session',
      begin: (host) => connect(host, 8083, 'x', { answer: false, stays: 3 }),
      right: ['waits-for-clients'],
    },
    afterMainKilled: alone,
    prepare: async (host) => {
      const frontend = `frontend slow
  mode tcp
  bind 127.0.0.1:8083
  tcp-request inspect-delay 600s
  tcp-request content accept if { req.len ge 1000 }
`
      await host.exec(['tee', '-a', '/etc/haproxy/haproxy.cfg'], { input: frontend })
    },
  },
  ...moreDaemons,
]
