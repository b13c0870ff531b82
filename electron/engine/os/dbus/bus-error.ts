import type { QuiesceError } from '../../../../shared/errors.ts'
import type { BusCall } from './ports.ts'

/** Why a call brought no reply: the bus's own name of the error, and its words. */
export interface BusFailure {
  readonly name: string
  readonly text: string
  /** Whoever was called said so; else the bus did, or nobody said anything. */
  readonly fromCalled: boolean
}

const busErrors = 'org.freedesktop.DBus.Error.'
const polkitErrors = 'org.freedesktop.PolicyKit1.Error.'
const systemdErrors = 'org.freedesktop.systemd1.'

const permissionErrors = new Set([
  `${busErrors}AccessDenied`,
  `${busErrors}AuthFailed`,
  `${busErrors}InteractiveAuthorizationRequired`,
])

/** The other side never answered: whether it did what was asked is not known. */
const unansweredErrors = new Set([
  `${busErrors}NoReply`,
  `${busErrors}Disconnected`,
  `${busErrors}Timeout`,
  `${busErrors}TimedOut`,
])

/** What helps with systemd's own refusals (bus-common-errors.h of systemd). */
const systemdAdvice: ReadonlyMap<string, string> = new Map([
  [`${systemdErrors}UnitMasked`, 'Unmask it first: systemctl unmask, with the name of the unit.'],
  [
    `${systemdErrors}OnlyByDependency`,
    'Its RefuseManualStart= or RefuseManualStop= forbids this by name: act on the unit that needs it.',
  ],
  [
    `${systemdErrors}TransactionIsDestructive`,
    'Another job for it is queued and may not be replaced: look at systemctl list-jobs.',
  ],
  [
    `${systemdErrors}TransactionJobsConflicting`,
    'Its dependencies contradict each other: look at its unit file.',
  ],
  [
    `${systemdErrors}BadUnitSetting`,
    'Its unit file has a mistake: systemd-analyze verify names it.',
  ],
  [
    `${systemdErrors}LoadFailed`,
    'Its unit file could not be read: systemctl status names the reason.',
  ],
  [`${systemdErrors}ShuttingDown`, 'The machine is going down: every unit stops by itself now.'],
])

/** True where the bus itself gave this name to the failure. */
export const isBusError = (error: QuiesceError, name: string): boolean =>
  error.cause?.startsWith(`${name}: `) === true

/** Turns a failure of a call into our error: `no-permission`, `unknown-target` or `backend-failed`. */
export function describeBusFailure(call: BusCall, failure: BusFailure): QuiesceError {
  const cause = `${failure.name}: ${failure.text}`
  if (permissionErrors.has(failure.name) || failure.name.startsWith(polkitErrors)) {
    return { ...describeRefusal(call, failure.name), cause }
  }
  if (failure.name === `${systemdErrors}NoSuchUnit`) {
    return {
      code: 'unknown-target',
      message: `Quiesce could not ${call.purpose}: ${withoutFullStop(failure.text)}.`,
      next: 'Look at the list of services for the right name; after a new unit file, reload the manager.',
      cause,
    }
  }
  if (unansweredErrors.has(failure.name)) {
    const asked = failure.fromCalled && call.polkitAction !== null
    return { ...(asked ? describeUnansweredQuestion(call) : describeSilence(call)), cause }
  }
  return {
    code: 'backend-failed',
    message: `Quiesce could not ${call.purpose}: ${withoutFullStop(failure.text)}.`,
    next:
      systemdAdvice.get(failure.name) ??
      'Look at the service before you try again; its log may say more.',
    cause,
  }
}

function describeRefusal(call: BusCall, name: string): Omit<QuiesceError, 'cause'> {
  const asked = name.endsWith('.InteractiveAuthorizationRequired')
  const action = call.polkitAction ?? 'in question'
  return {
    code: 'no-permission',
    message: asked
      ? `You may not ${call.purpose} without an administrator's password, and nothing here could ask for it.`
      : `You may not ${call.purpose}: the permission was refused.`,
    next: asked
      ? `Run Quiesce as root or in a desktop session, or start pkttyagent in this terminal first; an administrator can allow you the action ${action} in polkit.`
      : `Run Quiesce as root, or ask an administrator to allow you the action ${action} in polkit.`,
  }
}

/**
 * systemd passes on that polkit did not answer it, and did nothing: it waits 25 s for a person who
 * types a password (the default limit of a call in sd-bus; seen on systemd 252), however long we do.
 */
function describeUnansweredQuestion(call: BusCall): Omit<QuiesceError, 'cause'> {
  return {
    code: 'no-permission',
    message: `Quiesce did not ${call.purpose}: nobody answered the question for a password in time.`,
    next: 'Ask again and answer within 25 seconds, or run Quiesce as root; nothing was changed.',
  }
}

function describeSilence(call: BusCall): Omit<QuiesceError, 'cause'> {
  if (call.polkitAction === null) {
    return {
      code: 'backend-failed',
      message: `Quiesce could not ${call.purpose}: no answer came.`,
      next: 'Try again in a moment; nothing was changed.',
    }
  }
  return {
    code: 'backend-failed',
    message: `No answer came to the request to ${call.purpose}: it may have been carried out.`,
    next: 'Look at the service before you ask again; Quiesce does not repeat the request by itself.',
  }
}

const withoutFullStop = (text: string): string => text.trim().replace(/\.$/, '')
