/** Asks an init script for its own word on its service. */
import type { ScriptSays } from '../../../../shared/init-script.ts'
import type { ServiceDetail } from '../../../../shared/service.ts'
import { wordsOfStatus } from '../../../../shared/wording/init-words.ts'
import { hearScript } from '../../decide/sysv/init-detail.ts'
import type { Clock, CommandRunner } from '../../os/ports.ts'

/** A status that takes longer is no answer. Milliseconds. */
export const statusLimitMs = 10_000
/** An answer is good for so long: a window that looks every second must not run a script each time. */
const freshMs = 3000
/** A script that hung is left running; it is not started again beside itself so soon. */
const hungMs = 60_000

export interface AskScript {
  /** The same detail, with what the script says where it may be asked. */
  hear(detail: ServiceDetail): Promise<ServiceDetail>
}

interface Answer {
  readonly at: number
  readonly says: Promise<ScriptSays>
  hung: boolean
}

/** Remembers answers for a moment. Scripts run in a session of their own, as `commands` runs all. */
export function createAskScript(commands: CommandRunner, clock: Clock): AskScript {
  const answers = new Map<string, Answer>()
  const ask = async (path: string, answer: () => Answer | undefined): Promise<ScriptSays> => {
    const result = await commands.run([path, 'status'], statusLimitMs)
    if (!result.ok) return { kind: 'not-asked', why: result.error.message }
    const { status, timedOut, output } = result.value
    if (timedOut) {
      const own = answer()
      if (own) own.hung = true
      return { kind: 'hung', afterMs: statusLimitMs }
    }
    return { kind: 'answered', status, output: output.trim(), words: wordsOfStatus(status) }
  }
  const askOnce = (path: string): Promise<ScriptSays> => {
    const now = clock.now().mono
    const known = answers.get(path)
    const goodFor = known?.hung === true ? hungMs : Math.max(freshMs, statusLimitMs)
    if (known && now - known.at < (known.hung ? goodFor : freshMs)) return known.says
    const says = ask(path, () => answers.get(path))
    answers.set(path, { at: now, says, hung: false })
    return says
  }
  return {
    hear: async (detail) => {
      const { init } = detail
      if (!init || init.refusal || !init.actions.includes('status')) return detail
      const says = await askOnce(init.path)
      return { ...detail, init: hearScript(init, says, detail.members.length) }
    },
  }
}
