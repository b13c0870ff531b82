/** What a header's words stand for: insserv.conf(5), LSB 5.0 "Facility Names". */
import type { OrderService } from './order-service.ts'

/** Virtual facilities, and the daemons that provide them; an empty list is provided by nobody here. */
const virtual: Readonly<Record<string, readonly string[]>> = {
  $local_fs: [],
  $network: [],
  $remote_fs: [],
  $null: [],
  $named: ['named', 'bind9', 'unbound', 'dnsmasq', 'pdns_recursor', 'pdns-recursor', 'lwresd'],
  $portmap: ['rpcbind', 'portmap'],
  $syslog: ['rsyslog', 'rsyslogd', 'syslog-ng', 'syslogd', 'sysklogd', 'inetutils-syslogd'],
  $time: ['ntp', 'ntpd', 'ntpsec', 'chrony', 'chronyd', 'openntpd'],
  '$mail-transport-agent': ['exim4', 'postfix', 'sendmail', 'master', 'opensmtpd'],
  '$x-display-manager': ['gdm3', 'lightdm', 'sddm', 'xdm'],
  '<interactive>': [],
}

const isCalled = (service: OrderService, names: readonly string[]): boolean =>
  names.some((name) => service.names.includes(name) || service.programs.includes(name))

/** It keeps the log of the others, so that it goes after them. */
export const keepsLog = (service: OrderService): boolean => isCalled(service, virtual.$syslog ?? [])

/** `$foo` that no list knows. `$all` is no facility: it means every other one. */
export const isUnknownFacility = (name: string): boolean =>
  name.startsWith('$') && name !== '$all' && !Object.hasOwn(virtual, name)

/** Those among the chosen that provide what a header names. `+name` is optional, and the same. */
export function providersOf(
  facility: string,
  services: readonly OrderService[],
): readonly OrderService[] {
  const name = facility.replace(/^\+/, '')
  const daemons = Object.hasOwn(virtual, name) ? virtual[name] : undefined
  if (daemons) return services.filter((service) => isCalled(service, daemons))
  return services.filter((service) => service.names.includes(name))
}
