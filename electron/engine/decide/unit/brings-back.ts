/** What starts a unit again: systemd.unit(5), systemd.service(5) "Restart=", D-Bus activation. */
import type { BringsBack, UnitSettings } from '../../../../shared/unit.ts'
import type { UnitFacts } from '../../parse/unit-properties.ts'
import type { LookUp } from './dependencies.ts'
import { isUp } from './refusals.ts'

/** A unit that could not be read may be up. */
const mayBeUp = (name: string, look: LookUp): boolean => {
  const facts = look(name)
  return facts === null || isUp(facts)
}

const triggers: Readonly<Record<string, readonly [BringsBack['kind'], string]>> = {
  socket: ['socket', 'starts it at the next connection'],
  timer: ['timer', 'starts it when its time comes'],
  path: ['path', 'starts it when the path that it watches changes'],
  automount: ['other', 'starts it at the next access'],
}

const typeOf = (name: string): string => name.slice(name.lastIndexOf('.') + 1)

function triggeredBy(name: string, look: LookUp): BringsBack {
  const [kind, does] = triggers[typeOf(name)] ?? ['other', 'may start it']
  return {
    kind,
    by: name,
    when: 'after-a-stop',
    sentence: `${name} ${does}`,
    stoppable: look(name)?.refuseManualStop !== true,
  }
}

/**
 * Whoever starts what needs it, starts it, too: an automount's mount, a socket's service (`Requires=`,
 * `BindsTo=`). What needs it stops with it, so that its trigger waits for the next occasion. Only an
 * automount is stopped along: the others serve another service, which has a plan of its own.
 */
function throughDependents(facts: UnitFacts, look: LookUp): readonly BringsBack[] {
  const { RequiredBy, BoundBy, TriggeredBy } = facts.relations
  const found = [...new Set([...RequiredBy, ...BoundBy])].flatMap((dependent) =>
    (look(dependent)?.relations.TriggeredBy ?? [])
      .filter((name) => look(name) !== null && mayBeUp(name, look) && !TriggeredBy.includes(name))
      .map((name): BringsBack => {
        const direct = triggeredBy(name, look)
        const [, does] = triggers[typeOf(name)] ?? ['other', 'may start it']
        const sentence = `${name} ${does.replace(' it', ` ${dependent}`)}, which needs it`
        return { ...direct, sentence, stoppable: direct.stoppable && typeOf(name) === 'automount' }
      }),
  )
  return [...new Map(found.map((one) => [one.by, one])).values()]
}

const upheldBy = (name: string, look: LookUp): BringsBack => ({
  kind: 'upheld',
  by: name,
  when: 'after-a-stop',
  sentence: `${name} has Upholds= for it and starts it again at once`,
  stoppable: look(name)?.refuseManualStop !== true,
})

/** Its own BusName=, and the names of its aliases `dbus-NAME.service`, which bus activation asks for. */
function busNames(facts: UnitFacts, activatable: readonly string[]): readonly string[] {
  const aliases = facts.names.flatMap((name) => /^dbus-(.+)\.service$/.exec(name)?.[1] ?? [])
  const names = new Set([facts.busName, ...aliases])
  return activatable.filter((name) => name !== '' && names.has(name))
}

const calledBy = (name: string): BringsBack => ({
  kind: 'bus-name',
  by: name,
  when: 'after-a-stop',
  sentence: `a call to ${name} on the bus starts it`,
  stoppable: false,
})

/** SIGHUP, SIGINT, SIGTERM and SIGPIPE are a clean end to systemd; SIGKILL and SIGABRT are not. */
const restarts: Readonly<Record<string, string>> = {
  always: 'whichever signal ended it',
  'on-success': 'by SIGTERM, SIGINT, SIGHUP or SIGPIPE',
  'on-failure': 'by any signal but SIGTERM, SIGINT, SIGHUP and SIGPIPE',
  'on-abnormal': 'by any signal but SIGTERM, SIGINT, SIGHUP and SIGPIPE',
  'on-abort': 'by any signal but SIGTERM, SIGINT, SIGHUP and SIGPIPE',
}

/** Restart= as a sentence without a full stop, or null where no signal makes it fire. */
export function restartSentence({ restart }: Pick<UnitSettings, 'restart'>): string | null {
  const which = restarts[restart]
  if (which === undefined) return null
  return `Restart=${restart} starts it again when it is signalled instead of stopped, ${which}`
}

function ownRestart(facts: UnitFacts): readonly BringsBack[] {
  const sentence = restartSentence(facts.settings)
  if (sentence === null) return []
  return [{ kind: 'restart', by: null, when: 'after-a-signal', sentence, stoppable: false }]
}

/** Everything that would start it again, what fires after a stop first. */
export function bringsBack(
  facts: UnitFacts,
  look: LookUp,
  activatable: readonly string[],
): readonly BringsBack[] {
  const { TriggeredBy, UpheldBy } = facts.relations
  return [
    ...TriggeredBy.filter((name) => mayBeUp(name, look)).map((name) => triggeredBy(name, look)),
    ...throughDependents(facts, look),
    ...UpheldBy.filter((name) => mayBeUp(name, look)).map((name) => upheldBy(name, look)),
    ...busNames(facts, activatable).map(calledBy),
    ...ownRestart(facts),
  ]
}
