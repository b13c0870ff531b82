/** The daemons of test/live/daemons: Debian's packages, and a file by which each is recognised. */

export const daemonPackages = {
  kamailio: '/etc/init.d/kamailio',
  apache2: '/etc/init.d/apache2',
  'nginx-light': '/etc/init.d/nginx',
  rsyslog: '/usr/sbin/rsyslogd',
  cron: '/etc/init.d/cron',
  at: '/etc/init.d/atd',
  'redis-server': '/etc/init.d/redis-server',
  memcached: '/etc/init.d/memcached',
  haproxy: '/etc/init.d/haproxy',
  dnsmasq: '/etc/init.d/dnsmasq',
  unbound: '/etc/init.d/unbound',
  'openssh-server': '/etc/init.d/ssh',
  lighttpd: '/etc/init.d/lighttpd',
  mosquitto: '/etc/init.d/mosquitto',
  bind9: '/etc/init.d/named',
  'php8.2-fpm': '/etc/init.d/php8.2-fpm',
  'exim4-daemon-light': '/etc/init.d/exim4',
}
