import type { RequestInput, RequestOutputs } from '../../../shared/contract.ts'
import type { Result } from '../../../shared/errors.ts'
import { nearest } from '../../../shared/nearest.ts'
import { parseSignal, signalNumbers } from '../../../shared/signals.ts'
import { printable } from '../../../shared/wording/numbers.ts'
import { askYesNo } from '../ask-yes-no.ts'
import { badUsage, type Command, type CommandCall, type DoorEngine } from '../command.ts'
import { hasPerson } from '../conduct-run.ts'
import { endWithError, printResult } from '../print-result.ts'
import { paint } from '../terminal.ts'
import { withEngine } from '../with-engine.ts'
import { readScope, scopeOption, signalScopes, targetDetails } from './common.ts'

type Wanted = Pick<RequestInput<'service.signal'>, 'target' | 'signal'>
type Report = Result<RequestOutputs['service.signal']>

const refuseSignal = (text: string) =>
  badUsage(
    `"${text}" is no signal.`,
    'Write a name (`HUP`, `SIGHUP`) or a number (`1`).',
    nearest(text.toUpperCase().replace(/^SIG/, ''), Object.keys(signalNumbers)),
  )

/** Whom it goes to where the person does not say: whom this daemon needs it at, else the main process. */
async function usualScope(
  engine: DoorEngine,
  { target, signal }: Wanted,
): Promise<RequestInput<'service.signal'>['scope']> {
  const detail = await engine.request('services.inspect', { target })
  if (!detail.ok) return 'main'
  const fact = detail.value.signals.find((one) => one.signal === `SIG${signal}`)
  return fact?.meaning?.to ?? 'main'
}

/** Sends it. What it costs is told first, and needs a yes: a key in a terminal, --yes in a script. */
async function send(call: CommandCall, engine: DoorEngine, wanted: Wanted): Promise<Report> {
  const { values, switches } = call.arguments
  const scope = values.has('scope')
    ? readScope(values.get('scope'), signalScopes, 'main')
    : await usualScope(engine, wanted)
  const input = { ...wanted, scope }
  const confirmed = switches.has('yes')
  const first = await engine.request('service.signal', {
    ...input,
    ...(confirmed && { confirmed }),
  })
  if (first.ok || first.error.code !== 'needs-consent' || !hasPerson(call)) return first
  const { terminal } = call.world
  terminal.print(paint(terminal, 'yellow', printable(first.error.message)))
  const answer = await askYesNo(call.world, `Send SIG${wanted.signal} all the same?`)
  if (answer !== 'yes') return first
  return engine.request('service.signal', { ...input, confirmed: true })
}

/** `quiesce signal`: one signal. Sending it is all: whether it had an effect is not watched. */
export const signalCommand: Command = {
  name: 'signal',
  summary: 'send one signal, with what it means to this service',
  positionals: ['TARGET', 'SIGNAL'],
  options: [
    scopeOption('main, or whom this daemon needs,', signalScopes),
    { name: 'yes', sentence: 'you know what it costs, where it kills the daemon or does nothing' },
  ],
  details: [
    'A unit that ends by a signal is started again where its Restart= says so; `quiesce stop` keeps it down.',
    'Exit status: 0 sent, 1 nobody was there, 14 refused or not confirmed, 15 no permission.',
    ...targetDetails,
  ],
  run: async (call) => {
    const [target = '', text = ''] = call.arguments.positionals
    const signal = parseSignal(text)
    if (signal === null) return endWithError(call, refuseSignal(text))
    return withEngine(call, async (engine) => {
      const reported = await send(call, engine, { target, signal })
      if (!reported.ok) return endWithError(call, reported.error)
      const { sentence, sent, refused } = reported.value
      const exitStatus = refused > 0 ? 15 : sent === 0 ? 1 : 0
      if (!call.json) call.world.terminal.print(printable(sentence))
      printResult(call, exitStatus, { sentence, sent, refused })
      return exitStatus
    })
  },
}
