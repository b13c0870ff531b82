/** What is stopped only by its own name: what a person needs to get at the machine, or it to run. */
import type { UnitManager } from '../../../../shared/unit.ts'

/** One service, by everything that it is called. */
export interface Called {
  /** Configured name, script, facilities, units with and without `.service`. */
  readonly names: readonly string[]
  /** Its main processes. */
  readonly programs: readonly string[]
  readonly manager: UnitManager | null
}

interface Rule {
  readonly why: string
  readonly names: RegExp
}

const whole = (...names: readonly string[]): RegExp => new RegExp(`^(?:${names.join('|')})$`)

/** The first that fits tells the reason. The kernel keeps 15 bytes of a program's name. */
const rules: readonly Rule[] = [
  {
    why: 'Your own connection may hang on it.',
    names: whole('sshd?', 'sshd@.*', 'sshd-session', 'dropbear', 'telnetd', 'ttyd'),
  },
  {
    why: 'The way by which you reach this machine may lead through it.',
    names: whole(
      'openvpn.*',
      'wg-quick@.*',
      'tailscaled',
      'zerotier-one',
      'nebula',
      'strongswan.*',
      'charon.*',
      'ipsec',
      'tinc.*',
      'frr',
      'bird.?',
      'keepalived',
    ),
  },
  {
    why: 'It carries terminals that people work in.',
    names: whole('tmux.*', 'screen', 'zellij', 'dtach', 'abduco', 'mosh-server'),
  },
  {
    why: 'It carries the graphical session.',
    names: whole(
      'gdm3?',
      'sddm',
      'lightdm',
      'lxdm',
      'xdm',
      'wdm',
      'greetd',
      'slim',
      'nodm',
      'display-manager',
      'Xorg',
      'Xwayland',
      'gnome-shell',
      'gnome-session.*',
      'plasma.*',
      'kwin_.*',
    ),
  },
  {
    why: 'The network hangs on it.',
    names: whole(
      'networking',
      'network',
      'network-manager',
      'NetworkManager.*',
      'dhclient.*',
      'dhcpcd.*',
      'udhcpc',
      'wpa_supplicant.*',
      'iwd',
      'connmand?',
      'wickedd?.*',
      'ifupdown.*',
      'ifup@.*',
      'netplan.*',
      'ModemManager',
    ),
  },
  { why: 'Other services speak over it.', names: whole('dbus', 'dbus-(?:daemon|broker.*)') },
  {
    why: 'Logins and permissions hang on it.',
    names: whole('elogind.*', 'polkit', 'polkitd', 'policykit', 'seatd', 'consolekit'),
  },
  {
    why: 'Devices hang on it.',
    names: whole('udev', 'udevd', 'eudev', 'mdev', 'keyboard-setup', 'console-setup'),
  },
  {
    why: 'Storage hangs on it.',
    names: whole(
      'lvm2?.*',
      'lvmetad',
      'dmeventd',
      'dm-event',
      'mdadm.*',
      'mdmon.*',
      'multipathd?',
      'multipath-tools.*',
      'iscsid?',
      'open-iscsi',
      'nfs-client',
      'nfs-common',
      'nfs-blkmap',
      'rpc\\.?(?:statd|gssd|idmapd)',
      'rpc-(?:statd|gssd|idmapd).*',
      'rpcbind',
      'portmap',
      'autofs',
      'automount',
      'zfs.*',
      'zed',
      'cryptsetup.*',
      'cryptdisks.*',
    ),
  },
  {
    why: 'It is a part of the system itself.',
    names: whole('systemd', '\\(sd-pam\\)', 'systemd-.*', 'init', 'user@.*', 'user-runtime-dir@.*'),
  },
  { why: 'People log in there.', names: whole('.*getty@.*', 'a?getty', '.*-getty', 'login') },
  { why: 'It is Quiesce.', names: whole('quiesce', 'quiesce-signal-.*', 'quiesce-console') },
]

/**
 * Why a service is never among "all", as a sentence; null where it may be. A wrong match leaves too
 * much running, never too little. The keepers of the system's log are no such: they go last.
 */
export function isNeverInAll({ names, programs, manager }: Called): string | null {
  const called = [...names, ...names.map((name) => name.replace(/\.service$/, '')), ...programs]
  const rule = rules.find((one) => called.some((name) => one.names.test(name)))
  if (rule) return rule.why
  // Nobody can tell which of them are the session, and which only run in it.
  return manager === 'user' ? 'It belongs to your own login session.' : null
}
