/**
 * An icon made known to the panel, as Chromium does it (status_icon_linux_dbus.cc): it looks for a
 * panel once, when the icon is made, and where none is there the icon is never seen.
 */
import { createClient } from 'dbus-native'

const watcher = 'org.kde.StatusNotifierWatcher'
const path = '/StatusNotifierWatcher'

/** Makes an icon known on the bus that the environment names, if a panel is there now. */
export async function makeKnown(service: string): Promise<void> {
  const address = process.env['DBUS_SESSION_BUS_ADDRESS']
  if (address === undefined) return
  const bus = createClient({ busAddress: address, authMethods: ['EXTERNAL'] })
  // A bus that goes away takes the icon with it.
  bus.connection.on('error', () => undefined)
  try {
    const there: unknown = await bus.invoke({
      ...{ destination: watcher, path, interface: 'org.freedesktop.DBus.Properties' },
      ...{ member: 'Get', signature: 'ss', body: [watcher, 'IsStatusNotifierHostRegistered'] },
    })
    if (!JSON.stringify(there).includes('true')) return
    await bus.invoke({
      ...{ destination: watcher, path, interface: watcher },
      ...{ member: 'RegisterStatusNotifierItem', signature: 's', body: [service] },
    })
  } catch {
    // No watcher: Chromium gives up as well (OnImplInitializationFailed).
  } finally {
    bus.connection.end()
  }
}
