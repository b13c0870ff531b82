/** Programs on which a person's own session hangs: stopping one may lock that person out. */
import type { ProcessRow } from '../../../shared/process.ts'
import { isKnown } from '../../../shared/unknown.ts'

const basics: readonly (readonly [what: string, names: readonly string[]])[] = [
  ['the display server', ['Xorg', 'X', 'Xwayland', 'Xvnc', 'Xtigervnc', 'weston']],
  [
    'the desktop shell',
    [
      ...['gnome-shell', 'kwin_x11', 'kwin_wayland', 'plasmashell', 'mutter', 'cinnamon', 'sway'],
      ...['Hyprland', 'labwc', 'xfwm4', 'marco', 'cosmic-comp', 'gnome-session-binary'],
      ...['gnome-session-service', 'startplasma-wayland', 'startplasma-x11', 'ksmserver'],
      ...['xfce4-session', 'mate-session', 'lxsession', 'cinnamon-session-binary'],
    ],
  ],
  [
    'the display manager',
    ['gdm', 'gdm3', 'gdm-session-worker', 'sddm', 'lightdm', 'lxdm', 'xdm', 'greetd', 'slim'],
  ],
  ['the message bus', ['dbus-daemon', 'dbus-broker', 'dbus-broker-launch']],
  ['the permission service', ['polkitd']],
  ['the login service', ['systemd-logind', 'elogind', 'elogind-daemon', 'login', 'systemd']],
  [
    'the network service',
    [
      ...['NetworkManager', 'systemd-networkd', 'systemd-resolved', 'dhclient', 'dhcpcd', 'udhcpc'],
      ...['wpa_supplicant', 'iwd', 'connmand', 'wickedd', 'netifd'],
    ],
  ],
]

/** The kernel keeps 15 bytes of a name (TASK_COMM_LEN, proc_pid_comm(5)). */
const kernelNameLength = 15

const byName: ReadonlyMap<string, string> = new Map(
  basics.flatMap(([what, names]) =>
    names.flatMap((name) => [
      [name, what],
      [name.slice(0, kernelNameLength), what],
    ]),
  ),
)

/** File name of the executable, or the kernel's name where that cannot be read. */
export function programName(row: ProcessRow): string {
  if (!isKnown(row.executable)) return row.name
  return row.executable.path.slice(row.executable.path.lastIndexOf('/') + 1)
}

/**
 * A unit's process between fork and exec: still systemd's program, and called `(NAME)` by it a
 * moment after it came into the unit's cgroup (rename_process in exec_child; from systemd 254 on
 * systemd-executor stands between). The managers themselves live in an init.scope.
 */
function isBeforeExec(row: ProcessRow): boolean {
  if (!/^systemd(?:-executor)?$/.test(programName(row))) return false
  if (/^\(.+\)$/.test(row.name)) return true
  return isKnown(row.cgroup) && /\/(?!user@\d+\.)[^/]+\.service$/.test(row.cgroup)
}

/**
 * What of a person's session this process is ("the display server"), or null. Names can be
 * borrowed: a wrong match refuses too much, never too little.
 */
export function sessionBasic(row: ProcessRow): string | null {
  if (isBeforeExec(row)) return null
  return byName.get(programName(row)) ?? byName.get(row.name) ?? null
}

/** True for a process of an SSH server: listener, session monitor or session. */
export function isSshServer(row: ProcessRow): boolean {
  return ['sshd', 'sshd-session', 'sshd-auth', 'dropbear'].includes(programName(row))
}

/** True for a terminal multiplexer: it outlives the connection that carries a person to it. */
export function isMultiplexer(row: ProcessRow): boolean {
  return ['tmux', 'screen', 'zellij', 'dtach', 'abduco'].includes(programName(row))
}
