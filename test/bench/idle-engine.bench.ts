/**
 * What it costs to follow 1,000 more services while nothing happens: processor time of Quiesce and
 * of systemd, beside a program that asks `systemctl list-units --output=json` and `ps` as often as
 * Quiesce looks at the processes.
 */
import { runInHost } from './run-in-host.ts'

const many = '[Service]\nExecStart=sleep infinity\n'

await runInHost('idle-following', { 'many@.service': many })
