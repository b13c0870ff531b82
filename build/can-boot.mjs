/** Whether this machine can boot the private systemd host of the tests (test/hosts/). */
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { daemonPackages } from './daemon-packages.mjs'

const files = {
  systemd: ['/lib/systemd/systemd', '/usr/bin/systemctl'],
  dbus: ['/usr/bin/dbus-daemon', '/lib/systemd/system/dbus.socket'],
  'util-linux': ['/usr/bin/unshare', '/usr/bin/nsenter', '/usr/bin/setpriv'],
}
const polkitFiles = {
  polkitd: ['/usr/lib/polkit-1/polkitd'],
  passwd: ['/usr/sbin/useradd'],
}

/**
 * Makes what the host is made of once, in namespaces that go at once. The overlay of / is the step
 * that a container may forbid.
 */
const probe = `set -e
mount -t tmpfs tmpfs /mnt
mkdir /mnt/up /mnt/work /mnt/root
mount -t overlay overlay -o lowerdir=/,upperdir=/mnt/up,workdir=/mnt/work /mnt/root
mount -t proc proc /mnt/root/proc
mount -t sysfs -o ro sysfs /mnt/root/sys
mount -t cgroup2 cgroup2 /mnt/root/sys/fs/cgroup`

/** Where cgroup v2 is mounted: alone, or beside v1. @returns {string | null} */
export const cgroup2Mount = () =>
  existsSync('/proc/self/mounts') ? findCgroup2(readFileSync('/proc/self/mounts', 'utf8')) : null

/** @param {string} mounts as in /proc/self/mounts @returns {string | null} */
export const findCgroup2 = (mounts) =>
  mounts
    .split('\n')
    .map((line) => line.split(' '))
    .find((part) => part[2] === 'cgroup2')?.[1] ?? null

/** @param {string | null} folder */
function isWritable(folder) {
  try {
    if (folder !== null) accessSync(folder, constants.W_OK)
    return folder !== null
  } catch {
    return false // Mounted read-only, as in most containers.
  }
}

/**
 * Debian packages that are not here, as `apt install` wants them.
 * @param {Readonly<Record<string, readonly string[]>>} wanted files of each
 * @param {(path: string) => boolean} exists
 */
export const missingPackages = (wanted, exists = existsSync) =>
  Object.keys(wanted).filter((name) => wanted[name]?.some((path) => !exists(path)))

const plainFiles = {
  'util-linux': files['util-linux'],
  iproute2: ['/usr/sbin/ip'],
  passwd: polkitFiles.passwd,
  // Init scripts source its functions.
  'sysvinit-utils': ['/lib/lsb/init-functions'],
}

/** Daemons of test/live/daemons that are not here, by their packages. */
export const missingDaemons = () =>
  missingPackages(
    Object.fromEntries(Object.entries(daemonPackages).map(([name, path]) => [name, [path]])),
  )

/** Why some of the real daemons are left out, as `whyNoBoot`. */
export function whyNoDaemons() {
  const packages = missingDaemons()
  return packages.length > 0 ? `Not installed. apt install ${packages.join(' ')}` : ''
}

/** Why no host can be booted, as a sentence without a full stop; '' where it can. */
export function whyNoBoot() {
  const packages = missingPackages(files)
  if (packages.length > 0) return `No systemd to boot. apt install ${packages.join(' ')}`
  return whyNoSpaces()
}

/** Why no host without systemd can be made, as `whyNoBoot`. */
export function whyNoPlainHost() {
  const packages = missingPackages(plainFiles)
  if (packages.length > 0) return `No init scripts to run. apt install ${packages.join(' ')}`
  return whyNoSpaces()
}

function whyNoSpaces() {
  if (process.getuid?.() !== 0) return 'A private host needs root. Run the tests as root'
  if (!isWritable(cgroup2Mount())) return 'No cgroup v2 is mounted where this may make one'
  const spaces = ['--fork', '--pid', '--mount', '--cgroup', '--uts', '--ipc', '--net']
  const tried = spawnSync('unshare', [...spaces, 'sh', '-c', probe], {
    encoding: 'utf8',
    timeout: 5000,
  })
  if (tried.status === 0) return ''
  return `This machine gives no private host (${tried.stderr.trim().split('\n')[0] ?? ''})`
}

/** Why the host has no polkit, as `whyNoBoot`. */
export function whyNoPolkit() {
  const packages = missingPackages(polkitFiles)
  return packages.length > 0 ? `No polkit. apt install ${packages.join(' ')}` : ''
}
