import { livingMembers } from '../../../shared/run.ts'
import { count, printable } from '../../../shared/wording/numbers.ts'
import type { Console } from '../../console/server.ts'
import { badUsage, type Command, type CommandCall, type DoorEngine } from '../command.ts'
import { toJsonLine } from '../json-line.ts'
import { openInBrowser } from '../open-browser.ts'
import { endWithError, printResult } from '../print-result.ts'
import { withEngine } from '../with-engine.ts'

function readPort(text: string | undefined): number | null {
  if (text === undefined) return 0
  const port = /^\d{1,5}$/.test(text) ? Number(text) : -1
  return port >= 0 && port <= 65535 ? port : null
}

/** Says where the console is. The token is shown on a terminal of this user's own, nowhere else. */
function announce(call: CommandCall, opened: Console, launched: boolean): void {
  const { terminal } = call.world
  const [address = ''] = opened.url.split('#')
  if (call.json) {
    const { port, openerFile } = opened
    terminal.print(toJsonLine({ type: 'console', port, url: address, openerFile }))
    return
  }
  terminal.print(`Quiesce is open at ${terminal.private ? opened.url : address}`)
  if (launched) terminal.print('Your browser opens it.')
  else if (!terminal.private) {
    terminal.print(`Open this file in a browser; it carries the token: ${opened.openerFile}`)
  }
  terminal.print('Ctrl-C ends the console.')
}

/** Sentences about the runs that end with this console. */
async function runsAlive(engine: DoorEngine): Promise<string[]> {
  const runs = await engine.request('run.list', {})
  if (!runs.ok) return [runs.error.message]
  return runs.value
    .filter((view) => view.owner.here && view.run.phase.kind !== 'ended')
    .map(({ run }) => {
      const left = count(livingMembers(run).length, 'process', 'processes')
      return `The stop of ${printable(run.title)} is under way (run ${run.id}, ${left} left).`
    })
}

/** Resolves when the console is to end: at once where no run is alive, else when asked again. */
function waitForEnd(call: CommandCall, engine: DoorEngine): Promise<void> {
  const { world } = call
  return new Promise((resolve) => {
    let asked = false
    const end = (): void => {
      stopHearing()
      resolve()
    }
    const consider = async (signal: string): Promise<void> => {
      const alive = await runsAlive(engine)
      for (const sentence of alive) world.terminal.complain(sentence)
      if (alive.length === 0) {
        end()
      } else if (asked || signal === 'SIGTERM') {
        world.terminal.complain('It is interrupted. What was sent stays sent.')
        await engine.interrupt(signal)
        end()
      } else {
        asked = true
        world.terminal.complain('Ctrl-C again ends the console and interrupts it.')
      }
    }
    // A lost terminal ends no console: the browser is its terminal.
    const stopHearing = world.onSignal((signal) => {
      if (signal !== 'SIGHUP') void consider(signal)
    })
  })
}

/** `quiesce console`: the window in a browser, until Ctrl-C or SIGTERM. */
export const consoleCommand: Command = {
  name: 'console',
  summary: 'the window in a browser',
  positionals: [],
  options: [
    {
      name: 'port',
      value: 'N',
      sentence: 'listen on this port of 127.0.0.1 (a free one if not given)',
    },
  ],
  details: [
    'It listens on this machine only, and whoever opens it needs the token in its address.',
  ],
  run: async (call) => {
    const text = call.arguments.values.get('port')
    const port = readPort(text)
    if (port === null) {
      const next = 'Write a number from 0 to 65535.'
      return endWithError(call, badUsage(`--port ${text ?? ''} is no port.`, next))
    }
    const { world } = call
    return withEngine(call, async (engine) => {
      const folder = world.runtimeFolder()
      if (!folder.ok) return endWithError(call, folder.error)
      // node:http alone takes as long to load as a short command takes in all.
      const { startConsole } = await import('../../console/server.ts')
      const opened = await startConsole({
        client: engine,
        port,
        rendererFolder: world.rendererFolder,
        openerFolder: folder.value,
      })
      if (!opened.ok) return endWithError(call, opened.error)
      announce(call, opened.value, openInBrowser(opened.value.openerFile, world.env))
      await waitForEnd(call, engine)
      await opened.value.close()
      printResult(call, 0, {})
      return 0
    })
  },
}
