/** What the kernel told a program at its start (getauxval(3)). */
export interface MachineUnits {
  readonly pageBytes: number
  readonly ticksPerSecond: number
}

const pageSizeKey = 6n
const clockTicksKey = 17n

/**
 * Page size and clock ticks out of `/proc/self/auxv` of a 64-bit little-endian program. Where it
 * says nothing: 4096 bytes, and 100 ticks, which is USER_HZ on every Linux ABI that Quiesce runs on
 * (only Alpha and IA-64 had 1024). Pages of 16 and 64 KiB are common on ARM.
 */
export function parseAuxiliaryVector(bytes: Uint8Array): MachineUnits {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let pageBytes = 4096
  let ticksPerSecond = 100
  for (let at = 0; at + 16 <= bytes.byteLength; at += 16) {
    const key = view.getBigUint64(at, true)
    const value = Number(view.getBigUint64(at + 8, true))
    if (key === pageSizeKey && value > 0) pageBytes = value
    if (key === clockTicksKey && value > 0) ticksPerSecond = value
  }
  return { pageBytes, ticksPerSecond }
}
