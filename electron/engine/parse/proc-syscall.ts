import { syscallName } from './syscall-names.ts'

/** `/proc/PID/task/TID/syscall` (proc_pid_syscall(5)): which call a thread is inside. */
export type ProcSyscall =
  | { readonly kind: 'running' }
  /** It sleeps at no call: on a fault, or in kernel code of its own (-1). */
  | { readonly kind: 'none' }
  | {
      readonly kind: 'inside'
      readonly number: number
      /** By the machine's own table: `read`, `futex`; null for one that is not in it. */
      readonly name: string | null
      /** As the kernel prints them, `0x17`. */
      readonly args: readonly string[]
    }

/**
 * True for the stack of a 32-bit program on a 64-bit kernel: its calls have numbers of their own. A
 * 64-bit one has its stacks far above.
 */
const isLow = (stackPointer: string): boolean => BigInt(stackPointer) <= 0xffffffffn

/** Reads one line, or null where it is none. `architecture` is Node's `process.arch`. */
export function parseProcSyscall(text: string, architecture: string): ProcSyscall | null {
  const words = text.trim().split(' ')
  if (words[0] === 'running' && words.length === 1) return { kind: 'running' }
  if (!/^-?\d{1,6}$/.test(words[0] ?? '')) return null
  if (!words.slice(1).every((word) => /^0x[0-9a-f]{1,16}$/.test(word))) return null
  // Number, six arguments, stack pointer, instruction pointer; -1 has the two pointers alone.
  const number = Number(words[0])
  if (number < 0) return words.length === 3 ? { kind: 'none' } : null
  if (words.length !== 9) return null
  return {
    kind: 'inside',
    number,
    name: isLow(words[7] ?? '0x0') ? null : syscallName(architecture, number),
    args: words.slice(1, 7),
  }
}
