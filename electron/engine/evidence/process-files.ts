/** What /proc shows of one process, as texts that can lie in files. */
import type { ProcessRow } from '../../../shared/process.ts'
import { isKnown, unknown, type Known } from '../../../shared/unknown.ts'
import { maskArguments, maskEnvironment } from '../decide/evidence/mask-environment.ts'
import type { BoundedReads, ReadText } from './bounded-reads.ts'
import type { EvidenceLimits } from './limits.ts'
import type { SocketLines } from './socket-lines.ts'

/** More threads than these are counted, not read: a JVM has hundreds. */
const mostThreads = 256
/** More open files than these are counted, not read. */
const mostFiles = 2048

/** Text of a file of evidence, and what of it is not there. */
export interface Piece {
  readonly text: string
  readonly missing: readonly { readonly what: string; readonly why: string }[]
  readonly cut: boolean
}

/** With what every process is read. */
export interface ProcessSources {
  readonly reads: BoundedReads
  readonly limits: EvidenceLimits
  readonly sockets: SocketLines
}

interface Part {
  readonly what: string
  readonly text: Known<ReadText>
}

const asKnown = (text: string): ReadText => ({ text, cut: false })

/** Parts under headings; what could not be read says why in its place, too. */
function join(parts: readonly Part[]): Piece {
  const missing = parts.flatMap(({ what, text }) =>
    isKnown(text) ? [] : [{ what, why: text.unknown }],
  )
  const lines = parts.map(({ what, text }) => {
    const body = isKnown(text) ? text.text.replace(/\n*$/, '\n') : `(not read: ${text.unknown})\n`
    const end = isKnown(text) && text.cut ? '(more was there)\n' : ''
    return `== ${what}\n${body}${end}\n`
  })
  const cut = parts.some(({ text }) => isKnown(text) && text.cut)
  return { text: lines.join(''), missing, cut }
}

/** State, masks, limits, counters and the command line of a process. */
export async function readStatusPiece(
  { reads, limits }: ProcessSources,
  row: ProcessRow,
): Promise<Piece> {
  const folder = `/proc/${row.identity.pid}`
  const parts: Part[] = []
  for (const name of ['status', 'stat', 'limits', 'io', 'sched', 'cgroup', 'oom_score']) {
    parts.push({
      what: `${folder}/${name}`,
      text: await reads.text(`${folder}/${name}`, limits.fileBytes),
    })
  }
  const text = isKnown(row.args) ? asKnown(maskArguments(row.args)) : row.args
  parts.push({ what: `${folder}/cmdline, secrets masked`, text })
  for (const name of ['exe', 'cwd', 'root']) {
    const path = await reads.link(`${folder}/${name}`)
    parts.push({ what: `${folder}/${name}`, text: isKnown(path) ? asKnown(path) : path })
  }
  return join(parts)
}

const threadFiles = ['status', 'wchan', 'syscall', 'stack', 'schedstat'] as const

/** Where each thread of a process stands. */
export async function readThreadsPiece(
  { reads, limits }: ProcessSources,
  pid: number,
): Promise<Piece> {
  const folder = `/proc/${pid}/task`
  const tids = await reads.names(folder)
  if (!isKnown(tids)) return join([{ what: folder, text: tids }])
  const parts: Part[] = []
  for (const tid of tids.slice(0, mostThreads)) {
    for (const name of threadFiles) {
      const path = `${folder}/${tid}/${name}`
      parts.push({ what: path, text: await reads.text(path, limits.fileBytes) })
    }
  }
  const more = tids.length - mostThreads
  if (more > 0) parts.push({ what: folder, text: unknown(`${more} threads more were not read`) })
  return join(parts)
}

/** Its open files by what the kernel says of the descriptors; none of the files is touched. */
export async function readFilesPiece(
  { reads, limits }: ProcessSources,
  pid: number,
): Promise<Piece & { readonly inodes: ReadonlySet<number> }> {
  const folder = `/proc/${pid}/fd`
  const inodes = new Set<number>()
  const names = await reads.names(folder)
  if (!isKnown(names)) return { ...join([{ what: folder, text: names }]), inodes }
  const numbers = names.toSorted((a, b) => Number(a) - Number(b))
  const parts: Part[] = []
  for (const name of numbers.slice(0, mostFiles)) {
    const path = await reads.link(`${folder}/${name}`)
    const inode = isKnown(path) ? Number(/^socket:\[(\d+)\]$/.exec(path)?.[1]) : Number.NaN
    if (Number.isSafeInteger(inode)) inodes.add(inode)
    const target = isKnown(path) ? path : `(not read: ${path.unknown})`
    const info = await reads.text(`/proc/${pid}/fdinfo/${name}`, limits.fileBytes)
    parts.push({ what: `${folder}/${name} -> ${target}`, text: info })
  }
  const more = names.length - mostFiles
  if (more > 0) parts.push({ what: folder, text: unknown(`${more} files more were not read`) })
  return { ...join(parts), inodes }
}

/** The lines of /proc/PID/net about its own sockets. */
export async function readSocketsPiece(
  { sockets }: ProcessSources,
  pid: number,
  inodes: ReadonlySet<number>,
): Promise<Piece> {
  return join(await sockets.linesOf(pid, inodes))
}

/** Its environment, secrets masked. */
export async function readEnvironmentPiece(
  { reads, limits }: ProcessSources,
  pid: number,
): Promise<Piece> {
  const path = `/proc/${pid}/environ`
  const read = await reads.text(path, limits.fileBytes)
  const text = isKnown(read) ? { text: maskEnvironment(read.text), cut: read.cut } : read
  return join([{ what: `${path}, secrets masked`, text }])
}

/** What its memory is used for, and what is mapped. */
export async function readMemoryPiece(
  { reads, limits }: ProcessSources,
  pid: number,
): Promise<Piece> {
  const parts: Part[] = []
  for (const name of ['smaps_rollup', 'maps']) {
    const path = `/proc/${pid}/${name}`
    parts.push({ what: path, text: await reads.text(path, limits.fileBytes) })
  }
  return join(parts)
}

/** Files as one text, each under its path; `mask` for those that programs write into. */
export async function readTogether(
  { reads, limits }: Pick<ProcessSources, 'reads' | 'limits'>,
  paths: readonly string[],
  mask: (text: string) => string = (text) => text,
): Promise<Piece> {
  const parts: Part[] = []
  for (const path of paths) {
    const read = await reads.text(path, limits.fileBytes)
    const text = isKnown(read) ? { ...read, text: mask(read.text) } : read
    parts.push({ what: path, text })
  }
  return join(parts)
}
