/**
 * A session's bus with a panel on it, for tests: enough to answer whether tray icons are shown. The
 * bus is one of this process alone, behind a socket in a folder of the test's own.
 */
import { join } from 'node:path'
import { createBroker, createClient, defineInterface, type MessageBus } from 'dbus-native'

export interface TrayWatcher {
  /** For DBUS_SESSION_BUS_ADDRESS. */
  readonly address: string
  /** From now on a panel is there, or is not. */
  setPanel(there: boolean): void
  close(): Promise<void>
}

/** Starts the bus and its watcher; a panel is there from the start. */
export async function startTrayWatcher(folder: string): Promise<TrayWatcher> {
  const socket = join(folder, 'session-bus')
  const broker = createBroker({ authMethods: ['EXTERNAL'] })
  await new Promise<void>((resolve, reject) => {
    broker.listen({ socket }, (error) => {
      if (error === null) resolve()
      else reject(error)
    })
  })
  const bus = createClient({ socket, authMethods: ['EXTERNAL'] })
  let there = true
  const watcher = defineInterface({
    name: 'org.kde.StatusNotifierWatcher',
    properties: { IsStatusNotifierHostRegistered: { type: 'b', get: () => there } },
  })
  bus.exportInterface(watcher.impl, '/StatusNotifierWatcher', watcher.descriptor)
  await bus.requestName('org.kde.StatusNotifierWatcher', 0)
  return {
    address: `unix:path=${socket}`,
    setPanel: (now) => (there = now),
    close: () => closeBus(bus, broker),
  }
}

const closeBus = (bus: MessageBus, broker: ReturnType<typeof createBroker>): Promise<void> =>
  new Promise((resolve) => {
    bus.connection.stream.destroy()
    broker.close(resolve)
  })
