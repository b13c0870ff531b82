/** What taking stacks asks of this machine and of this engine. */
import type { ProcessIdentity } from '../../shared/process.ts'
import type { Journal } from './journal/journal.ts'
import type { Signaller } from './os/ports.ts'
import type { StackPorts } from './stacks/ports.ts'

interface StacksOf {
  readonly journal: Journal
  readonly signaller: Signaller
}

/** SIGCONT for what a tracing program left stopped: recorded first, as every signal is. */
export function createLetGoOn({ journal, signaller }: StacksOf): StackPorts['letGoOn'] {
  return async (identity: ProcessIdentity) => {
    const sentence = `The program that traced process ${identity.pid} was ended and left it stopped: Quiesce sends SIGCONT.`
    await journal.write(null, null, { kind: 'notice', sentence })
    const held = await signaller.hold(identity, () => undefined)
    if (!held.ok) return false
    const sent = await held.value.send('CONT')
    held.value.release()
    return sent === 'sent'
  }
}
