/**
 * `npm run test:desktop`: the specs of the desktop alone, on the real Electron where its binary and a
 * display are here and nobody is root, else on the stand-in; the last line says on which.
 */
import { ensure } from './ensure.mjs'

await ensure(import.meta.url)
const { findElectron } = await import('./electron-binary.mjs')
const { decideDriver } = await import('./decide-driver.mjs')

const { driver, why } = decideDriver({
  electronBinary: findElectron(),
  display: process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY,
  uid: process.getuid?.() ?? null,
})
process.env.QUIESCE_DESKTOP = driver
process.argv.splice(2, 0, '--project', 'desktop')
await import('./test.mjs')
console.log(`The desktop ran on ${why}.`)
