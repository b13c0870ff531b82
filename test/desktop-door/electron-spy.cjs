/**
 * Loaded by a real Electron before main.js (`electron -r`): keeps what the desktop shows, which
 * Electron itself does not tell, and answers dialogs as the test says. Changes nothing else.
 */
'use strict'
const { app, dialog, Notification, powerMonitor, Tray } = require('electron')

const spy = { trays: new Map(), notifications: new Map(), dialogs: new Map(), count: 0 }
globalThis.quiesceSpy = spy

/** @param {object} prototype @param {string} name @param {(self: object, args: unknown[]) => void} seen */
function watch(prototype, name, seen) {
  const original = prototype[name]
  prototype[name] = function (...args) {
    seen(this, args)
    return original.apply(this, args)
  }
}
const trayOf = (tray) => {
  if (!spy.trays.has(tray)) spy.trays.set(tray, { toolTip: '', title: '', image: null, menu: null })
  return spy.trays.get(tray)
}
watch(Tray.prototype, 'setToolTip', (self, [text]) => (trayOf(self).toolTip = text))
watch(Tray.prototype, 'setImage', (self, [image]) => (trayOf(self).image = image))
watch(Tray.prototype, 'setContextMenu', (self, [menu]) => (trayOf(self).menu = menu))
watch(Tray.prototype, 'destroy', (self) => spy.trays.delete(self))
watch(Notification.prototype, 'show', (self) => {
  spy.count += 1
  spy.notifications.set(`n${spy.count}`, self)
})

dialog.showMessageBox = (...args) =>
  new Promise((resolve) => {
    spy.count += 1
    const options = args.at(-1)
    const answer = (response) => {
      spy.dialogs.delete(spy.count)
      resolve({ response, checkboxChecked: false })
    }
    spy.dialogs.set(spy.count, { options, answer })
  })
dialog.showErrorBox = (title, content) => {
  spy.count += 1
  const id = spy.count
  const answer = () => spy.dialogs.delete(id)
  spy.dialogs.set(id, { options: { message: title, detail: content, type: 'error' }, answer })
}
spy.emit = (event) => powerMonitor.emit(event, { preventDefault() {} })
spy.quit = () => app.quit()
