/**
 * What `quiesce stop` adds to `systemctl stop` on a unit that obeys: the time from the call until
 * nobody of it runs, and until the command has answered, which looks for two seconds whether it
 * comes back.
 */
import { runInHost } from './run-in-host.ts'

await runInHost('stop-obeying', { 'obeys.service': '[Service]\nExecStart=sleep infinity\n' })
