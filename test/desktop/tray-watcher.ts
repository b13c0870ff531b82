/**
 * A session's bus with a panel on it, for tests: enough to answer whether tray icons are shown. The
 * bus is one of this process alone, behind a socket in a folder of the test's own.
 */
import { join } from 'node:path'
import { createBroker, createClient, defineInterface, type MessageBus } from 'dbus-native'

export interface TrayWatcher {
  /** For DBUS_SESSION_BUS_ADDRESS. */
  readonly address: string
  /** Icons that were made known to the watcher since it is there. */
  readonly icons: readonly string[]
  /** From now on a panel is there, or is not. Nobody is told. */
  setPanel(there: boolean): void
  /** The watcher itself goes, or comes anew and knows no icon. */
  setWatcher(there: boolean): Promise<void>
  close(): Promise<void>
}

const name = 'org.kde.StatusNotifierWatcher'

/** Starts the bus and its watcher, which may be away at first; a panel is there from the start. */
export async function startTrayWatcher(folder: string, isThere = true): Promise<TrayWatcher> {
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
  let icons: string[] = []
  const watcher = defineInterface({
    name,
    methods: {
      RegisterStatusNotifierItem: {
        in: { service: 's' },
        handler: ({ service }) => void icons.push(String(service)),
      },
    },
    properties: { IsStatusNotifierHostRegistered: { type: 'b', get: () => there } },
  })
  bus.exportInterface(watcher.impl, '/StatusNotifierWatcher', watcher.descriptor)
  const setWatcher = async (now: boolean): Promise<void> => {
    if (now) icons = []
    await (now ? bus.requestName(name, 0) : bus.releaseName(name))
  }
  if (isThere) await setWatcher(true)
  return {
    address: `unix:path=${socket}`,
    get icons() {
      return icons
    },
    setWatcher,
    setPanel: (now) => (there = now),
    close: () => closeBus(bus, broker),
  }
}

const closeBus = (bus: MessageBus, broker: ReturnType<typeof createBroker>): Promise<void> =>
  new Promise((resolve) => {
    bus.connection.stream.destroy()
    broker.close(resolve)
  })
