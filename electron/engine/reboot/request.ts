/** A reboot, now or at a time, and calling it off: only with the host's name as a person typed it. */
import type { RequestInput } from '../../../shared/contract.ts'
import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import type { JournalBody } from '../../../shared/journal-entry.ts'
import type { PlannedShutdown, RebootReport } from '../../../shared/reboot.ts'
import { dayTime } from '../../../shared/wording/day-time.ts'
import { count, duration } from '../../../shared/wording/numbers.ts'
import { plannedWords } from '../../../shared/wording/reboot-words.ts'
import type { Logind } from './logind.ts'
import { refusalOf } from './plan.ts'
import type { RebootPorts } from './ports.ts'

type Wanted = RequestInput<'reboot.request'>
type What = 'reboot' | 'plan-reboot' | 'cancel-reboot'

/** Nobody plans a year ahead; a mistaken unit of time does. */
const farthestMs = 366 * 24 * 3600 * 1000

const refusal = (
  code: QuiesceError['code'],
  message: string,
  next: string,
  candidates?: readonly string[],
): QuiesceError => ({ code, message, next, ...(candidates && { candidates }) })

function refuseWords(ports: RebootPorts, { typed, at }: Wanted): QuiesceError | null {
  if (typed !== ports.hostName) {
    return refusal(
      'needs-consent',
      'The name that was typed is not this machine’s.',
      `Type ${ports.hostName} to reboot this machine. Nothing was asked of it.`,
    )
  }
  if (at === null) return null
  const ahead = at - ports.now()
  if (ahead > 0 && ahead <= farthestMs) return null
  const message = ahead > 0 ? 'That is more than a year ahead.' : 'That time is past.'
  return refusal('bad-input', message, 'Name a time to come, at most a year ahead.')
}

async function refuseBusy(ports: RebootPorts): Promise<QuiesceError | null> {
  const live = await ports.liveStops()
  if (live.length === 0) return null
  return refusal(
    'busy',
    `${count(live.length, 'stop is', 'stops are')} under way: a reboot would cut ${live.length === 1 ? 'it' : 'them'} off.`,
    'Wait for the end, or leave it; then ask for the reboot again.',
    live,
  )
}

async function refuseLogind(
  ports: RebootPorts,
  logind: Logind,
  wanted: Wanted,
): Promise<QuiesceError | null> {
  const can = await logind.canReboot()
  if (!can.ok) return can.error
  const why = refusalOf(can.value, ports.canAsk())
  if (why !== null) {
    const code = can.value === 'na' ? 'not-available' : 'no-permission'
    return refusal(code, why, 'Nothing was changed.')
  }
  return (await refuseHeld(ports, logind, wanted)) ?? (await refuseReplaced(ports, logind, wanted))
}

/** Whoever came after the person had read the names was not overridden. */
async function refuseHeld(
  ports: RebootPorts,
  logind: Logind,
  { overrideInhibitors = [] }: Wanted,
): Promise<QuiesceError | null> {
  const inhibitors = await logind.inhibitors()
  if (!inhibitors.ok) return inhibitors.error
  const blocks = inhibitors.value.filter(
    ({ mode, who }) => mode === 'block' && !overrideInhibitors.includes(who),
  )
  if (blocks.length === 0) return null
  return refusal(
    'needs-consent',
    `${blocks.map(({ who }) => who).join(', ')} ${blocks.length === 1 ? 'holds' : 'hold'} a reboot back.`,
    'Wait until it is done, or ask again and override it by its name. Nothing was changed.',
    blocks.map(({ who, why: reason, uid }) => `${who} (${ports.userName(uid)}): ${reason}`),
  )
}

/** logind keeps one plan: a second one takes its place, and nobody is told. */
async function refuseReplaced(
  ports: RebootPorts,
  logind: Logind,
  { replaces }: Wanted,
): Promise<QuiesceError | null> {
  const scheduled = await logind.scheduled()
  if (!scheduled.ok) return scheduled.error
  if (scheduled.value === null || scheduled.value.at === replaces) return null
  const planned = plannedWords({ ...scheduled.value, ...(await ports.whose(scheduled.value)) })
  return refusal(
    'needs-consent',
    `This would replace the planned ${planned}.`,
    'Leave that one, or ask again and replace it. Nothing was changed.',
    [planned],
  )
}

