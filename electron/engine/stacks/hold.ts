/**
 * Lets a program trace a process for a while: it stands still for it, and has to go on afterwards
 * whatever becomes of that program.
 */
import { existsSync } from 'node:fs'
import { later } from '../../../shared/moment.ts'
import { sameIdentity, type ProcessIdentity, type ProcessRow } from '../../../shared/process.ts'
import { signalNumbers } from '../../../shared/signals.ts'
import { isKnown } from '../../../shared/unknown.ts'
import { createBoundedReads, type BoundedReads } from '../evidence/bounded-reads.ts'
import { parseProcStat } from '../parse/proc-stat.ts'
import { parseStatusMasks, statusField } from '../parse/proc-status.ts'
import type { HoldPorts } from './ports.ts'

/** timeout(1): it ends the program and what that started, and the kernel then lets go of the process. */
const timeoutTool = '/usr/bin/timeout'
const killAfterS = 2
/** After the limit, until the program has been ended for sure. Milliseconds. */
export const holdEndsMs = (killAfterS + 2) * 1000
/** Its limit was over; it had to kill. */
const endedByLimit: ReadonlySet<number> = new Set([124, 137])
/** To look at the process before, and after. Milliseconds. */
const lookMs = 1000
const oneReadMs = 400
const mostThreads = 512
const fileBytes = 16 * 1024

export interface Holding {
  readonly row: ProcessRow
  /** The tracing program with its arguments. */
  readonly argv: readonly string[]
  readonly limitMs: number
  /** So much of what it says is kept. */
  readonly mostBytes?: number
}

export type Held =
  | {
      readonly kind: 'ended'
      readonly status: number | null
      readonly output: string
      readonly tookMs: number
    }
  /** It was not done in time, and was ended. */
  | { readonly kind: 'limit' }
  | { readonly kind: 'not-let'; readonly why: string }

/** State and pending stop of one thread, as proc_pid_stat(5) and proc_pid_status(5) tell them. */
interface ThreadLook {
  readonly tid: string
  readonly state: string
  readonly tracer: string
  readonly stops: boolean
}

/** Its threads, or why nothing can be seen of them. */
async function lookAt(reads: BoundedReads, pid: number): Promise<readonly ThreadLook[] | string> {
  const tids = await reads.names(`/proc/${pid}/task`)
  if (!isKnown(tids)) return tids.unknown
  const looks: ThreadLook[] = []
  let unread: string | null = null
  for (const tid of tids.slice(0, mostThreads)) {
    const read = await reads.text(`/proc/${pid}/task/${tid}/status`, fileBytes)
    // A thread may end at any time.
    if (!isKnown(read)) {
      unread = read.unknown
      continue
    }
    const state = statusField(read.text, 'State').charAt(0)
    const pending = parseStatusMasks(read.text)?.pending ?? []
    const stops = state === 'T' || pending.includes(signalNumbers.STOP)
    looks.push({ tid, state, tracer: statusField(read.text, 'TracerPid'), stops })
  }
  return looks.length === 0 && unread !== null ? unread : looks
}

const tracerOf = (looks: readonly ThreadLook[]): string | null =>
  looks.find(({ tracer }) => tracer !== '0' && tracer !== '')?.tracer ?? null

/** Why no tracing program is let at it, or null. */
function whyNot(looks: readonly ThreadLook[] | string): string | null {
  if (typeof looks === 'string') return looks
  const alive = looks.filter(({ state }) => state !== 'Z' && state !== 'X')
  if (alive.length === 0) return 'it has ended'
  const tracer = tracerOf(alive)
  if (tracer !== null) return `process ${tracer} traces it already`
  // The SIGSTOP of PTRACE_ATTACH waits until the sleep is over; its sender has given up by then.
  const asleep = alive.find(({ state }) => state === 'D')
  if (asleep !== undefined)
    return `thread ${asleep.tid} is in uninterruptible sleep: it would be left stopped`
  return null
}

const readsFor = ({ clock }: HoldPorts): BoundedReads =>
  createBoundedReads({ clock, until: later(clock.now(), lookMs), oneMs: oneReadMs })

async function isStillIt(reads: BoundedReads, { identity }: ProcessRow): Promise<boolean> {
  const text = await reads.text(`/proc/${identity.pid}/stat`, 4096)
  if (!isKnown(text)) return false
  const startTicks = parseProcStat(text.text)?.startTicks
  return startTicks !== undefined && sameIdentity(identity, { ...identity, startTicks })
}

/**
 * What a tracing program that is ended at the wrong moment leaves: a process that stands still.
 * ptrace(2): a SIGSTOP that its tracer had not seen yet is delivered when the tracer is gone.
 */
async function goesOn(ports: HoldPorts, identity: ProcessIdentity): Promise<string | null> {
  const after = await lookAt(readsFor(ports), identity.pid)
  if (typeof after === 'string')
    return existsSync(`/proc/${identity.pid}`)
      ? `whether it goes on cannot be seen (${after}): look at /proc/${identity.pid}/status`
      : null
  // A tracing program that sleeps in the kernel itself, at the core's disk say, ends when it wakes.
  const tracer = tracerOf(after)
  if (tracer !== null) return `process ${tracer} holds it still, and lets go when it ends`
  if (!after.some(({ stops }) => stops)) return null
  return (await ports.letGoOn(identity))
    ? null
    : `the tracing program left it stopped: kill -CONT ${identity.pid}`
}

/**
 * Runs it, for so long at most. Not let at a process that is traced already or asleep in the kernel.
 * One that was not stopped before goes on afterwards.
 */
export async function hold(ports: HoldPorts, holding: Holding): Promise<Held> {
  const { row, argv, limitMs, mostBytes } = holding
  const reads = readsFor(ports)
  const before = await lookAt(reads, row.identity.pid)
  const why = whyNot(before)
  if (why !== null) return { kind: 'not-let', why }
  if (!(await isStillIt(reads, row))) return { kind: 'not-let', why: 'it ended meanwhile' }
  const limit = ['-k', String(killAfterS), String(Math.ceil(limitMs / 1000))]
  const begun = ports.clock.now().mono
  const ran = await ports.commands.run([timeoutTool, ...limit, ...argv], limitMs + holdEndsMs, {
    ...(mostBytes !== undefined && { mostBytes }),
  })
  const tookMs = ports.clock.now().mono - begun
  if (!ran.ok) return { kind: 'not-let', why: ran.error.message }
  const { status, timedOut, output } = ran.value
  const wasStopped = typeof before !== 'string' && before.some(({ stops }) => stops)
  if (status !== 0 && !wasStopped) {
    const stands = await goesOn(ports, row.identity)
    if (stands !== null) return { kind: 'not-let', why: stands }
  }
  if (timedOut || endedByLimit.has(status ?? 0)) return { kind: 'limit' }
  return { kind: 'ended', status, output, tookMs }
}
