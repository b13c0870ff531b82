/** `/proc/PID/stat` as proc_pid_stat(5) describes it, as far as Quiesce uses it. */
export interface ProcStat {
  readonly pid: number
  /** The kernel's 15-byte name, as it is: any character but NUL. */
  readonly comm: string
  readonly state: string
  readonly parentPid: number
  readonly processGroup: number
  readonly session: number
  readonly terminal: number
  /** PF_* of the kernel's include/linux/sched.h. */
  readonly flags: number
  /** User and system time together, in clock ticks. */
  readonly cpuTicks: number
  /** Field 22: clock ticks from boot to start. */
  readonly startTicks: number
  readonly residentPages: number
  /**
   * Changes when the process executes another program. The kernel shows the addresses in it only to
   * those who may trace the process; for everybody else they are 0.
   */
  readonly execMark: string
}

const kernelThreadFlag = 0x00200000
const forkedNotExecuted = 0x00000040

/** True for a thread of the kernel itself: it has no program and takes no signal of ours. */
export const isKernelThread = (stat: ProcStat): boolean => (stat.flags & kernelThreadFlag) !== 0

/**
 * Reads one stat line, or null where it is none. The name stands in parentheses and may itself hold
 * spaces, parentheses and newlines, so the fields begin after the LAST `)`: nothing behind it is
 * under the process's control.
 */
export function parseProcStat(text: string): ProcStat | null {
  const open = text.indexOf('(')
  const close = text.lastIndexOf(')')
  if (open < 1 || close < open) return null
  // Index 0 is field 3 of the manual page.
  const fields = text
    .slice(close + 2)
    .trimEnd()
    .split(' ')
  const field = (number: number): number => Number(fields[number - 3])
  const state = fields[0] ?? ''
  const comm = text.slice(open + 1, close)
  const numbers = {
    pid: Number(text.slice(0, open)),
    parentPid: field(4),
    processGroup: field(5),
    session: field(6),
    terminal: field(7),
    flags: field(9),
    cpuTicks: field(14) + field(15),
    startTicks: field(22),
    residentPages: field(24),
  }
  if (!/^[A-Za-z]$/.test(state) || !Object.values(numbers).every(Number.isSafeInteger)) return null
  // startstack and arg_start are random for each exec; fork clears and exec sets nothing else here.
  const marks = [numbers.flags & forkedNotExecuted, fields[28 - 3], fields[48 - 3], fields[49 - 3]]
  return { ...numbers, comm, state, execMark: [...marks, comm].join(' ') }
}
