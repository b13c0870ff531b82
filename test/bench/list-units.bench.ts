/**
 * A machine with 1,000 more services: how long it takes to list them, to look at one, and to hear of
 * a change of one, through the manager's bus as Quiesce does it, beside `systemctl list-units
 * --output=json` and `systemctl show`.
 */
import { runInHost } from './run-in-host.ts'

const many = '[Service]\nExecStart=sleep infinity\n'

await runInHost('follow-units', { 'many@.service': many })
