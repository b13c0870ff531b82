/** Tells in mid-stop that a planned shutdown is about to cut it off. */
import type { z } from 'zod'
import type { rebootLine } from '../../shared/json-advice.ts'
import type { RebootNews } from '../../shared/reboot.ts'
import { clock } from '../../shared/wording/numbers.ts'
import { rebootFarSentence, rebootNearSentence } from '../../shared/wording/reboot-words.ts'
import type { CommandCall } from './command.ts'
import { toJsonLine } from './json-line.ts'
import { paint } from './terminal.ts'

export const callOffHint = 'Call it off: quiesce reboot --cancel'

/** One line; nothing for a warning that went with the stops themselves. */
export function tellReboot({ world, json }: CommandCall, news: RebootNews): void {
  const { terminal } = world
  if (news.kind === 'far' && news.areOver === true) return
  const isNear = news.kind === 'near'
  const sentence = isNear ? rebootNearSentence(news) : rebootFarSentence
  const at = world.now()
  if (json) {
    const planned = isNear ? { ...news.planned } : null
    const stops = isNear ? [...news.stops] : []
    const line: z.input<typeof rebootLine> = { type: 'reboot', at, planned, stops, sentence }
    terminal.print(toJsonLine(line))
    return
  }
  const text = `${clock(at)}  ${sentence}`
  terminal.print(isNear ? paint(terminal, 'red', `${text} ${callOffHint}`) : text)
}
