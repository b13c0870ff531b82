import { nearest } from '../../../shared/nearest.ts'
import { parseSignal, signalNumbers } from '../../../shared/signals.ts'
import { printable } from '../../../shared/wording/numbers.ts'
import { badUsage, type Command } from '../command.ts'
import { endWithError, printResult } from '../print-result.ts'
import { withEngine } from '../with-engine.ts'
import { readScope, scopeOption, signalScopes, targetDetails } from './common.ts'

const refuseSignal = (text: string) =>
  badUsage(
    `"${text}" is no signal.`,
    'Write a name (`HUP`, `SIGHUP`) or a number (`1`).',
    nearest(text.toUpperCase().replace(/^SIG/, ''), Object.keys(signalNumbers)),
  )

/** `quiesce signal`: one signal. Sending it is all: whether it had an effect is not watched. */
export const signalCommand: Command = {
  name: 'signal',
  summary: 'send one signal, with what it means to this service',
  positionals: ['TARGET', 'SIGNAL'],
  options: [scopeOption('main', signalScopes)],
  details: [
    'A unit that ends by a signal is started again where its Restart= says so; `quiesce stop` keeps it down.',
    'Exit status: 0 sent, 1 nobody was there, 14 refused, 15 no permission.',
    ...targetDetails,
  ],
  run: async (call) => {
    const [target = '', text = ''] = call.arguments.positionals
    const signal = parseSignal(text)
    if (signal === null) return endWithError(call, refuseSignal(text))
    const scope = readScope(call.arguments.values.get('scope'), signalScopes, 'main')
    return withEngine(call, async (engine) => {
      const reported = await engine.request('service.signal', { target, signal, scope })
      if (!reported.ok) return endWithError(call, reported.error)
      const { sentence, sent, refused } = reported.value
      const exitStatus = refused > 0 ? 15 : sent === 0 ? 1 : 0
      if (!call.json) call.world.terminal.print(printable(sentence))
      printResult(call, exitStatus, { sentence, sent, refused })
      return exitStatus
    })
  },
}
