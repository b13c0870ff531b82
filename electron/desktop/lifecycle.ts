/** One Quiesce at a time, and an end that asks while a run is alive. */
import { toQuiesceError } from '../../shared/errors.ts'
import type { Engine } from '../engine/engine.ts'
import { decideQuit, leaveWork, ownWork, type QuitQuestion } from './quit-veto.ts'

/** What follows the end. */
export type Then = 'end' | 'relaunch'

/** Something that Electron announces and that can be prevented. */
export interface Preventable {
  preventDefault(): void
}

/** What quitting needs of the world. */
export interface QuitPorts {
  readonly engine: Pick<Engine, 'request' | 'subscribe' | 'interrupt' | 'close'>
  /** Asks the person; true for "leave it running". */
  readonly ask: (question: QuitQuestion) => Promise<boolean>
  /** Ends the process, without asking again; `relaunch` starts the version that is installed now. */
  readonly exit: (then: Then) => void
  readonly report: (sentence: string) => void
}

/**
 * Quits: asks where a run is alive, then closes the engine and exits. While it is under way, further
 * attempts change nothing. Somebody who goes back goes on with everything as it was.
 */
export function createQuit(ports: QuitPorts): (then: Then) => Promise<void> {
  let underWay = false
  return async (then) => {
    if (underWay) return
    underWay = true
    try {
      if (await mayQuit(ports)) await quit(ports, then)
    } finally {
      underWay = false
    }
  }
}

/** The listener for Electron's own wish to quit: it is always held back, and we quit by ourselves. */
export const createQuitListener =
  (quit: (then: Then) => Promise<void>) =>
  async (event: Preventable): Promise<void> => {
    event.preventDefault()
    await quit('end')
  }

/**
 * The listener for a machine that goes down: nobody is asked, nothing is left by decision, and the
 * record says why the runs ended. What keeps the end waiting is bounded by the system.
 */
export const createShutdownListener =
  ({ engine, exit, report }: Omit<QuitPorts, 'ask'>) =>
  async (event?: Preventable): Promise<void> => {
    event?.preventDefault()
    try {
      await engine.interrupt('the machine is going down')
      await engine.close()
    } catch (thrown) {
      report(toQuiesceError(thrown).message)
    }
    exit('end')
  }

async function mayQuit({ engine, ask }: QuitPorts): Promise<boolean> {
  const question = decideQuit(await ownWork(engine))
  return question === null || ask(question)
}

/** Whatever fails here is reported, and Quiesce ends all the same: a person has said so. */
async function quit({ engine, exit, report }: QuitPorts, then: Then): Promise<void> {
  try {
    for (const sentence of await leaveWork(engine)) report(`Not left: ${sentence}`)
    // What could not be left ends here all the same, and the record says so.
    await engine.interrupt('the window was closed')
    await engine.close()
  } catch (thrown) {
    report(toQuiesceError(thrown).message)
  }
  exit(then)
}
