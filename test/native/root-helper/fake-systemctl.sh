#!/bin/bash
# A stand-in for systemctl(1) inside a private host: it tells of units what stands in /opt/world/units, and
# at daemon-reload reads the drop-ins of quiesce. `install` puts it in systemctl's place there.
set -eu
units=/opt/world/units read=/run/fake/read

case $* in
  install)
    mkdir -p /opt/world $read
    cp "$0" /opt/world/systemctl
    chmod 755 /opt/world/systemctl
    [[ -e /usr/bin/systemctl ]] || : >/usr/bin/systemctl
    mount --bind /opt/world/systemctl /usr/bin/systemctl
    ;;
  *daemon-reload)
    echo "${*@Q}" >>/run/fake/reloads
    rm -f $read/*
    for folder in /run/systemd/system/*.service.d; do
      [[ ! -f $folder/zzzz-quiesce.conf ]] || cp "$folder/zzzz-quiesce.conf" "$read/$(basename "$folder" .d)"
    done
    [[ ! -x /run/fake/after-reload ]] || /run/fake/after-reload
    ;;
  *show*)
    unit=${!#}
    [[ $unit != failing.service ]] || { echo 'Failed to connect to bus' >&2; exit 1; }
    cat "$units/$unit"
    [[ ! -f $read/$unit ]] || sed -n 's/^Timeout\(Stop\|Abort\)Sec=/Timeout\1USec=/p' "$read/$unit"
    ;;
esac
