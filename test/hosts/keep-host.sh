#!/bin/bash
# keep-host.sh FOLDER CGROUP CHECKOUT INSIDE
# Boots a private Linux host in namespaces over an overlay of /, says "ready PID" (of its init, as the
# machine counts), and keeps it until stdin ends: so the host goes with the test process, however that
# ends. INSIDE, a script beside this one, makes its root and becomes its init. FOLDER is empty and
# CGROUP not there yet; both are removed. Nothing written inside reaches the machine.
set -euo pipefail
folder=$1 cgroup=$2 checkout=$3 inside=$4
here=$(dirname "$(realpath "$0")")
unshare_pid=

remove_host() {
  # What carried programs inside may live, stopped with its program, say (Linux 5.14).
  [[ ! -e $cgroup/cgroup.kill ]] || echo 1 >"$cgroup/cgroup.kill"
  # With its parent (--kill-child) the init of the pid namespace dies, and with it all inside.
  if [[ -n $unshare_pid ]]; then
    kill -KILL "$unshare_pid" 2>/dev/null || true
    wait "$unshare_pid" 2>/dev/null || true
  fi
  # A cgroup can go when the last of its processes is reaped.
  for _ in $(seq 500); do
    find "$cgroup" -depth -type d -exec rmdir {} + 2>/dev/null || true
    [[ -e $cgroup ]] || break
    sleep 0.01
  done
  # Never recursively: the overlay of / was mounted below it, if only in a namespace.
  rm -f "$folder/log" "$folder/init.pid"
  rmdir "$folder/mnt" "$folder"
}
trap remove_host EXIT
trap 'exit 143' TERM INT HUP

mkdir "$folder/mnt" "$cgroup" "$cgroup/person"
setpriv --pdeathsig KILL \
  unshare --fork --pid --mount --uts --ipc --net --kill-child=SIGKILL \
  bash "$here/$inside" "$folder" "$cgroup" "$checkout" </dev/null >"$folder/log" 2>&1 &
unshare_pid=$!

fail() {
  echo "the host did not come up: $1" >&2
  cat "$folder/log" >&2
  exit 1
}
enter() { nsenter -t "$init" -m -p -u -i -C -n -- "$@"; }

end=$((SECONDS + 30))
until [[ -s $folder/init.pid ]]; do
  kill -0 "$unshare_pid" 2>/dev/null || fail 'its namespaces could not be made'
  ((SECONDS < end)) || fail 'no init'
  sleep 0.01
done
init=$(<"$folder/init.pid")

await_systemd() {
  until state=$(enter systemctl is-system-running --wait 2>/dev/null) || [[ $state == degraded ]]; do
    kill -0 "$unshare_pid" 2>/dev/null || fail 'its init died'
    ((SECONDS < end)) || fail "it is ${state:-silent}"
    sleep 0.01
  done
  # Its init comes to the bus by itself, some milliseconds after the bus.
  until enter busctl status org.freedesktop.systemd1 >/dev/null 2>&1; do
    ((SECONDS < end)) || fail 'it is not on the bus'
    sleep 0.01
  done
}

# Its init says that it is there; systemd says more.
case $inside in
  inside-host.sh) await_systemd ;;
  *)
    until [[ -e /proc/$init/root/run/init.ready ]]; do
      kill -0 "$unshare_pid" 2>/dev/null || fail 'its init died'
      ((SECONDS < end)) || fail 'it is silent'
      sleep 0.01
    done
    ;;
esac
echo "ready $init"

# The end of stdin is the end of the test process, or its wish.
while read -r _; do :; done
