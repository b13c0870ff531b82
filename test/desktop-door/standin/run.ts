/**
 * Runs a built `main.js` unchanged, with `electron` answered by the stand-in:
 * `node run.ts MAIN [ARGUMENT…]`, with an IPC channel to the test process.
 */
import { registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'
import { app } from './app.ts'
import { connect } from './link.ts'
import { mainTable } from './main-table.ts'
import { ownTheClocks } from './time.ts'

const standIn = new URL('./electron.ts', import.meta.url).href
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context),
})

const [node = '', , main = '', ...rest] = process.argv
process.argv = [node, main, ...rest]
connect(mainTable)
ownTheClocks()
process.on('disconnect', () => {
  // The test is gone; nobody would ever end this one.
  process.exit(70)
})
await import(pathToFileURL(main).href)
app.becomeReady()
