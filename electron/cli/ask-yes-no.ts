/** One question with a yes and a no, answered by a key. */
import type { World } from './command.ts'
import type { Key } from './terminal.ts'

/** `cancel`: Ctrl-C, or nobody is there any more; neither is an answer. */
export type Answer = 'yes' | 'no' | 'cancel'

/** What a key means as an answer, null where it means nothing. No is what Enter and Escape say. */
export function answerOf({ text, name, ctrl }: Key): Answer | null {
  if (ctrl) return name === 'c' ? 'cancel' : null
  if (text === 'y' || text === 'Y') return 'yes'
  const no = ['return', 'enter', 'escape'].includes(name) || text === 'n' || text === 'N'
  return no ? 'no' : null
}

/** Asks on the live line until there is an answer. */
export function askYesNo({ terminal }: World, question: string): Promise<Answer> {
  return new Promise((resolve) => {
    const end = (answer: Answer): void => {
      stop()
      terminal.showLive('')
      terminal.print(`${question} ${answer}`)
      resolve(answer)
    }
    const stop = terminal.listen(
      (key) => {
        const answer = answerOf(key)
        if (answer !== null) end(answer)
      },
      () => {
        end('cancel')
      },
    )
    terminal.showLive(`${question} [y/N] `)
  })
}
