/** Bytes of an address as the kernel prints it: 32-bit words, each in the machine's byte order. */
function bytesOf(hex: string): readonly number[] {
  const words = hex.match(/.{8}/g) ?? []
  // Little-endian, as every machine that we run on (x64, arm64).
  return words.flatMap((word) =>
    [6, 4, 2, 0].map((at) => Number.parseInt(word.slice(at, at + 2), 16)),
  )
}

/** RFC 5952: lower case, no leading zeros, the longest run of two or more zero groups as `::`. */
function printGroups(groups: readonly number[]): string {
  const text = groups.map((group) => group.toString(16)).join(':')
  const runs = text.match(/(?<![0-9a-f])0(?::0)+(?![0-9a-f])/g) ?? []
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), '')
  if (longest === '') return text
  const at = text.search(new RegExp(`(?<![0-9a-f])${longest}(?![0-9a-f])`))
  const [before, after] = [text.slice(0, at), text.slice(at + longest.length)]
  return `${before.replace(/:$/, '')}::${after.replace(/^:/, '')}`
}

/**
 * An address out of `/proc/net/tcp` (8 hexadecimal digits) or `tcp6` (32) as people write it.
 * IPv4-mapped ones (::ffff:a.b.c.d, RFC 4291) are IPv4: a daemon that listens on `::` serves both.
 * Null for another shape.
 */
export function printKernelAddress(hex: string): string | null {
  if (!/^(?:[0-9A-F]{8}|[0-9A-F]{32})$/.test(hex)) return null
  const bytes = bytesOf(hex)
  if (bytes.length === 4) return bytes.join('.')
  const isMapped = bytes.slice(0, 10).every((byte) => byte === 0)
  if (isMapped && bytes[10] === 255 && bytes[11] === 255) return bytes.slice(12).join('.')
  const groups = Array.from(
    { length: 8 },
    (_, at) => (bytes[2 * at] ?? 0) * 256 + (bytes[2 * at + 1] ?? 0),
  )
  return printGroups(groups)
}
