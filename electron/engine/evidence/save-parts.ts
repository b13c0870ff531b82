/** What is saved, the most telling first: the time may run out. */
import { basename } from 'node:path'
import type { ProcessRow } from '../../../shared/process.ts'
import type { Moment, Run } from '../../../shared/run.ts'
import { isKnown, type Known } from '../../../shared/unknown.ts'
import { count, printable } from '../../../shared/wording/numbers.ts'
import { maskText } from '../decide/evidence/mask-environment.ts'
import type { Observed } from '../decide/observed.ts'
import { parseProcStat } from '../parse/proc-stat.ts'
import { beforeItHangs } from './bounded-reads.ts'
import { findCgroupFiles } from './cgroup-paths.ts'
import type { EvidenceWriter } from './evidence-writer.ts'
import type { EvidencePorts } from './ports.ts'
import {
  readEnvironmentPiece,
  readFilesPiece,
  readMemoryPiece,
  readSocketsPiece,
  readStatusPiece,
  readThreadsPiece,
  readTogether,
  type Piece,
  type ProcessSources,
} from './process-files.ts'

/** One evidence while it is saved. */
export interface Saving {
  readonly ports: EvidencePorts
  readonly writer: EvidenceWriter
  readonly sources: ProcessSources
  readonly rows: readonly ProcessRow[]
  readonly run: Run | null
  readonly of: Observed
  readonly until: Moment
}

const overWhy = 'the time was over'

/** Two hundred threads whose stack is closed to us are one line, not two hundred. */
function tellMissing(writer: EvidenceWriter, name: string, piece: Piece): void {
  const groups = new Map<string, { readonly whats: string[]; readonly why: string }>()
  for (const { what, why } of piece.missing) {
    const key = `${basename(what)} ${why}`
    const group = groups.get(key) ?? { whats: [], why }
    group.whats.push(what)
    groups.set(key, group)
  }
  for (const { whats, why } of groups.values()) {
    const [first = ''] = whats
    const what = whats.length === 1 ? first : `${basename(first)}, ${whats.length} times in ${name}`
    if (why === overWhy) writer.cutShort(what, why)
    else writer.miss(what, why)
  }
  if (piece.cut) writer.cutShort(`the end of a part of ${name}`, 'it is longer than is saved')
}

async function savePiece(writer: EvidenceWriter, name: string, piece: Piece): Promise<void> {
  tellMissing(writer, name, piece)
  await writer.write(name, piece.text)
}

const machineFiles = [
  '/proc/meminfo',
  '/proc/loadavg',
  '/proc/pressure/cpu',
  '/proc/pressure/io',
  '/proc/pressure/memory',
  '/proc/swaps',
  '/proc/uptime',
]

/** What is not of one process: verdict, record, log, machine, locks, mounts, cgroup. */
export async function saveAround(saving: Saving): Promise<void> {
  const { writer, sources, rows } = saving
  await saveVerdict(saving)
  await saveRecords(saving)
  await saveLog(saving)
  await savePiece(writer, 'machine.txt', await readTogether(sources, machineFiles))
  await savePiece(writer, 'locks.txt', await readTogether(sources, ['/proc/locks']))
  const pid = rows[0]?.identity.pid
  if (pid === undefined) {
    writer.miss('its processes', 'none of them runs any more')
    return
  }
  const mounts = [`/proc/${pid}/mountinfo`]
  await savePiece(writer, 'mounts.txt', await readTogether(sources, mounts, maskText))
  const cgroups = await findCgroupFiles(sources.reads, pid)
  if (cgroups.length === 0) writer.miss('cgroup.txt', 'it has none of its own that is shown here')
  else await savePiece(writer, 'cgroup.txt', await readTogether(sources, cgroups))
}

/** For JSON.stringify(): what stands in a text as a secret is none in JSON either. */
const maskValue = (_: string, value: unknown): unknown =>
  typeof value === 'string' ? maskText(value) : value

