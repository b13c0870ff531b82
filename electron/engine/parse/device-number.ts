/**
 * A device as stat(2) numbers it, out of major and minor (glibc's makedev): `/proc/locks` and
 * mountinfo print the two apart. 0 where one of them is no number.
 */
export function deviceNumber(major: number, minor: number): number {
  if (!Number.isSafeInteger(major) || !Number.isSafeInteger(minor)) return 0
  if (major < 0 || minor < 0 || major > 0xffffffff || minor > 0xffffffff) return 0
  // Beyond 32 bits, where the operators of this language end: multiplied, not shifted.
  const high = Math.floor(major / 0x1000) * 2 ** 44 + Math.floor(minor / 0x100) * 2 ** 20
  return high + (major % 0x1000) * 2 ** 8 + (minor % 0x100)
}
