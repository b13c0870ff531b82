/** Every daemon that Quiesce knows, by id. */
import type { Profile } from '../../../shared/profile.ts'
import { apache2 } from './apache2.ts'
import { atd } from './atd.ts'
import { avahiDaemon } from './avahi-daemon.ts'
import { chronyd } from './chronyd.ts'
import { collectd } from './collectd.ts'
import { cron } from './cron.ts'
import { cupsd } from './cupsd.ts'
import { dhcpd } from './dhcpd.ts'
import { dnsmasq } from './dnsmasq.ts'
import { dockerd } from './dockerd.ts'
import { dovecot } from './dovecot.ts'
import { elasticsearch } from './elasticsearch.ts'
import { exim4 } from './exim4.ts'
import { fail2ban } from './fail2ban.ts'
import { freeradius } from './freeradius.ts'
import { gunicorn } from './gunicorn.ts'
import { haproxy } from './haproxy.ts'
import { iguana } from './iguana.ts'
import { java } from './java.ts'
import { kamailio } from './kamailio.ts'
import { keepalived } from './keepalived.ts'
import { lighttpd } from './lighttpd.ts'
import { mariadb } from './mariadb.ts'
import { memcached } from './memcached.ts'
import { mongodb } from './mongodb.ts'
import { mosquitto } from './mosquitto.ts'
import { named } from './named.ts'
import { nginx } from './nginx.ts'
import { nscd } from './nscd.ts'
import { ntpd } from './ntpd.ts'
import { openvpn } from './openvpn.ts'
import { phpFpm } from './php-fpm.ts'
import { postfix } from './postfix.ts'
import { postgresql } from './postgresql.ts'
import { proftpd } from './proftpd.ts'
import { prometheus } from './prometheus.ts'
import { rabbitmq } from './rabbitmq.ts'
import { redis } from './redis.ts'
import { rpcbind } from './rpcbind.ts'
import { rsyslog } from './rsyslog.ts'
import { rtpengine } from './rtpengine.ts'
import { slapd } from './slapd.ts'
import { smbd } from './smbd.ts'
import { snmpd } from './snmpd.ts'
import { squid } from './squid.ts'
import { sshd } from './sshd.ts'
import { stunnel4 } from './stunnel4.ts'
import { supervisord } from './supervisord.ts'
import { tomcat } from './tomcat.ts'
import { tor } from './tor.ts'
import { turnserver } from './turnserver.ts'
import { unbound } from './unbound.ts'
import { uwsgi } from './uwsgi.ts'
import { varnishd } from './varnishd.ts'
import { vsftpd } from './vsftpd.ts'
import { zabbixAgentd } from './zabbix-agentd.ts'

/** The catalogue as it is delivered; a person's own profiles come on top of it. */
export const catalogue: readonly Profile[] = [
  // One a line, by alphabet.
  apache2,
  atd,
  avahiDaemon,
  chronyd,
  collectd,
  cron,
  cupsd,
  dhcpd,
  dnsmasq,
  dockerd,
  dovecot,
  elasticsearch,
  exim4,
  fail2ban,
  freeradius,
  gunicorn,
  haproxy,
  iguana,
  java,
  kamailio,
  keepalived,
  lighttpd,
  mariadb,
  memcached,
  mongodb,
  mosquitto,
  named,
  nginx,
  nscd,
  ntpd,
  openvpn,
  phpFpm,
  postfix,
  postgresql,
  proftpd,
  prometheus,
  rabbitmq,
  redis,
  rpcbind,
  rsyslog,
  rtpengine,
  slapd,
  smbd,
  snmpd,
  squid,
  sshd,
  stunnel4,
  supervisord,
  tomcat,
  tor,
  turnserver,
  unbound,
  uwsgi,
  varnishd,
  vsftpd,
  zabbixAgentd,
]