async function saveVerdict({ ports, writer, run }: Saving): Promise<void> {
  const diagnosis = ports.diagnosis(run)
  if (diagnosis === null) {
    writer.miss('diagnosis.json', 'none was made yet')
    return
  }
  const lines = diagnosis.findings.flatMap(({ sentence, evidence }) => [
    sentence,
    ...evidence.map(({ source, line }) => `    ${source}: ${line}`),
  ])
  await writer.write('diagnosis.txt', maskText(`${lines.join('\n')}\n`))
  await writer.write('diagnosis.json', `${JSON.stringify(diagnosis, maskValue, 2)}\n`)
}

/** The journal's disk, or systemd's, may hang: neither holds up the rest. */
const askMs = 1000
const ask = <T>({ ports: { clock }, until }: Saving, act: () => Promise<T>): Promise<Known<T>> =>
  beforeItHangs({ clock, until, oneMs: askMs }, act, () => undefined)

async function saveRecords(saving: Saving): Promise<void> {
  const { ports, writer, run } = saving
  if (run === null) return
  const records = await ask(saving, () => ports.records(run.id))
  if (!isKnown(records)) writer.miss('run.jsonl', records.unknown)
  else
    await writer.write(
      'run.jsonl',
      records.map((r) => `${JSON.stringify(r, maskValue)}\n`).join(''),
    )
}

async function saveLog(saving: Saving): Promise<void> {
  const { ports, writer, of } = saving
  const asked = await ask(saving, async () => ({ log: await ports.log(of) }))
  const lines = isKnown(asked) ? asked.log : asked
  if (!isKnown(lines)) writer.miss('log.txt', lines.unknown)
  else await writer.write('log.txt', lines.map((line) => `${maskText(printable(line))}\n`).join(''))
}

/** True while this pid is still the process that was meant. */
async function isStill({ sources: { reads } }: Saving, { identity }: ProcessRow): Promise<boolean> {
  const text = await reads.text(`/proc/${identity.pid}/stat`, 4096)
  // What cannot be read says so by itself in the files.
  return !isKnown(text) || parseProcStat(text.text)?.startTicks === identity.startTicks
}

type Pass = (saving: Saving, row: ProcessRow) => Promise<void>

/** Where everything of it stands comes first, for all; what is large and what may hang last. */
const passes: readonly { readonly what: string; readonly save: Pass }[] = [
  {
    what: 'the threads',
    save: async ({ writer, sources }, row) => {
      const { pid } = row.identity
      await savePiece(writer, `${pid}.status.txt`, await readStatusPiece(sources, row))
      await savePiece(writer, `${pid}.threads.txt`, await readThreadsPiece(sources, pid))
    },
  },
  {
    what: 'the open files and sockets',
    save: async ({ writer, sources }, { identity: { pid } }) => {
      const files = await readFilesPiece(sources, pid)
      await savePiece(writer, `${pid}.files.txt`, files)
      if (files.inodes.size === 0) return
      const sockets = await readSocketsPiece(sources, pid, files.inodes)
      await savePiece(writer, `${pid}.sockets.txt`, sockets)
    },
  },
  {
    what: 'the environment and memory',
    save: async ({ writer, sources }, { identity: { pid } }) => {
      const environment = await readEnvironmentPiece(sources, pid)
      await savePiece(writer, `${pid}.environ.txt`, environment)
      await savePiece(writer, `${pid}.memory.txt`, await readMemoryPiece(sources, pid))
    },
  },
]

/** Everything of each process. */
export async function saveProcesses(saving: Saving): Promise<void> {
  const { writer, rows, sources } = saving
  for (const { what, save } of passes) {
    for (const [index, row] of rows.entries()) {
      const left = `${what} of ${count(rows.length - index, 'process', 'processes')}`
      if (writer.broken !== null) {
        writer.miss(left, writer.broken)
        break
      }
      if (sources.reads.isOver()) {
        writer.cutShort(left, overWhy)
        break
      }
      if (await isStill(saving, row)) await save(saving, row)
      else writer.miss(`${what} of ${row.name} (${row.identity.pid})`, 'it ended meanwhile')
    }
  }
}
