#!/bin/bash
# inside-host.sh FOLDER CGROUP CHECKOUT
# Run by keep-host.sh as the first process of new namespaces: makes the host's root and becomes its
# systemd.
here=$(dirname "$(realpath "$0")")
source "$here/make-root.sh"

# What is enabled on the machine, and what it mounts, is not this host's business.
mkdir -p etc/systemd/system
mount -t tmpfs -o mode=755 tmpfs etc/systemd/system
for unit in sys-kernel-{debug,tracing,config}.mount sys-fs-fuse-connections.mount \
  dev-{hugepages,mqueue}.mount proc-sys-fs-binfmt_misc.automount; do
  ln -s /dev/null "etc/systemd/system/$unit"
done

mkdir -p run/systemd/system run/systemd/journald.conf.d
cat >run/systemd/system/host.target <<'UNIT'
[Unit]
Requires=dbus.socket dbus.service
Wants=systemd-journald.service
After=dbus.socket dbus.service
AllowIsolate=yes
UNIT
cat >run/systemd/journald.conf.d/host.conf <<'CONF'
[Journal]
Storage=volatile
RateLimitIntervalSec=0
CONF

# `container` keeps it from udev and the like.
become_init env container=quiesce \
  /lib/systemd/systemd --system --unit=host.target --log-target=journal --show-status=0
