/**
 * Programs that leave something half done when they are cut: packages half unpacked, file systems
 * half repaired, a dump or a restore that ends in the middle. They end by themselves, and nobody asks
 * them to leave for the sake of a lock. A thread's name ends after 15 letters (proc_pid_comm(5)).
 */
const names: ReadonlySet<string> = new Set([
  // Package managers.
  ...[
    'dpkg',
    'dpkg-deb',
    'apt',
    'apt-get',
    'aptitude',
    'unattended-upgr',
    'rpm',
    'rpm-ostree',
    'dnf',
  ],
  ...[
    'dnf5',
    'yum',
    'microdnf',
    'zypper',
    'pacman',
    'apk',
    'emerge',
    'snapd',
    'packagekitd',
    'flatpak',
  ],
  // File systems and volumes.
  ...['resize2fs', 'e2fsck', 'tune2fs', 'mke2fs', 'xfs_repair', 'xfs_growfs', 'btrfs', 'btrfsck'],
  ...['badblocks', 'parted', 'sfdisk', 'fdisk', 'cryptsetup', 'mdadm', 'lvm', 'dd', 'dmsetup'],
  ...[
    'pvmove',
    'pvresize',
    'lvresize',
    'lvextend',
    'lvreduce',
    'lvconvert',
    'vgcfgrestore',
    'fstrim',
  ],
  // Dumps, restores and upgrades of data.
  ...[
    'mysqldump',
    'mariadb-dump',
    'mysql_upgrade',
    'mariadb-upgrade',
    'mysqlcheck',
    'mariadb-check',
  ],
  ...['mariabackup', 'mariadb-backup', 'xtrabackup', 'pg_dump', 'pg_dumpall', 'pg_restore'],
  ...['pg_basebackup', 'pg_upgrade', 'pg_resetwal', 'initdb', 'mongodump', 'mongorestore'],
  ...[
    'borg',
    'restic',
    'rsync',
    'slapadd',
    'slapindex',
    'update-initramf',
    'dracut',
    'grub-install',
  ],
  ...['fwupd', 'fwupdtool', 'fwupdmgr', 'flashrom'],
])

/** True where a signal in the middle of its work may leave damage behind. */
export const leavesHalfDone = (name: string): boolean =>
  names.has(name) || /^(?:fsck|mkfs)(?:\.|$)/.test(name)
