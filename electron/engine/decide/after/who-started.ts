/**
 * Who started a service again after its stop, by what can be seen of the new copy: its unit's own
 * word, the processes above it, and the cgroup that it was born in.
 */
import type { AfterWatch, Returner } from '../../../../shared/after-watch.ts'
import type { ProcessRow } from '../../../../shared/process.ts'
import { isKnown } from '../../../../shared/unknown.ts'
import { printable } from '../../../../shared/wording/numbers.ts'
import { unitOfCgroup, unescapeUnitName } from '../../parse/cgroup.ts'
import { called } from '../readable-name.ts'
import type { Activation } from '../../parse/activation.ts'

type Evidence = NonNullable<AfterWatch['cameBack']>['evidence'][number]

/** A unit that can start it, as its manager sees it now. */
export interface Trigger {
  readonly name: string
  readonly activeState: string
  readonly subState: string
}

export interface ReturnFacts {
  /** Its main process, or the copy; null where none was seen. */
  readonly row: ProcessRow | null
  /** Its parent, grandparent and so on, without pid 1. */
  readonly parents: readonly ProcessRow[]
  /** The unit that came back; null for what is no unit. */
  readonly unit: {
    readonly name: string
    readonly target: string
    /** `Restart=` of its file. */
    readonly restart: string
    /** How often its manager has started it again (`NRestarts`), by now and at the end of the run. */
    readonly restarts: { readonly now: number | null; readonly before: number | null }
    /** What its manager says of its start; null where it cannot tell (before systemd 252). */
    readonly activation: Activation | null
    readonly triggers: readonly Trigger[]
    readonly busNames: readonly string[]
  } | null
}

type UnitThatCame = NonNullable<ReturnFacts['unit']>

/** Who it was, the most certain first; null where nobody can be named. */
export interface WhoStarted {
  readonly by: Returner | null
  readonly evidence: readonly Evidence[]
}

/** Those whose work it is to start what ended: what a person stops instead. */
const supervisors =
  /^(?:runsv|s6-supervise|supervise|supervisord|monit|god|circusd|pm2|daemontools|perpd|nosh|forever|daemon|respawn|procmon|watchdog)/
const crons = /^(?:cron|crond|anacron|atd|fcron)/
const shells = /^(?:-?(?:ba|da|z|k|c|tc|fi)?sh|sudo|su|sshd)$/

/** Who started it. */
export function findWhoStarted(facts: ReturnFacts): WhoStarted {
  return (facts.unit && byUnit(facts.unit)) ?? byParents(facts) ?? byCgroup(facts) ?? nobody(facts)
}

const hand = 'or somebody by hand: systemd does not say.'

/**
 * Timers and path units name themselves; a socket, a call on the bus and a person do not. What can be
 * stopped is the service again: its plan offers to stop its triggers, too, which are none themselves.
 */
function byTrigger({ name, target, activation, triggers }: UnitThatCame): WhoStarted | null {
  if (activation === null) return byRunningTrigger({ name, target }, triggers)
  const { unit, path } = activation
  if (unit === null) return null
  const why = path === null ? '' : `, for ${printable(path)}`
  const line = `ActivationDetails: trigger_unit=${unit}${path === null ? '' : ` trigger_path=${path}`}`
  return {
    by: { sentence: `${unit} started it${why}.`, target, title: name },
    evidence: [{ source: name, line }],
  }
}

const stateLine = (one: Trigger): Evidence => ({
  source: one.name,
  line: `${one.activeState} (${one.subState})`,
})

/** A timer and a path unit are `running` only while what they themselves started runs. */
function byRunningTrigger(
  { name, target }: Pick<UnitThatCame, 'name' | 'target'>,
  triggers: readonly Trigger[],
): WhoStarted | null {
  const fired = triggers.find(
    (one) => one.subState === 'running' && /\.(?:timer|path)$/.test(one.name),
  )
  if (!fired) return null
  const sentence = `${fired.name} started it.`
  return { by: { sentence, target, title: name }, evidence: [stateLine(fired)] }
}

