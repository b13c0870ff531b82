/** Puts a shape on the stage, lets somebody stop it, and tells what the machine saw of that. */
import type { JournalRecord } from '../../hosts/host-journal.ts'
import type { SeenInside } from '../../hosts/host-processes.ts'
import { messageIds } from '../../hosts/shapes.ts'
import type { SystemdHost } from '../../hosts/systemd-host.ts'
import { targetOf, type Shape } from './shapes/shape.ts'

/** What is left to see when a stop is over: from systemd, the journal's own clock and /proc. */
export interface Seen<T = unknown> {
  readonly end: string
  readonly result: string
  /** Every signal that systemd says it killed with, milliseconds after the stop began. */
  readonly kills: readonly {
    readonly atMs: number
    readonly signal: string
    readonly pid: number
  }[]
  readonly tookMs: number
  readonly left: readonly string[]
  readonly heard: readonly string[]
  /** Names in UNIT.d below /run: a drop-in that outlived its stop. */
  readonly dropIns: readonly string[]
  readonly records: readonly JournalRecord[]
  /** When the stop began, microseconds since the epoch; null where systemd says nothing of it. */
  readonly beganUs: number | null
  /** What the stopper answered. */
  readonly answer: T
}

/** Starts the shape and waits until it stands where its stop shall find it. */
export async function bring(
  host: SystemdHost,
  shape: Omit<Shape, 'facts' | 'expected'>,
): Promise<SeenInside[]> {
  const target = targetOf(shape)
  const start = shape.start ?? [target]
  if (start.length > 0) await host.systemctl('start', ...start)
  if (shape.before !== 'inactive/dead' && start.length === 0) await shape.prepare?.(host)
  await host.waitFor(target, shape.before ?? 'active/running')
  const { ControlGroup = '' } = await host.show(target)
  if (shape.before !== 'inactive/dead') await waitUntilReady(host, shape, ControlGroup)
  if (start.length > 0) await shape.prepare?.(host)
  return [ControlGroup, ...(shape.alsoIn ?? [])].flatMap((group) => host.processesIn(group))
}

/** Actors take their name when all is in place; what else says so says it in its log. */
async function waitUntilReady(
  host: SystemdHost,
  shape: Pick<Shape, 'units' | 'target'>,
  group: string,
): Promise<void> {
  const text = shape.units[targetOf(shape)] ?? Object.values(shape.units)[0] ?? ''
  const isReady = async (): Promise<boolean> => {
    if (text.includes('/actor ')) {
      return host.processesIn(group).some(({ args }) => args.startsWith('actor main'))
    }
    const journal = await host.journal(targetOf(shape))
    return journal.some(({ message }) => /\bready\b/.test(message))
  }
  if (!/\/(actor|bash-traps|quiesce-practice) /.test(text)) return
  while (!(await isReady())) await new Promise((resolve) => setTimeout(resolve, 30))
}

const isThere = (process: SeenInside, now: readonly SeenInside[]): boolean =>
  now.some((p) => p.outsidePid === process.outsidePid && p.startTicks === process.startTicks)

/** Brings it, calls `stop`, and looks at what came of it. */
export async function play<T>(
  host: SystemdHost,
  shape: Shape,
  stop: (target: string) => Promise<T>,
): Promise<Seen<T>> {
  const target = targetOf(shape)
  const before = await bring(host, shape)
  const answer = await stop(target)
  const { ActiveState = '', SubState = '', Result = '', Id = target } = await host.show(target)
  const records = await journalOf(host, shape)
  const now = host.processes().filter(({ state }) => state !== 'Z')
  return {
    end: `${ActiveState}/${SubState}`,
    result: Result,
    left: before
      .filter((process) => isThere(process, now))
      .map(({ args }) => args.replace(/ as \S+$/, '')),
    dropIns: host.readFolder(`/run/systemd/system/${Id}.d`),
    records,
    answer,
    ...readStop(records),
  }
}

/**
 * The unit's journal. What an actor says goes through a socket of its own, and a busy journald may
 * write it after its own `--sync` was answered.
 */
async function journalOf(host: SystemdHost, shape: Shape): Promise<readonly JournalRecord[]> {
  const wanted = shape.facts.heard?.length ?? 0
  let records = await host.journal(targetOf(shape))
  for (let more = 0; more < 10 && readStop(records).heard.length < wanted; more += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100))
    records = await host.journal(targetOf(shape))
  }
  return records
}

/** What the journal tells of a unit's last stop. */
export function readStop(
  records: readonly JournalRecord[],
): Pick<Seen, 'kills' | 'tookMs' | 'heard' | 'beganUs'> {
  const began = records.findLast(({ messageId }) => messageId === messageIds.stopping)
  if (began === undefined) return { kills: [], tookMs: 0, heard: [], beganUs: null }
  // Actors and systemd write at the same moment, each through a socket of its own.
  const since = began.realtimeUs - 50_000
  const after = records.filter(({ realtimeUs }) => realtimeUs >= since)
  const sinceBegan = (record: JournalRecord): number =>
    (record.realtimeUs - began.realtimeUs) / 1000
  const stopped = after.findLast(({ messageId }) => messageId === messageIds.stopped)
  return {
    beganUs: began.realtimeUs,
    tookMs: sinceBegan(stopped ?? after.at(-1) ?? began),
    kills: after.flatMap((record) => {
      const [, pid, signal = ''] =
        /Killing process (\d+) .* with signal (SIG\w+)/.exec(record.message) ?? []
      return pid === undefined ? [] : [{ atMs: sinceBegan(record), signal, pid: Number(pid) }]
    }),
    heard: [...new Set(after.map(({ message }) => message))]
      .filter((message) => /^\w+ got (?!CONT)/.test(message))
      .sort(),
  }
}
