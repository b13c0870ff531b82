/** Why a unit's run, or its start, is refused before anything is sent. */
import type { ErrorCode, QuiesceError } from '../../../../shared/errors.ts'
import type { Member } from '../../../../shared/process.ts'
import type { UnitFacts } from '../../parse/unit-properties.ts'
import { shellWord } from '../shell-word.ts'
import { someWords } from './unit-words.ts'

const refusal = (code: ErrorCode, message: string, next: string): QuiesceError => ({
  code,
  message,
  next,
})

/** The command that a person may copy: of the machine's manager or of one's own. */
export const systemctl = (facts: Pick<UnitFacts, 'manager' | 'name'>, verb: string): string =>
  `systemctl ${facts.manager === 'user' ? '--user ' : ''}${verb} ${shellWord(facts.name)}`

/** It runs, or is on its way up or down. */
export const isUp = ({ state }: Pick<UnitFacts, 'state'>): boolean =>
  state.activeState !== 'inactive' && state.activeState !== 'failed'

const isMissing = (facts: UnitFacts): boolean => facts.loadState === 'not-found' && !isUp(facts)

const unknownTarget = (facts: UnitFacts): QuiesceError =>
  refusal(
    'unknown-target',
    `There is no unit ${facts.name}.`,
    `Look for its right name: systemctl ${facts.manager === 'user' ? '--user ' : ''}list-units --all.`,
  )

const kinds: Readonly<Record<string, string>> = {
  slice: 'a slice: it holds many services, and a stop would end them all',
  target: 'a target: it stands for many units, and a stop would end those that are part of it',
  mount: 'a mount, not a service',
  automount: 'an automount, not a service',
  swap: 'a swap space, not a service',
  device: 'a device, not a service',
  socket: 'a socket: it has no process of its own',
  timer: 'a timer: it has no process of its own',
  path: 'a path watch: it has no process of its own',
  scope: 'a scope: a group of processes that systemd did not start',
}

function refuseKind(facts: UnitFacts): QuiesceError | null {
  if (facts.isService) return null
  const suffix = facts.name.slice(facts.name.lastIndexOf('.') + 1)
  const what = kinds[suffix] ?? 'no service'
  const triggered = facts.relations.Triggers.filter((name) => name.endsWith('.service'))
  const next =
    triggered.length > 0
      ? `Name the service that it starts: ${someWords(triggered)}.`
      : `Name a service, or use ${systemctl(facts, 'stop')} yourself.`
  return refusal('protected', `${facts.name} is ${what}.`, next)
}

/** Why no run about this unit is begun, or null. A unit that is down already is no refusal. */
export function refuseUnit(facts: UnitFacts): QuiesceError | null {
  if (isMissing(facts)) return unknownTarget(facts)
  const kind = refuseKind(facts)
  if (kind !== null) return kind
  if (!facts.refuseManualStop || !isUp(facts)) return null
  return refusal(
    'protected',
    `${facts.name} says RefuseManualStop=yes: systemd stops it only along with another unit.`,
    `Stop what it belongs to; ${systemctl(facts, 'list-dependencies --reverse')} shows it.`,
  )
}

/**
 * Why the unit is not started, or null. `leftMembers` are processes still in its cgroup while it
 * is down: systemd would start a second copy beside them ("Found left-over process … Ignoring").
 */
export function refuseUnitStart(
  facts: UnitFacts,
  leftMembers: readonly Member[],
): QuiesceError | null {
  if (isMissing(facts)) return unknownTarget(facts)
  const kind = refuseKind(facts)
  if (kind !== null) return kind
  return refuseState(facts) ?? refuseFile(facts) ?? refuseLeft(facts, leftMembers)
}

function refuseState(facts: UnitFacts): QuiesceError | null {
  const { activeState, subState } = facts.state
  if (!isUp(facts)) return null
  const is = `${facts.name} is ${activeState} (${subState})`
  if (activeState === 'deactivating')
    return refusal('not-now', `${is}.`, 'Wait until it has stopped, then start it.')
  if (activeState === 'unknown' || activeState === 'maintenance')
    return refusal('not-now', `${is}.`, `Look at it first: ${systemctl(facts, 'status')}.`)
  return refusal('not-now', `${is}: it runs already.`, 'Restart it, if that is what you want.')
}

function refuseFile(facts: UnitFacts): QuiesceError | null {
  const { name, loadState } = facts
  if (loadState === 'masked')
    return refusal(
      'not-now',
      `${name} is masked: somebody has forbidden its start.`,
      `If it shall start, unmask it first: ${systemctl(facts, 'unmask')}.`,
    )
  if (facts.refuseManualStart)
    return refusal(
      'protected',
      `${name} says RefuseManualStart=yes: systemd starts it only along with another unit.`,
      'Start the unit that needs it.',
    )
  if (loadState === 'loaded' || loadState === '') return null
  return refusal(
    'not-now',
    `systemd could not read the file of ${name} (${loadState}).`,
    `${systemctl(facts, 'status')} says what is wrong with it.`,
  )
}

function refuseLeft(facts: UnitFacts, left: readonly Member[]): QuiesceError | null {
  if (left.length === 0) return null
  const names = someWords(left.map((m) => `${m.name} (${m.identity.pid})`))
  const [are, them] = left.length === 1 ? ['is', 'it'] : ['are', 'them']
  return refusal(
    'not-now',
    `${names} ${are} left over from before in the cgroup of ${facts.name}: systemd would start a second copy beside ${them}.`,
    `End ${them} first, then start it.`,
  )
}
