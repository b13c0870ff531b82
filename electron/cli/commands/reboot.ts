import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import type { RequestInput } from '../../../shared/contract.ts'
import type { RebootReport } from '../../../shared/reboot.ts'
import { printable } from '../../../shared/wording/numbers.ts'
import { dayTime } from '../../../shared/wording/day-time.ts'
import { plannedWords } from '../../../shared/wording/reboot-words.ts'
import { askYesNo } from '../ask-yes-no.ts'
import { badUsage, type Command, type CommandCall, type DoorEngine } from '../command.ts'
import { hasPerson } from '../conduct-run.ts'
import { parseAt } from '../parse-at.ts'
import { endWithError, printResult } from '../print-result.ts'
import { rebootLines } from '../reboot-lines.ts'
import { withEngine } from '../with-engine.ts'

type Asked =
  | { readonly kind: 'plan' }
  | { readonly kind: 'cancel' }
  | {
      readonly kind: 'request'
      readonly input: RequestInput<'reboot.request'>
      /** The minute of the plan that it replaces, wall clock, milliseconds. */
      readonly replaces: number | null
    }

const nothingDone = 'Nothing was asked of this machine.'

/** What is asked for: exactly one of the four, and a confirmation for those that reboot. */
function readAsked(call: CommandCall): Result<Asked> {
  const { switches, values } = call.arguments
  const at = values.get('at')
  const modes = ['plan', 'now', 'cancel'].filter((mode) => switches.has(mode))
  if (modes.length + (at === undefined ? 0 : 1) !== 1) {
    const next = `Write one of --plan, --at TIME, --now and --cancel. ${nothingDone}`
    return fail(badUsage('quiesce reboot does one thing at a time.', next))
  }
  if (switches.has('plan')) return ok({ kind: 'plan' })
  if (switches.has('cancel')) return ok({ kind: 'cancel' })
  const typed = values.get('confirm')
  if (typed === undefined) {
    const next = `Look with \`quiesce reboot --plan\`, then add --confirm with this machine’s name. ${nothingDone}`
    return fail(badUsage('A reboot needs --confirm HOSTNAME.', next))
  }
  const moment = at === undefined ? null : parseAt(at, call.world.now())
  if (at !== undefined && moment === null) {
    const next = `Write 10m, 2h, 03:12 or 2026-01-31 03:12. ${nothingDone}`
    return fail(badUsage(`--at ${at} is no moment.`, next))
  }
  const message = values.get('message')
  const named = values.get('override-inhibitors')?.split(',')
  const overrideInhibitors = named?.map((one) => one.trim()).filter((one) => one !== '')
  const replaced = values.get('replace')
  const replaces = replaced === undefined ? null : parseAt(replaced, call.world.now())
  if (replaced !== undefined && replaces === null) {
    const next = `Write the moment as \`quiesce reboot --plan\` shows it. ${nothingDone}`
    return fail(badUsage(`--replace ${replaced} is no moment.`, next))
  }
  const more = {
    ...(message !== undefined && { message }),
    ...(overrideInhibitors && { overrideInhibitors }),
  }
  return ok({ kind: 'request', input: { typed, at: moment, ...more }, replaces })
}

function endWithReport(call: CommandCall, report: Result<RebootReport>): number {
  if (!report.ok) return endWithError(call, report.error)
  const { sentence, at } = report.value
  if (!call.json) call.world.terminal.print(printable(sentence))
  printResult(call, 0, { sentence, at })
  return 0
}

/** The planned shutdown of that minute; a plan of another moment is not the one that was read. */
async function findReplaced(engine: DoorEngine, minute: number | null): Promise<number | null> {
  if (minute === null) return null
  const plan = await engine.request('reboot.plan', {})
  const at = plan.ok ? plan.value.scheduled?.at : undefined
  return at !== undefined && dayTime(at) === dayTime(minute) ? at : null
}

/** Without a person, or their word beforehand, somebody else’s plan stays. */
const unsure = (error: QuiesceError): QuiesceError => ({
  ...error,
  next: 'Make sure that nobody needs it, then add --yes. Nothing was changed.',
})

/** What somebody else planned is called off by a word of this person alone: theirs now, or `--yes`. */
async function cancel(call: CommandCall, engine: DoorEngine): Promise<number> {
  const answer = await engine.request('reboot.cancel', {})
  if (answer.ok || answer.error.code !== 'needs-consent') return endWithReport(call, answer)
  const plan = await engine.request('reboot.plan', {})
  const planned = plan.ok ? plan.value.scheduled : null
  const isSure = call.arguments.switches.has('yes')
  if (planned === null || !(isSure || hasPerson(call))) {
    return endWithError(call, unsure(answer.error))
  }
  if (!isSure) {
    const asked = await askYesNo(call.world, `Call off the ${plannedWords(planned)}?`)
    if (asked !== 'yes') return endWithError(call, unsure(answer.error))
  }
  return endWithReport(call, await engine.request('reboot.cancel', { cancels: planned.at }))
}

async function reboot(call: CommandCall, engine: DoorEngine, asked: Asked): Promise<number> {
  if (asked.kind === 'cancel') return cancel(call, engine)
  if (asked.kind === 'request') {
    const replaces = await findReplaced(engine, asked.replaces)
    const input = { ...asked.input, ...(replaces !== null && { replaces }) }
    return endWithReport(call, await engine.request('reboot.request', input))
  }
  const plan = await engine.request('reboot.plan', {})
  if (!plan.ok) return endWithError(call, plan.error)
  if (!call.json) for (const line of rebootLines(plan.value)) call.world.terminal.print(line)
  printResult(call, 0, { plan: plan.value })
  return 0
}

/** `quiesce reboot`: what it would cost, at a time or now through logind, and calling it off. */
export const rebootCommand: Command = {
  name: 'reboot',
  summary: 'what a reboot would stop and who is logged in; at a time, now, or called off',
  positionals: [],
  options: [
    { name: 'plan', sentence: 'show what it would cost, who holds it back, and what is planned' },
    { name: 'at', value: 'TIME', sentence: '10m, 2h, 03:12, 2026-01-31 03:12 (needs --confirm)' },
    { name: 'now', sentence: 'at once (needs --confirm)' },
    { name: 'cancel', sentence: 'call off what is planned' },
    { name: 'yes', sentence: 'call it off although somebody else planned it' },
    { name: 'confirm', value: 'HOSTNAME', sentence: 'the name of this machine, as you typed it' },
    { name: 'message', value: 'TEXT', sentence: 'to everybody who is logged in' },
    {
      name: 'override-inhibitors',
      value: 'WHO',
      sentence: 'although these hold a reboot back, by name (apt,packagekit)',
    },
    { name: 'replace', value: 'TIME', sentence: 'instead of what is planned for that minute' },
  ],
  details: [
    'It goes through systemd-logind, which asks for a password where that is needed.',
    'What begins between now and a planned reboot does not hold it back.',
    'Exit status: 0 done, 14 refused (the name, what holds it back, a stop under way), 15 no permission.',
  ],
  run: (call) => {
    const asked = readAsked(call)
    if (!asked.ok) return Promise.resolve(endWithError(call, asked.error))
    return withEngine(call, (engine) => reboot(call, engine, asked.value))
  },
}
