/** Rows of systemd units: one of every state. */
import type { ServiceRow, ServiceState } from '../../shared/service.ts'
import { sceneRow } from './scene-rows.ts'
import { longUnitName } from './scene-units.ts'

const unitRow = (
  name: string,
  now: number,
  state: ServiceState,
  more: Partial<ServiceRow> = {},
): ServiceRow => {
  const runs = !['stopped', 'failed', 'exited'].includes(state.kind)
  return sceneRow(name, now, {
    pid: name === 'kamailio.service' ? 4698 : 1100 + name.length * 13,
    subtitle: more.subtitle ?? 'A unit of the scene',
    more: {
      backend: 'systemd',
      state,
      unit: { name, manager: 'system' },
      canStart: true,
      origin: 'discovered',
      user: 'root',
      ...(runs
        ? {}
        : { main: null, memberCount: 0, cpuPercent: null, residentBytes: 0, startedAt: null }),
      ...more,
    },
  })
}

/** One unit of every state that systemd knows. */
export function unitRows(now: number): ServiceRow[] {
  return [
    unitRow(
      'kamailio.service',
      now,
      { kind: 'running' },
      {
        subtitle: 'Kamailio SIP server',
        memberCount: 18,
        user: 'kamailio',
        residentBytes: 612_000_000,
      },
    ),
    unitRow('getty@tty1.service', now, { kind: 'running' }, { subtitle: 'Getty on tty1' }),
    unitRow('postgresql.service', now, {
      kind: 'deactivating',
      sub: 'stop-sigterm',
      until: now + 47_000,
    }),
    unitRow('backup.service', now, { kind: 'deactivating', sub: 'stop', until: null }),
    unitRow('redis.service', now, { kind: 'starting', sub: 'start' }),
    unitRow(
      'flaky.service',
      now,
      { kind: 'starting', sub: 'auto-restart' },
      { main: null, memberCount: 0 },
    ),
    unitRow(
      'node-exporter.service',
      now,
      { kind: 'failed', result: 'exit-code' },
      {
        note: 'It ended with an error (exit status 1) at 02:47',
      },
    ),
    unitRow('stuck.service', now, { kind: 'failed', result: 'timeout' }, { memberCount: 2 }),
    unitRow('batch.service', now, { kind: 'frozen' }),
    unitRow('nftables.service', now, { kind: 'exited' }, { note: 'Active with nothing running' }),
    unitRow(
      'apache2.service',
      now,
      { kind: 'stopped' },
      { note: 'Has not run since this machine started' },
    ),
    unitRow(
      'syncthing.service',
      now,
      { kind: 'running' },
      {
        unit: { name: 'syncthing.service', manager: 'user' },
        user: 'ops',
      },
    ),
    unitRow(longUnitName, now, { kind: 'running' }),
  ]
}
