/** Linux signal numbers (x86, ARM and RISC-V; signal(7)). MIPS and SPARC differ and are refused at start. */
export const signalNumbers = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  ILL: 4,
  TRAP: 5,
  ABRT: 6,
  BUS: 7,
  FPE: 8,
  KILL: 9,
  USR1: 10,
  SEGV: 11,
  USR2: 12,
  PIPE: 13,
  ALRM: 14,
  TERM: 15,
  STKFLT: 16,
  CHLD: 17,
  CONT: 18,
  STOP: 19,
  TSTP: 20,
  TTIN: 21,
  TTOU: 22,
  URG: 23,
  XCPU: 24,
  XFSZ: 25,
  VTALRM: 26,
  PROF: 27,
  WINCH: 28,
  IO: 29,
  PWR: 30,
  SYS: 31,
} as const
export type SignalName = keyof typeof signalNumbers

/** What happens to a process that does nothing about it (signal(7), "Disposition"). */
export type DefaultAction = 'terminate' | 'core' | 'ignore' | 'stop' | 'continue'

const ignored = new Set<SignalName>(['CHLD', 'URG', 'WINCH'])
const stopping = new Set<SignalName>(['STOP', 'TSTP', 'TTIN', 'TTOU'])
const dumping = new Set<SignalName>([
  'QUIT',
  'ILL',
  'ABRT',
  'FPE',
  'SEGV',
  'BUS',
  'SYS',
  'TRAP',
  'XCPU',
  'XFSZ',
])

/** The kernel's default for a signal. */
export function defaultAction(signal: SignalName): DefaultAction {
  if (ignored.has(signal)) return 'ignore'
  if (stopping.has(signal)) return 'stop'
  if (signal === 'CONT') return 'continue'
  return dumping.has(signal) ? 'core' : 'terminate'
}

/** True for a signal that may end a process, so that SIGCONT has to follow for stopped members. */
export function isTerminating(signal: SignalName): boolean {
  const action = defaultAction(signal)
  return action === 'terminate' || action === 'core'
}

/** The signal's name by number, or null for real-time and unknown ones. */
export function signalByNumber(number: number): SignalName | null {
  for (const [name, value] of Object.entries(signalNumbers)) {
    if (value === number) return name as SignalName
  }
  return null
}

/** Reads `TERM`, `SIGTERM`, `term` or `15`; null where it is no signal. */
export function parseSignal(text: string): SignalName | null {
  const name = text.toUpperCase().replace(/^SIG/, '')
  if (Object.hasOwn(signalNumbers, name)) return name as SignalName
  return /^\d{1,2}$/.test(text) ? signalByNumber(Number(text)) : null
}
