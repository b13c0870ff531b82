/** Where the threads of a service stand in their programs: taken on request, since they stand still for it. */

/** Threads of one process that stand in the same place. */
export interface ThreadStack {
  readonly threads: readonly number[]
  /** Functions, the innermost first; an address where the name is not known. */
  readonly frames: readonly string[]
}

export interface ProcessStacks {
  readonly pid: number
  readonly name: string
  /** The one that most threads share first. */
  readonly stacks: readonly ThreadStack[]
  /** For at most so long it stood still. Milliseconds. */
  readonly heldMs: number
}

/** eu-stack(1) of elfutils, or gdb(1). */
export type StackTool = 'eu-stack' | 'gdb'

export interface StacksReport {
  readonly target: string
  readonly tool: StackTool
  readonly processes: readonly ProcessStacks[]
  /** Whose were not taken, and why. */
  readonly missing: readonly { readonly what: string; readonly why: string }[]
  /** Wall clock, milliseconds. */
  readonly at: number
}
