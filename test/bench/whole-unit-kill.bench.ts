/**
 * How long it takes to end a whole unit of 1,000 processes by force, from the call until nobody is
 * in its cgroup: by cgroup.kill as Quiesce does it, by `systemctl kill -s KILL`, and by tree-kill,
 * which many programs use for their children. Ten of the processes left their parents, as daemons do.
 */
import { runInHost } from './run-in-host.ts'

const crowd = `[Service]
# Nobody but who is measured kills anything.
KillMode=process
TasksMax=infinity
ExecStart=/bin/bash -c 'for i in {1..10}; do (setsid sleep infinity &); done; \\
  for i in {1..989}; do sleep infinity & done; exec sleep infinity'
`

await runInHost('kill-crowd', { 'crowd.service': crowd })