/** Its manager counts its own starts; a start by hand does not count, and sets the number back. */
function byRestart({ name, target, restart, restarts }: UnitThatCame): WhoStarted | null {
  const { now, before } = restarts
  if (now === null || now <= (before ?? 0)) return null
  return {
    by: { sentence: `systemd started it again, by Restart=${restart}.`, target, title: name },
    evidence: [{ source: name, line: `NRestarts=${now}, and ${before ?? 'not known'} at its end` }],
  }
}

function byUnit(unit: UnitThatCame): WhoStarted | null {
  const told = byTrigger(unit) ?? byRestart(unit)
  if (told !== null) return told
  const socket = unit.triggers.find(
    (one) => one.name.endsWith('.socket') && one.activeState === 'active',
  )
  if (socket) {
    const sentence = `${socket.name} may have started it, at a connection, ${hand}`
    const by = { sentence, target: unit.target, title: unit.name }
    return { by, evidence: [stateLine(socket)] }
  }
  const [bus] = unit.busNames
  if (bus === undefined) return null
  const sentence = `A call to ${bus} on the bus may have started it, ${hand}`
  return {
    by: { sentence, target: null, title: bus },
    evidence: [{ source: unit.name, line: `BusName=${bus}` }],
  }
}

const unitOf = (row: ProcessRow): string | null => {
  const found = isKnown(row.cgroup) ? unitOfCgroup(row.cgroup) : null
  return found?.manager.kind === 'system' && found.unit.endsWith('.service') ? found.unit : null
}

/** What can be stopped instead: the unit of this process, else the process itself. */
const targetOf = (row: ProcessRow): string =>
  unitOf(row) ?? `pid:${row.identity.pid}@${row.identity.startTicks}`

function returner(row: ProcessRow, sentence: string): Returner {
  const unit = unitOf(row)
  const title = unit === null ? printable(row.name) : unescapeUnitName(unit)
  return { sentence, target: targetOf(row), title }
}

const parentLine = (row: ProcessRow, of: ProcessRow): Evidence => ({
  source: `/proc/${of.identity.pid}/stat`,
  line: `its parent is ${called(row)}`,
})

function byParents({ row, parents }: ReturnFacts): WhoStarted | null {
  if (row === null) return null
  const chain = [row, ...parents]
  const evidence = parents.map((parent, index) => parentLine(parent, chain[index] ?? row))
  const cron = parents.find((one) => crons.test(one.name))
  if (cron) return { by: returner(cron, `${called(cron)} started it, as a job.`), evidence }
  const keeper = parents.find((one) => supervisors.test(one.name))
  if (keeper) {
    return { by: returner(keeper, `${called(keeper)} started it: it keeps services up.`), evidence }
  }
  const shell = parents.find((one) => shells.test(one.name) && one.terminal !== 0)
  if (shell) {
    const user = isKnown(shell.user) ? shell.user : 'somebody'
    const sentence = `${user} started it, from ${called(shell)} on a terminal.`
    return { by: { sentence, target: null, title: user }, evidence }
  }
  const [parent] = parents
  if (!parent) return null
  return { by: returner(parent, `${called(parent)} started it: it is its parent.`), evidence }
}

/** A daemon lets its parent go; the cgroup stays that of whoever started it (cgroups(7)). */
function byCgroup({ row, unit }: ReturnFacts): WhoStarted | null {
  if (row === null || unit !== null || !isKnown(row.cgroup)) return null
  const evidence = [{ source: `/proc/${row.identity.pid}/cgroup`, line: row.cgroup }]
  const session = /\/session-([^/]+)\.scope(?:\/|$)/.exec(row.cgroup)?.[1]
  if (session !== undefined) {
    const user = isKnown(row.user) ? row.user : 'somebody'
    const sentence = `It was started in login session ${session}, as ${user}.`
    return { by: { sentence, target: null, title: `session ${session}` }, evidence }
  }
  const owner = unitOf(row)
  if (owner === null) return null
  const title = unescapeUnitName(owner)
  const sentence = `It runs in the cgroup of ${title}, which started it.`
  return { by: { sentence, target: owner, title }, evidence }
}

function nobody({ row, unit }: ReturnFacts): WhoStarted {
  const source = unit?.name ?? (row === null ? 'the process table' : `/proc/${row.identity.pid}`)
  const line =
    unit === null
      ? 'nobody above it is left, and its cgroup names nobody'
      : 'its manager started it, and does not say who asked'
  return { by: null, evidence: [{ source, line }] }
}