/** One effect with its two records; nothing is sent where the first cannot be written. */
async function recorded<T>(
  ports: RebootPorts,
  intended: { readonly what: What; readonly planned?: number },
  act: () => Promise<Result<T>>,
  say: (value: T) => string,
): Promise<Result<T>> {
  const call = { call: 1, step: 0, what: intended.what } as const
  const about = { ...call, ...intended, force: false, by: ports.by, targets: [] }
  const intent: JournalBody = { kind: 'intent', ...about }
  const written = await ports.record(intent)
  if (!written.ok) return written
  const done = await act()
  const detail = done.ok ? say(done.value) : done.error.message
  await ports.record({ kind: 'result', ...call, results: [], detail })
  return done
}

/** Its moment as logind keeps it, so that the plan is known as ours later. */
const planning = (at: number): { readonly what: What; readonly planned: number } => ({
  what: 'plan-reboot',
  planned: Math.round(at),
})

async function announce(logind: Logind, { message = '' }: Wanted): Promise<string> {
  if (message === '') return ''
  // It is written to everybody's terminal as it is.
  const told = await logind.announce(message.replace(/\p{C}/gu, ' '))
  return told.ok ? '' : ' The message could not be set.'
}

async function carryOut(
  ports: RebootPorts,
  logind: Logind,
  wanted: Wanted,
): Promise<Result<RebootReport>> {
  const { at } = wanted
  const refused = await refuseLogind(ports, logind, wanted)
  if (refused !== null) return fail(refused)
  const act = async (): Promise<Result<string>> => {
    const untold = await announce(logind, wanted)
    const skip = (wanted.overrideInhibitors ?? []).length > 0
    const done = at === null ? await logind.reboot(skip) : await logind.schedule(at)
    if (done.ok) return ok(untold)
    // Left as it is, the next shutdown of somebody else would say our words.
    if (wanted.message !== undefined && untold === '') await logind.announce('')
    return done
  }
  const say = (untold: string): string =>
    at === null
      ? `The reboot has begun.${untold}`
      : `The reboot is planned for ${dayTime(at)}, in ${duration(at - ports.now())}; it can be called off until then. What begins until then does not hold it back.${untold}`
  const what = at === null ? { what: 'reboot' as const } : planning(at)
  const done = await recorded(ports, what, act, say)
  return done.ok ? ok({ sentence: say(done.value), at }) : done
}

/**
 * Reboots, or plans it. `needs-consent` where the typed name is not this host's, where somebody holds
 * a reboot back whose name was not overridden, or another plan would be replaced; `busy` while Quiesce stops something; nothing is asked of logind before that.
 */
export async function requestReboot(
  ports: RebootPorts,
  wanted: Wanted,
): Promise<Result<RebootReport>> {
  const refused = refuseWords(ports, wanted) ?? (await refuseBusy(ports))
  if (refused !== null) return fail(refused)
  return ports.withLogind((logind) => carryOut(ports, logind, wanted))
}

/** What one planned oneself needs no second word, unless it is another than the one that was read. */
function refuseCancel(planned: PlannedShutdown, cancels: number | undefined): QuiesceError | null {
  const { type, by = null, at, mine = false } = planned
  if (cancels === undefined ? mine : cancels === at) return null
  const whose = cancels === undefined || !mine ? `${by ?? 'Somebody else'} planned` : 'You planned'
  const next = `${by === null || mine ? 'Make sure that nobody needs it' : `Ask ${by}`}, or ask again and call off this very one. Nothing was changed.`
  return refusal('needs-consent', `${whose} the ${type} for ${dayTime(at)}.`, next, [
    plannedWords(planned),
  ])
}

/**
 * Calls off what is planned. `not-now` where nothing is, `needs-consent` where somebody else planned
 * it, and its moment is not the one that the person read.
 */
export async function cancelReboot(
  ports: RebootPorts,
  { cancels }: RequestInput<'reboot.cancel'>,
): Promise<Result<RebootReport>> {
  return ports.withLogind(async (logind) => {
    const scheduled = await logind.scheduled()
    if (!scheduled.ok) return scheduled
    if (scheduled.value === null) return fail(nothingPlanned)
    const shutdown = { ...scheduled.value, ...(await ports.whose(scheduled.value)) }
    const refused = refuseCancel(shutdown, cancels)
    if (refused !== null) return fail(refused)
    const sentence = `The planned ${plannedWords(shutdown)} is called off.`
    const done = await recorded(
      ports,
      { what: 'cancel-reboot' },
      () => logind.cancel(),
      (was) => (was ? sentence : nothingPlanned.message),
    )
    if (!done.ok) return done
    return done.value ? ok({ sentence, at: null }) : fail(nothingPlanned)
  })
}

const nothingPlanned = refusal('not-now', 'No reboot is planned.', 'Nothing has to be called off.')
