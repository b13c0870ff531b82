/** A person's own programs: shells, terminals, editors, the desktop. They are no services. */
import type { ProcessRow } from '../../../shared/process.ts'
import { isKnown } from '../../../shared/unknown.ts'
import { decideCgroupOwner } from './cgroup-owner.ts'
import { isMultiplexer, isSshServer, programName, sessionBasic } from './session-basics.ts'

const shells = /^(?:bash|sh|dash|zsh|ksh|mksh|fish|tcsh|csh|ash|nu)$/

const programs = new Set([
  // Terminals.
  ...['gnome-terminal-server', 'konsole', 'xterm', 'uxterm', 'kitty', 'alacritty', 'foot', 'tilix'],
  ...['xfce4-terminal', 'terminator', 'wezterm-gui', 'mate-terminal', 'lxterminal', 'urxvt'],
  ...['ptyxis', 'ghostty', 'st', 'ttyd', 'gotty'],
  // Editors.
  ...['vim', 'vi', 'nvim', 'emacs', 'nano', 'micro', 'hx', 'code', 'codium', 'gedit', 'kate'],
  ...['gnome-text-editor', 'subl', 'sublime_text', 'mousepad', 'pluma'],
  // What a login leaves running beside the shell.
  ...['su', 'sudo', 'doas', 'runuser', 'login', 'agetty', 'getty', 'ssh', 'ssh-agent', 'gpg-agent'],
  ...['scdaemon', 'dirmngr', 'gnome-keyring-daemon', 'kwalletd5', 'kwalletd6', 'ssh-add'],
  // Desktop helpers.
  ...['pulseaudio', 'pipewire', 'pipewire-pulse', 'wireplumber', 'ibus-daemon', 'fcitx5'],
  ...['at-spi-bus-launcher', 'at-spi2-registryd', 'dconf-service', 'xfconfd', 'gvfsd'],
  ...['gvfsd-fuse', 'evolution-source-registry', 'goa-daemon', 'tracker-miner-fs-3'],
  ...['xdg-desktop-portal', 'xdg-document-portal', 'xdg-permission-store', 'nautilus', 'thunar'],
  ...['Thunar', 'dolphin', 'xfce4-panel', 'xfdesktop', 'nm-applet', 'blueman-applet'],
  ...['firefox', 'firefox-esr', 'chrome', 'chromium', 'thunderbird'],
  ...['chrome_crashpad_handler'],
])

/** `bash`, `-bash`, `sh -l`: a shell for a person. A shell with a script or a text is a program. */
function isPersonsShell(row: ProcessRow): boolean {
  if (!shells.test(programName(row)) && !shells.test(row.name)) return false
  if (!isKnown(row.args)) return row.uid !== 0
  const [first = '', ...rest] = row.args
  // What comes through a descriptor somebody types or feeds, line by line.
  const isOwn = (word: string): boolean => /^-[lis]+$|^--login$|^\/(?:dev|proc)\//.test(word)
  return first.startsWith('-') || rest.every(isOwn)
}

/** An application of the desktop: systemd's user manager starts each in a scope of its own. */
function isDesktopApplication(row: ProcessRow): boolean {
  if (!isKnown(row.cgroup)) return false
  const owner = decideCgroupOwner(row.cgroup)
  return owner.kind === 'scope' && /^(?:app|vte-spawn|flatpak|snap)[-.]/.test(owner.scope)
}

/** True for a process that a person works with rather than one that serves. */
export function isPersonal(row: ProcessRow, systemd: boolean): boolean {
  return (
    row.terminal !== 0 ||
    isPersonsShell(row) ||
    programs.has(programName(row)) ||
    isMultiplexer(row) ||
    (systemd && isDesktopApplication(row))
  )
}

/**
 * True where a walk from a daemon up to its main process ends: what a person's shell, an SSH
 * session, a message bus or the desktop started is a service of its own.
 */
export function isStarter(row: ProcessRow, systemd: boolean): boolean {
  return isPersonal(row, systemd) || isSshServer(row) || sessionBasic(row) !== null
}
