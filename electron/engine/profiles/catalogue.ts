/** Every daemon that Quiesce knows, by id. */
import type { Profile } from '../../../shared/profile.ts'
import { apache2 } from './apache2.ts'
import { atd } from './atd.ts'
import { chronyd } from './chronyd.ts'
import { cron } from './cron.ts'
import { cupsd } from './cupsd.ts'
import { dnsmasq } from './dnsmasq.ts'
import { dockerd } from './dockerd.ts'
import { dovecot } from './dovecot.ts'
import { elasticsearch } from './elasticsearch.ts'
import { exim4 } from './exim4.ts'
import { haproxy } from './haproxy.ts'
import { iguana } from './iguana.ts'
import { java } from './java.ts'
import { kamailio } from './kamailio.ts'
import { lighttpd } from './lighttpd.ts'
import { mariadb } from './mariadb.ts'
import { memcached } from './memcached.ts'
import { mongodb } from './mongodb.ts'
import { mosquitto } from './mosquitto.ts'
import { named } from './named.ts'
import { nginx } from './nginx.ts'
import { openvpn } from './openvpn.ts'
import { phpFpm } from './php-fpm.ts'
import { postfix } from './postfix.ts'
import { postgresql } from './postgresql.ts'
import { prometheus } from './prometheus.ts'
import { rabbitmq } from './rabbitmq.ts'
import { redis } from './redis.ts'
import { rsyslog } from './rsyslog.ts'
import { slapd } from './slapd.ts'
import { smbd } from './smbd.ts'
import { snmpd } from './snmpd.ts'
import { sshd } from './sshd.ts'
import { stunnel4 } from './stunnel4.ts'
import { unbound } from './unbound.ts'
import { varnishd } from './varnishd.ts'
import { vsftpd } from './vsftpd.ts'

/** The catalogue as it is delivered; a person's own profiles come on top of it. */
export const catalogue: readonly Profile[] = [
  // One a line, by alphabet.
  apache2,
  atd,
  chronyd,
  cron,
  cupsd,
  dnsmasq,
  dockerd,
  dovecot,
  elasticsearch,
  exim4,
  haproxy,
  iguana,
  java,
  kamailio,
  lighttpd,
  mariadb,
  memcached,
  mongodb,
  mosquitto,
  named,
  nginx,
  openvpn,
  phpFpm,
  postfix,
  postgresql,
  prometheus,
  rabbitmq,
  redis,
  rsyslog,
  slapd,
  smbd,
  snmpd,
  sshd,
  stunnel4,
  unbound,
  varnishd,
  vsftpd,
]
