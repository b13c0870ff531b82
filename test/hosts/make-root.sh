# make-root.sh: sourced by the first process of a host's namespaces (inside-*.sh FOLDER CGROUP
# CHECKOUT), after which it stands in the root that the host shall have. become_init turns into its init.
set -euo pipefail
folder=$1 cgroup=$2 checkout=$3

# A cgroup namespace is rooted where its first process is, so that comes first.
if [[ ${IN_CGROUP:-} != yes ]]; then
  echo 0 >"$cgroup/cgroup.procs"
  IN_CGROUP=yes exec unshare --cgroup bash "$0" "$@"
fi

# The machine's /proc is still in place: it tells our pid as the machine counts.
read -r pid _ </proc/self/stat

mount --make-rprivate /
mount -t tmpfs tmpfs "$folder/mnt"
cd "$folder/mnt"
mkdir up work root
mount -t overlay overlay -o "lowerdir=/,upperdir=$folder/mnt/up,workdir=$folder/mnt/work" root
cd root

# /proc/sys and /sys are the machine's own, whatever the namespace: read only.
mount -t proc proc proc
mount --bind proc/sys proc/sys
mount -o remount,bind,ro proc/sys
mount -t sysfs -o ro sysfs sys
mount -t cgroup2 cgroup2 sys/fs/cgroup

# A /dev of its own: journald would put its socket's name into the machine's.
mount -t tmpfs -o mode=755 tmpfs dev
for node in null zero full random urandom tty autofs fuse; do
  # Not every kernel has the last two.
  [[ -e /dev/$node ]] || continue
  : >"dev/$node"
  mount --bind "/dev/$node" "dev/$node"
done
mkdir dev/pts dev/shm
mount -t devpts -o newinstance,mode=620,ptmxmode=666 devpts dev/pts
mount -t tmpfs -o mode=1777 tmpfs dev/shm
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
for number in 0:stdin 1:stdout 2:stderr; do ln -s "/proc/self/fd/${number%:*}" "dev/${number#*:}"; done

mount -t tmpfs -o mode=755 tmpfs run
mount -t tmpfs -o mode=1777 tmpfs tmp
# Nobody's settings, journals or keys.
mount -t tmpfs -o mode=755 tmpfs home
mount -t tmpfs -o mode=700 tmpfs root
: >etc/fstab
tr -d - </proc/sys/kernel/random/uuid >etc/machine-id
echo quiesce-host >etc/hostname

# The checkout may lie under /tmp, on another file system, or where only root may look.
for place in ".$checkout" opt/quiesce; do
  mkdir -p "$place"
  mount --bind "$checkout" "$place"
  mount -o remount,bind,ro "$place"
done

# become_init PROGRAM...: leaves the machine's root, and runs the host's first program.
become_init() {
  mkdir -p old
  echo "$pid" >"$folder/init.pid"
  pivot_root . old
  mount --make-rprivate /old
  umount -l /old
  # The missing capabilities keep it from what only the machine's own may do: clock, kernel modules,
  # sysctls.
  exec env -i LANG=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    setpriv --bounding-set=-sys_module,-sys_time,-sys_rawio "$@"
}
