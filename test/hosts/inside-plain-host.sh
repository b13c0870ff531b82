#!/bin/bash
# inside-plain-host.sh FOLDER CGROUP CHECKOUT
# Run by keep-host.sh as the first process of new namespaces: makes the root of a host without systemd
# and becomes its init, which runs no service by itself and reaps whatever is left to it.
here=$(dirname "$(realpath "$0")")
source "$here/make-root.sh"

# Nothing of systemd: its hook would hand every init script to systemctl where /run/systemd/system is.
mkdir -p run/lock/subsys etc/init.d
ln -sfn /run/lock var/lock

# Bash under the name of init: it waits for children that it never started as well.
rm -f sbin/init
cp bin/bash sbin/init
cat >run/rc <<'RC'
ip link set lo up 2>/dev/null
exec {never}<> <(:)
: >/run/init.ready
while :; do read -r _ <&"$never"; done
RC

become_init /sbin/init /run/rc
