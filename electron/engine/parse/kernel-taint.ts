/** One bit of `/proc/sys/kernel/tainted` that is set. */
export interface Taint {
  readonly bit: number
  /** As the kernel prints it: `D`. */
  readonly letter: string
  /** What the kernel's documentation says of it. */
  readonly means: string
}

/** Documentation/admin-guide/tainted-kernels.rst, in the order of the bits. */
const bits: readonly (readonly [letter: string, means: string])[] = [
  ['P', 'a proprietary module was loaded'],
  ['F', 'a module was loaded by force'],
  ['S', 'the hardware is out of its specification'],
  ['R', 'a module was unloaded by force'],
  ['M', 'the processor reported a machine check'],
  ['B', 'a bad page was found in memory'],
  ['U', 'a program asked for the taint'],
  ['D', 'the kernel died lately: an oops or a BUG'],
  ['A', 'an ACPI table was overridden'],
  ['W', 'the kernel warned of a fault of its own'],
  ['C', 'a staging driver was loaded'],
  ['I', 'a workaround for a firmware bug is in force'],
  ['O', 'a module from outside the kernel was loaded'],
  ['E', 'an unsigned module was loaded'],
  ['L', 'a processor was stuck in the kernel (soft lockup)'],
  ['K', 'the kernel was patched while it runs'],
  ['X', 'the distribution’s own taint'],
  ['T', 'the kernel was built with a randomized structure layout'],
  ['N', 'a test of the kernel ran inside it'],
  ['J', 'a mutating debug operation was used (fwctl)'],
]

/** Reads it: the bits that are set, the lowest first. Null where it is no number. */
export function parseTainted(text: string): readonly Taint[] | null {
  const digits = text.trim()
  if (!/^\d{1,15}$/.test(digits)) return null
  const mask = BigInt(digits)
  const taints: Taint[] = []
  for (let bit = 0; bit < 50; bit += 1) {
    if ((mask & (1n << BigInt(bit))) === 0n) continue
    const [letter, means] = bits[bit] ?? ['?', 'a newer kernel knows what']
    taints.push({ bit, letter, means })
  }
  return taints
}
