#!/bin/bash
# Run as root inside a private host: fills it with whatever a hostile client could point the root helper at.
# Processes are told on stdout, one a line: NAME PID STARTTICKS.
set -euo pipefail
umask 022
dead=4194303 # the largest pid; nobody has it
world=/opt/world
# What lies there on the machine changes under our eyes.
for folder in /tmp /home /var/log; do mount -t tmpfs -o mode=$(stat -c %a $folder) tmpfs $folder; done
mkdir -p $world/bin $world/units /run/ran /run/fake
mkdir -p /run/{kinds,contents,living,used,behind,systemd/system,user/1000,udev,quiesce,lock/subsys}
chmod 1777 /run/lock

tell() { echo "$1 $2 $(sed 's/.*) //' "/proc/$2/stat" | cut -d' ' -f20)"; }
decoy() { # NAME [PATH]: a process of that name
  local path=${2:-$world/bin/$1}
  cp /bin/sleep "$path"
  "$path" 9999 </dev/null >/dev/null 2>&1 &
  until [[ $(readlink /proc/$!/exe) == "$path" ]]; do :; done
  tell "$1" $!
}
holder() { # SHELL-WORDS: a process that holds what they open
  bash -c "$1; exec sleep 9999" </dev/null >/dev/null 2>&1 &
  until [[ $(readlink /proc/$!/exe) == */sleep ]]; do :; done
}

# Processes.
for name in systemd systemd-{journald,logind,udevd} elogind dbus-daemon dbus-broker{,-launch} polkitd init; do
  decoy $name
done
decoy victim
victim=$!
decoy lurker $world/lurker
printf '#!/bin/sh\nwhile :; do sleep 9999; done\n' >$world/scripted
chmod 755 $world/scripted
$world/scripted </dev/null >/dev/null 2>&1 &
bash -c 'sleep 0.2 & echo $! >/run/fake/zombie; exec sleep 9999' </dev/null >/dev/null 2>&1 &
until [[ -s /run/fake/zombie && $(cut -d' ' -f3 "/proc/$(</run/fake/zombie)/stat") == Z ]]; do :; done
tell zombie "$(</run/fake/zombie)"
unshare --pid --fork sleep 9999 </dev/null >/dev/null 2>&1 &
until child=$(tr -d ' ' <"/proc/$!/task/$!/children") && [[ -n $child ]]; do :; done
tell namespaced "$child"
tell init-process 1

# Files that are no pid or lock files, or not where such files lie.
for folder in /tmp /var/log /home /run /run/systemd /run/user/1000 /run/udev /run/quiesce /run/behind; do
  echo $dead >$folder/dead.pid
done
echo $dead >/run/plain
: >/run/notes
: >/etc/x.lock
ln -s behind /run/link-folder
mkdir /run/{open-folder,group-folder,foreign-folder,two-owners{,/inner},mounted}
mount -t tmpfs -o mode=755 tmpfs /run/mounted
for folder in open-folder group-folder foreign-folder two-owners/inner mounted; do
  echo $dead >/run/$folder/dead.pid
done
echo $dead >/run/foreign-folder/roots.pid
echo $dead >/run/foreign-folder/others.pid
chmod 777 /run/open-folder
chmod 775 /run/group-folder
chown 1000 /run/foreign-folder /run/foreign-folder/dead.pid /run/two-owners
chown 1001 /run/foreign-folder/others.pid /run/two-owners/inner{,/dead.pid}

# Kinds.
make_socket() { perl -MSocket -e 'socket(S,PF_UNIX,SOCK_STREAM,0); bind(S,sockaddr_un($ARGV[0])) or die' "$1"; }
mkfifo /run/kinds/fifo
mknod /run/kinds/device c 1 3
make_socket /run/kinds/socket
mkdir /run/kinds/folder
ln -s /etc/hostname /run/kinds/link-to-file
ln -s /run/dead.pid /run/kinds/link-to-dead
echo $dead >/run/kinds/first-name
ln /run/kinds/first-name /run/kinds/hard-link
head -c 4097 /dev/zero | tr '\0' ' ' >/run/kinds/large
ln -s /run/dead.pid /run/lock/subsys/link
: >/run/lock/subsys/first-name
ln /run/lock/subsys/first-name /run/lock/subsys/hard-link

# Contents.
cd /run/contents
: >empty
echo 0 >zero
echo 1 >one
echo -5 >negative
echo "$dead $dead" >two
printf '%s\n' $dead $dead >lines
echo 0$dead >octal
echo 0x1F >hex
echo 99999999999999999999 >huge
echo 4194305 >beyond
echo 4299161599 >wrapped
echo daemon >text
head -c 64 /dev/urandom >binary
printf '%s\0' $dead >nul
echo "4194 303" >spaced
echo "$dead daemon" >followed
echo $dead >open
: >/run/empty.lock
echo text >/run/text.lock
echo text >/run/lock/subsys/text
echo $dead >/run/lock/open
chmod 666 open /run/lock/open

