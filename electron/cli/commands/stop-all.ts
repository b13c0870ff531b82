import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import type { OrderChoice } from '../../../shared/order-input.ts'
import type { OrderPlan } from '../../../shared/order.ts'
import { printable } from '../../../shared/wording/numbers.ts'
import { orderSentence } from '../../../shared/wording/order-words.ts'
import { askYesNo } from '../ask-yes-no.ts'
import { badUsage, type Command, type CommandCall, type DoorEngine } from '../command.ts'
import { conductOrder, type OrderEnd } from '../conduct-order.ts'
import { hasPerson } from '../conduct-run.ts'
import { noOrderFields, orderFields, orderPlanFields } from '../order-json.ts'
import { orderEndLines, orderPlanLines } from '../order-lines.ts'
import { exitStatusOfOrder } from '../order-status.ts'
import { endWithError, printResult } from '../print-result.ts'
import { paint } from '../terminal.ts'
import { withEngine } from '../with-engine.ts'
import { noInputOption, targetDetails } from './common.ts'

/** Left by the person before anything was sent. */
const cancelledStatus = 16

function readChoice({ arguments: given }: CommandCall): Result<OrderChoice> {
  const group = given.values.get('group')
  const targets = [...given.positionals]
  if (group === undefined)
    return ok(targets.length > 0 ? { kind: 'chosen', targets } : { kind: 'all' })
  if (targets.length === 0) return ok({ kind: 'group', name: group })
  return fail(badUsage('Either targets or --group, not both.', 'Name the targets, or the group.'))
}

const unconfirmed: QuiesceError = badUsage(
  'Without a terminal nobody can confirm the plan.',
  'Read it with --plan, then add --yes.',
)

function printPlan(call: CommandCall, plan: OrderPlan): void {
  const { terminal } = call.world
  for (const line of orderPlanLines(plan)) {
    terminal.print(line.trimStart().startsWith('Warning:') ? paint(terminal, 'red', line) : line)
  }
}

function endPlan(call: CommandCall, plan: OrderPlan): number {
  if (!call.json) {
    printPlan(call, plan)
    call.world.terminal.print('Nothing was sent.')
  }
  printResult(call, 0, orderPlanFields(plan))
  return 0
}

function endOrder(call: CommandCall, { order, diagnoses }: OrderEnd): number {
  const exitStatus = exitStatusOfOrder(order)
  const { terminal } = call.world
  if (!call.json) {
    const style = exitStatus === 0 ? 'green' : exitStatus === 10 ? 'yellow' : 'red'
    terminal.print(paint(terminal, style, printable(orderSentence(order))))
    for (const line of orderEndLines(order, diagnoses)) terminal.print(line)
  }
  printResult(call, exitStatus, orderFields(order, diagnoses))
  return exitStatus
}

async function stopAll(call: CommandCall, engine: DoorEngine): Promise<number> {
  const of = readChoice(call)
  if (!of.ok) return endWithError(call, of.error, noOrderFields(of.error.message))
  const { switches } = call.arguments
  const isSure = switches.has('yes')
  const isPlan = switches.has('plan')
  if (!isPlan && !isSure && !hasPerson(call)) {
    return endWithError(call, unconfirmed, noOrderFields(unconfirmed.message))
  }
  const plan = await engine.request('order.plan', { of: of.value })
  if (!plan.ok) return endWithError(call, plan.error, noOrderFields(plan.error.message))
  if (isPlan) return endPlan(call, plan.value)
  if (!call.json) printPlan(call, plan.value)
  if (!isSure && plan.value.entries.length > 0) {
    const answer = await askYesNo(call.world, 'Stop them in this order?')
    if (answer !== 'yes') {
      call.world.terminal.complain('Nothing was sent.')
      return cancelledStatus
    }
  }
  const ended = await conductOrder(call, engine, of.value)
  if (!ended.ok) return endWithError(call, ended.error, noOrderFields(ended.error.message))
  return endOrder(call, ended.value)
}

/** `quiesce stop-all`: several services, each in its turn, with a person who may decide. */
export const stopAllCommand: Command = {
  name: 'stop-all',
  summary: 'stop several services, each before what it needs; without TARGET all that may be',
  positionals: ['[TARGET…]'],
  options: [
    { name: 'group', value: 'GROUP', sentence: 'the services of a group of the configuration' },
    { name: 'plan', sentence: 'say who would be stopped, and when; sends nothing' },
    { name: 'yes', sentence: 'begin without asking whether the plan is right' },
    noInputOption,
  ],
  details: [
    'What needs another one is stopped before it, as services.yaml (`needs`), init scripts and systemd say. A service that hangs holds up what waits for it, and nothing else.',
    'Keys while it runs: t SIGTERM to all that hang, f force… (asks you to type yes), p pass over one, space pause and resume, l leave. Where it is known why one hangs, 1 to 9 choose a remedy (asked once more). Ctrl-C leaves it, too.',
    'Exit status: that of the service that fared worst: 0 all are gone, 10 one was killed, 16 one was left running, 11 one hung, then as `stop`.',
    ...targetDetails,
  ],
  run: (call) => withEngine(call, (engine) => stopAll(call, engine)),
}
