import { printable } from '../../../shared/wording/numbers.ts'

/** One record of `/dev/kmsg` (Documentation/ABI/testing/dev-kmsg). */
export interface KernelRecord {
  readonly sequence: number
  /** 0 emergency … 7 debug. */
  readonly level: number
  /** 0: the kernel itself; anything else was written by a program, and proves nothing. */
  readonly facility: number
  /** Milliseconds since boot, by the kernel's own clock. */
  readonly atMs: number
  readonly text: string
}

/**
 * Reads one record: `6,339,5140900,-;NET: Registered …`, with continuation lines of `KEY=value`
 * behind it, which are left out. Null where it is none.
 */
export function parseKernelRecord(record: string): KernelRecord | null {
  const match = /^(\d{1,5}),(\d{1,15}),(\d{1,18}),[^;\n]*;([^\n]*)/.exec(record)
  if (!match) return null
  const [priority, sequence, microseconds] = match.slice(1, 4).map(Number)
  if (priority === undefined || sequence === undefined || microseconds === undefined) return null
  // The kernel writes what is not printable as \xNN.
  const text = printable((match[4] ?? '').replace(/\\x([0-9a-f]{2})/g, '\\$1'))
  return { sequence, level: priority & 7, facility: priority >> 3, atMs: microseconds / 1000, text }
}

/** What a diagnosis asks the kernel's log for. */
const telling = [
  // kernel/hung_task.c, kernel/watchdog.c
  /\bblocked for more than \d+ seconds\b/,
  /\b(?:soft|hard) lockup\b/i,
  // mm/oom_kill.c; the cgroup's own
  /\bOut of memory\b|\bMemory cgroup out of memory\b|\bOOM\b|\boom-kill:|\binvoked oom-killer\b/i,
  // block layer, SCSI, ATA, file systems
  /\bI\/O error\b|\bBuffer I\/O\b|\bcritical (?:medium|target|space allocation) error\b/,
  /\b(?:EXT4-fs|XFS|BTRFS|F2FS-fs)\b.*\b(?:error|shutdown|corruption|Remounting filesystem read-only|read-only)\b/i,
  /\bRemounting filesystem read-only\b/,
  // NFS, CIFS, FUSE
  /\bnfs: server \S+ (?:not responding|OK)\b|\bCIFS\b.*\b(?:not responded|reconnect)/i,
  /\bsegfault at\b|\bgeneral protection fault\b|\btraps: \S+\[\d+\]/,
] as const

/** True for the kernel's own lines on hung tasks, lost memory, disks, file servers and crashes. */
export function isTelling(record: KernelRecord): boolean {
  return record.facility === 0 && telling.some((pattern) => pattern.test(record.text))
}

/** As dmesg(1) prints it: `[  120.004211] INFO: task …`. */
export function printKernelRecord(record: KernelRecord): string {
  return `[${(record.atMs / 1000).toFixed(6).padStart(12)}] ${record.text}`
}
