/** `npm start`: installs and builds what is missing, then opens the desktop or the console. */
import { ensure, root } from './ensure.mjs'

await ensure(import.meta.url)
const { buildAll } = await import('./build-all.mjs')
const { decideDoor } = await import('./decide-door.mjs')
const { fetchElectron, findElectron } = await import('./electron-binary.mjs')
const { runInForeground } = await import('./run-command.mjs')

/** An Electron that cannot run (no sandbox, no GPU, a missing library) ends within this time. */
const earlyEndMs = 10_000

/** Quit by the person, or by SIGHUP, SIGINT or SIGTERM: no reason to open anything else. */
const byRequest = new Set([0, 129, 130, 143])

process.exitCode = (await buildAll()) ? await open(process.argv.slice(2)) : 1

/** @param {readonly string[]} args */
async function open(args) {
  const rest = args.filter((arg) => arg !== '--console')
  const { door, electron } = await choose(args.includes('--console'))
  console.log(door.why)
  if (door.door === 'desktop' && electron !== null) {
    const began = performance.now()
    const status = await runInForeground([electron, root, ...rest], { cwd: root })
    if (byRequest.has(status) || performance.now() - began > earlyEndMs) return status
    console.log(`Opening the console in place of the desktop: Electron ended with ${status}.`)
  }
  const cli = [process.execPath, `${root}dist/cli.js`, 'console', ...rest]
  return runInForeground(cli, { cwd: root })
}

/** Electron is downloaded only where everything else allows a desktop. @param {boolean} askedConsole */
async function choose(askedConsole) {
  const situation = {
    platform: process.platform,
    uid: process.getuid?.() ?? null,
    display: process.env.DISPLAY,
    waylandDisplay: process.env.WAYLAND_DISPLAY,
    askedConsole,
  }
  const here = findElectron()
  const door = decideDoor({ ...situation, electronBinary: here ?? 'to be downloaded' })
  if (here !== null || door.door === 'console') return { door, electron: here }
  const found = await fetchElectron()
  if (found.binary !== null) return { door, electron: found.binary }
  return {
    door: decideDoor({ ...situation, electronBinary: null, electronProblem: found.problem }),
    electron: null,
  }
}
