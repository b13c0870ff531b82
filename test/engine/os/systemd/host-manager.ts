/** The manager of a private host, spoken to from outside through the host's own bus socket. */
import { createClock } from '../../../../electron/engine/os/clock.ts'
import { openSystemdManager } from '../../../../electron/engine/os/systemd/manager.ts'
import type { ManagerEvent, SystemdManager } from '../../../../electron/engine/os/systemd/ports.ts'
import type { SystemdHost } from '../../../hosts/systemd-host.ts'

/** A manager, with all that it has told since it was opened. */
export interface HostManager {
  readonly manager: SystemdManager
  readonly events: readonly ManagerEvent[]
  /** Where the next event will stand. */
  readonly mark: () => number
  /** The first event from a mark on that is meant; resolves when it comes. */
  readonly event: (from: number, isMeant: (event: ManagerEvent) => boolean) => Promise<ManagerEvent>
}

export async function openHostManager(host: SystemdHost): Promise<HostManager> {
  const root = `/proc/${host.initPid}/root`
  const manager = await openSystemdManager({
    manager: 'system',
    clock: createClock(),
    environment: { DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${root}/run/dbus/system_bus_socket` },
    uid: 0,
    bootedMark: `${root}/run/systemd/system`,
  })
  if (manager === null) throw new Error('the host’s manager is absent')
  const events: ManagerEvent[] = []
  const waiting = new Set<() => void>()
  manager.onEvent((event) => {
    events.push(event)
    for (const look of [...waiting]) look()
  })
  const event: HostManager['event'] = (from, isMeant) =>
    new Promise((resolve) => {
      const look = (): void => {
        const found = events.slice(from).find(isMeant)
        if (found === undefined) return
        waiting.delete(look)
        resolve(found)
      }
      waiting.add(look)
      look()
    })
  return { manager, events, mark: () => events.length, event }
}

/** True for an event that says that a unit is in this ActiveState now. */
export const enters =
  (unit: string, state: string) =>
  (event: ManagerEvent): boolean =>
    event.kind === 'changed' && event.unit === unit && event.properties['ActiveState'] === state

/** True for the end of this unit's job. */
export const endsJob =
  (unit: string) =>
  (event: ManagerEvent): boolean =>
    event.kind === 'job-removed' && event.unit === unit

/** True for this kind of event. */
export const isKind =
  (kind: ManagerEvent['kind']) =>
  (event: ManagerEvent): boolean =>
    event.kind === kind
