/** What eu-stack(1) and gdb(1) print of the threads of a process. */

export interface PrintedThread {
  readonly thread: number
  /** Functions, the innermost first; the address where the tool knows no name. */
  readonly frames: readonly string[]
}

/** `TID 4711:` (eu-stack), `Thread 1 (Thread 0x7f… (LWP 4711) "name"):` and `Thread 1 (LWP 4711):` (gdb). */
const heading = /^(?:TID (\d+):|Thread \d+ \(.*\bLWP (\d+)\b.*\):)$/
/** `#0  0x00007f… name`, eu-stack's `- 1` for a call's return, gdb's `0x… in name (a=…) at file:1`. */
const frame = /^#\d+\s+(?:(0x[0-9a-f]+)(?: - \d+)?(?: in)?\s*)?(.*)$/

/** gdb's parameters are left out: they hold what the program works on, passwords among it. */
function nameOf(text: string, address: string | undefined): string {
  const name = text.replace(/ \([^()]*\)(?= (?:at|from) |$)/, '').trim()
  return name === '' || name === '??' ? (address ?? '??') : name
}

/** The threads in the order in which they are printed; lines that are neither are passed over. */
export function parseStackLines(text: string): readonly PrintedThread[] {
  const threads: { thread: number; frames: string[] }[] = []
  for (const line of text.split('\n')) {
    const begins = heading.exec(line)
    if (begins !== null) threads.push({ thread: Number(begins[1] ?? begins[2]), frames: [] })
    const [, address, rest] = frame.exec(line) ?? []
    if (rest !== undefined) threads.at(-1)?.frames.push(nameOf(rest, address))
  }
  return threads
}
