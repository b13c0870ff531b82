/** One Quiesce at a time, and an end that asks while a run is alive. */
import { toQuiesceError } from '../../shared/errors.ts'
import type { Engine } from '../engine/engine.ts'
import { currentRuns, decideQuit, leaveRuns, type QuitQuestion } from './quit-veto.ts'

/** Something that Electron announces and that can be prevented. */
export interface Preventable {
  preventDefault(): void
}

/** What quitting needs of the world. */
export interface QuitPorts {
  readonly engine: Pick<Engine, 'request' | 'subscribe' | 'interrupt' | 'close'>
  /** Asks the person; true for "leave it running". */
  readonly ask: (question: QuitQuestion) => Promise<boolean>
  /** Ends the process, without asking again. */
  readonly exit: () => void
  readonly report: (sentence: string) => void
}

/**
 * The listener for closing the window and for quitting. It always holds the event back, asks where
 * a run is alive, and then closes the engine and exits by itself. While it is under way, further
 * attempts are held back and change nothing.
 */
export function createQuitListener(ports: QuitPorts): (event: Preventable) => Promise<void> {
  let underWay = false
  return async (event) => {
    event.preventDefault()
    if (underWay) return
    underWay = true
    try {
      if (await mayQuit(ports)) await quit(ports)
    } finally {
      underWay = false
    }
  }
}

async function mayQuit({ engine, ask }: QuitPorts): Promise<boolean> {
  const question = decideQuit(await currentRuns(engine))
  return question === null || ask(question)
}

/** Whatever fails here is reported, and Quiesce ends all the same: a person has said so. */
async function quit({ engine, exit, report }: QuitPorts): Promise<void> {
  try {
    for (const sentence of await leaveRuns(engine)) report(`Not left: ${sentence}`)
    // What could not be left ends here all the same, and the record says so.
    await engine.interrupt('the window was closed')
    await engine.close()
  } catch (thrown) {
    report(toQuiesceError(thrown).message)
  }
  exit()
}
