/** What `status` tells of an init script beside what it tells of every service. */
import type { InitScriptDetail, ScriptSays } from '../../shared/init-script.ts'
import { duration } from '../../shared/wording/numbers.ts'
import type { Fact } from './unit-facts.ts'

const mostSaid = 200

/** What the script answered, in one line. */
export function saysWords(says: ScriptSays): string {
  switch (says.kind) {
    case 'not-asked':
      return `not asked: ${says.why}`
    case 'hung':
      return `no answer within ${duration(says.afterMs)}; it is left running`
    case 'answered': {
      const said = says.output.replace(/\s+/g, ' ').trim().slice(0, mostSaid)
      return said === '' ? says.words : `${says.words} ("${said}")`
    }
  }
}

/** The facts, in the order in which they are printed. */
export function initFacts(init: InitScriptDetail): Fact[] {
  const { status, leadsTo, chkconfig } = init
  const facts: (readonly [string, string | null])[] = [
    ['script', leadsTo === null ? init.path : `${init.path}, a link to ${leadsTo}`],
    ['LSB status', `${status.number}, ${status.words}`],
    ['it says', saysWords(init.says)],
    ['differs', init.disagreement],
    ['run levels', init.header?.defaultStart.join(' ') ?? chkconfig?.levels ?? null],
    ...status.evidence.map((sentence): readonly [string, string] => ['because', sentence]),
  ]
  return facts.flatMap(([name, value]): Fact[] =>
    value === null || value === '' ? [] : [[name, value]],
  )
}