# Owners that live.
cd /run/living
echo $victim >alive.pid
printf '%s\r\n' $victim >alive-crlf.pid
pgrep -x init | tail -n1 >init.pid
decoy namesake >/run/fake/namesake
cut -d' ' -f2 /run/fake/namesake >namesake.pid
touch -d '-30 seconds' namesake.pid
echo $victim >x.lock
echo $victim >old.pid
touch -d '-9 years' old.pid
: >/run/lock/subsys/lurker
: >/run/lock/lurker
: >/run/lock/subsys/scripted
: >/run/lock/subsys/other

# Files in use.
for name in opened flocked locked; do echo $dead >/run/used/$name.pid; done
: >/run/lock/subsys/opened
holder 'exec 7</run/used/opened.pid'
holder 'exec 7</run/lock/subsys/opened'
holder 'exec 7</run/used/flocked.pid; flock 7'
holder 'exec 7</run/used/locked.pid; flock -s 7'

# Scripts, each of which leaves a mark where it runs.
script() { # PATH
  printf '#!/bin/sh\ntouch /run/ran/%s\n' "${1##*/}" >"$1"
  chmod 755 "$1"
}
cd /etc/init.d
for name in halt reboot rc rcS single sendsigs umountfs umountroot mountall.sh killprocs checkroot.sh; do
  script $name
done
for name in networking functions hwclock.sh dbus udev messagebus elogind polkit; do script $name; done
for name in foreign world-writable group-writable not-executable no-interpreter-line; do script $name; done
mkdir /opt/foreign /opt/writable
for path in /opt/foreign/script /opt/writable/script /tmp/script $world/foreign-script; do script $path; done
chown 1000 foreign $world/foreign-script /opt/foreign
chmod 777 world-writable /opt/writable
chmod 775 group-writable
chmod 644 not-executable
echo 'touch /run/ran/no-interpreter-line' >no-interpreter-line
printf '#!/nonexistent\n' >missing-interpreter
chmod 755 missing-interpreter
ln -s $world/foreign-script to-foreign
ln -s /opt/foreign/script to-foreign-folder
ln -s $world/scripted foreign-link
chown -h 1000 foreign-link
ln -s /opt/writable/script to-writable-folder
ln -s /tmp/script to-sticky-folder
ln -s /opt to-folder
ln -s /nonexistent dangling
ln -s loop loop
ln -s /etc/hostname/x through-file
mkdir folder
mkfifo fifo
mknod device c 1 3
make_socket /etc/init.d/socket

# A systemctl that knows some units (fake-systemctl.sh), and folders for drop-ins that are not root's alone.
unit() { # NAME ACTIVE SUB [LINE...]: later lines of a property count
  printf '%s\n' "Id=$1.service" LoadState=loaded "ActiveState=$2" "SubState=$3" NeedDaemonReload=no \
    DropInPaths= "StateChangeTimestampMonotonic=$(cut -d. -f1 /proc/uptime)000000" \
    'TimeoutStopUSec=1min 30s' 'TimeoutAbortUSec=1min 30s' TimeoutStopFailureMode=terminate \
    NotifyAccess=none OnSuccessJobMode=fail OnFailureJobMode=replace "${@:4}" >"$world/units/$1.service"
}
unit stopping deactivating stop-sigterm
unit for-ever deactivating stop-sigterm TimeoutStopUSec=infinity
unit running active running
unit missing inactive dead LoadState=not-found
unit masked inactive dead LoadState=masked
unit alias deactivating stop-sigterm Id=other.service
unit edited deactivating stop-sigterm NeedDaemonReload=yes
unit killed deactivating stop-sigkill
unit linked deactivating stop-sigterm
unit open deactivating stop-sigterm
unit foreign deactivating stop-sigterm
unit garbled deactivating stop-sigterm 'TimeoutStopUSec=soon'
cd /run/systemd/system
ln -s $world linked.service.d
mkdir -m 777 open.service.d
chmod 777 open.service.d
mkdir foreign.service.d
chown 1000 foreign.service.d
bash "${0%/*}/fake-systemctl.sh" install

# Claims of somebody who lives: one that can be read, and one that cannot.
boot=$(</proc/sys/kernel/random/boot_id)
read -r _ _ start <<<"$(tell victim $victim)"
claim="{\"v\":1,\"state\":\"held\",\"run\":\"run-theirs\",\"target\":\"init:theirs\",\"title\":\"Theirs\",\"owner\":{\"identity\":{\"boot\":\"$boot\",\"pid\":$victim,\"startTicks\":$start},\"user\":\"root\",\"door\":\"cli\"},\"members\":[],\"at\":0}"
printf '%s\n%s\n' "$claim" "$(printf %s "$claim" | sha256sum | cut -d' ' -f1)" \
  >"/run/quiesce/run-theirs.$boot.$victim.$start.json"
printf '%s\n%s\n' "$claim" 00 >"/run/quiesce/run-broken.$boot.$victim.$start.json"
