/** The rest of the table of daemons: name servers, logins, brokers, mail. */
import { connect } from './clients.ts'
import type { Daemon } from './daemon.ts'

const all = () => true

/** Nobody but its main process: what the others do on their own does not arise. */
const alone = { lives: 'nobody', pidFile: true, startsAgain: true } as const

export const moreDaemons: readonly Daemon[] = [
  {
    name: 'dnsmasq',
    package: 'dnsmasq',
    pidFile: '/run/dnsmasq/dnsmasq.pid',
    ours: /^\/usr\/sbin\/dnsmasq /,
    atLeast: 1,
    profile: 'dnsmasq',
    graceful: 'TERM',
    // Its script sources a file for all names: the catalogue knows them.
    scriptSends: ['TERM'],
    hang: { kind: 'frozen', who: all },
    afterMainKilled: alone,
    prepare: (host) => {
      const settings = 'port=5354\nlisten-address=127.0.0.1\nbind-interfaces\nno-resolv\n'
      host.writeFile('/etc/dnsmasq.d/tests', settings)
      return Promise.resolve()
    },
  },
  {
    name: 'unbound',
    package: 'unbound',
    pidFile: '/run/unbound.pid',
    ours: /^\/usr\/sbin\/unbound/,
    atLeast: 1,
    profile: 'unbound',
    graceful: 'TERM',
    scriptSends: ['TERM'],
    hang: { kind: 'frozen', who: all },
    afterMainKilled: alone,
    prepare: (host) => {
      host.writeFile('/etc/unbound/unbound.conf.d/tests.conf', 'server:\n  port: 5353\n')
      return Promise.resolve()
    },
  },
  {
    name: 'ssh',
    slow: { who: 'a login', begin: (host) => connect(host, 22, ''), right: [] },
    package: 'openssh-server',
    pidFile: '/run/sshd.pid',
    ours: /^sshd: /,
    atLeast: 1,
    profile: 'sshd',
    graceful: 'TERM',
    scriptSends: ['TERM'],
    hang: { kind: 'frozen', who: all },
    afterMainKilled: alone,
  },
  {
    name: 'lighttpd',
    package: 'lighttpd',
    pidFile: '/run/lighttpd.pid',
    ours: /^\/usr\/sbin\/lighttpd /,
    atLeast: 1,
    profile: 'lighttpd',
    graceful: 'INT',
    scriptSends: ['TERM'],
    hang: { kind: 'frozen', who: all },
    afterMainKilled: alone,
    prepare: (host) =>
      host.run([
        'sed',
        '-i',
        's/^server.port .*/server.port = 8082/',
        '/etc/lighttpd/lighttpd.conf',
      ]),
  },
  {
    name: 'mosquitto',
    package: 'mosquitto',
    pidFile: '/run/mosquitto/mosquitto.pid',
    ours: /^\/usr\/sbin\/mosquitto /,
    atLeast: 1,
    profile: 'mosquitto',
    graceful: 'TERM',
    scriptSends: ['TERM'],
    hang: { kind: 'frozen', who: all },
    afterMainKilled: alone,
    // Debian leaves its folder to systemd; and the pid file that its script makes as root is one that
    // mosquitto itself cannot write.
    prepare: async (host) => {
      await host.run(['install', '-d', '-o', 'mosquitto', '/run/mosquitto'])
      await host.run(['sed', '-i', '/^pid_file/d', '/etc/mosquitto/mosquitto.conf'])
    },
  },
  {
    name: 'named',
    package: 'bind9',
    pidFile: '/run/named/named.pid',
    ours: /^\/usr\/sbin\/named /,
    atLeast: 1,
    profile: 'named',
    graceful: 'TERM',
    waitsForSignals: true,
    scriptSends: [],
    hang: { kind: 'frozen', who: all },
    afterMainKilled: alone,
    prepare: (host) => {
      const options = 'listen-on port 5355 { 127.0.0.1; }; listen-on-v6 { none; }; recursion no;'
      host.writeFile(
        '/etc/bind/named.conf.options',
        `options { directory "/var/cache/bind"; dnssec-validation no; ${options} };\n`,
      )
      return Promise.resolve()
    },
  },
  {
    name: 'php8.2-fpm',
    package: 'php8.2-fpm',
    pidFile: '/run/php/php8.2-fpm.pid',
    ours: /^php-fpm: /,
    atLeast: 2,
    profile: 'php-fpm',
    graceful: 'QUIT',
    // www-data owns the folder of its pid file, and could name any process of root's in it.
    target: 'exe:/usr/sbin/php-fpm8.2',
    scriptRefused: /not safe to believe/,
    scriptSends: [],
    hang: { kind: 'frozen', who: all },
    afterMainKilled: { lives: 'others', pidFile: true, startsAgain: false },
  },
  {
    name: 'exim4',
    package: 'exim4-daemon-light',
    pidFile: '/run/exim4/exim.pid',
    ours: /^\/usr\/sbin\/exim4 /,
    atLeast: 1,
    profile: 'exim4',
    graceful: 'TERM',
    scriptSends: ['TERM'],
    hang: { kind: 'frozen', who: all },
    afterMainKilled: alone,
  },
]
