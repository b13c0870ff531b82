import { parseSignalMask, statusField } from './proc-status.ts'

/** What `/proc/PID/task/TID/status` says of one thread (proc_pid_status(5)). */
export interface ThreadStatus {
  /** 0: nobody traces it; null where the line is missing. */
  readonly tracerPid: number | null
  readonly voluntarySwitches: number | null
  readonly involuntarySwitches: number | null
  /** Signals by number that this very thread blocks; null where the line is missing. */
  readonly blocked: readonly number[] | null
  /** Pending for it alone, not for the process. */
  readonly pending: readonly number[] | null
}

/** Reads a thread's status; what is missing or malformed is null, never a guess. */
export function parseThreadStatus(text: string): ThreadStatus {
  const count = (key: string): number | null => {
    const digits = statusField(text, key)
    return /^\d{1,15}$/.test(digits) ? Number(digits) : null
  }
  return {
    tracerPid: count('TracerPid'),
    voluntarySwitches: count('voluntary_ctxt_switches'),
    involuntarySwitches: count('nonvoluntary_ctxt_switches'),
    blocked: parseSignalMask(statusField(text, 'SigBlk')),
    pending: parseSignalMask(statusField(text, 'SigPnd')),
  }
}
