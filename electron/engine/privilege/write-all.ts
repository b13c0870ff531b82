import { writeSync } from 'node:fs'

/** Writes all of these bytes: write(2) may take only a part. Throws the system's error. */
export function writeAll(descriptor: number, bytes: Uint8Array): void {
  let written = 0
  while (written < bytes.length) {
    written += writeSync(descriptor, bytes, written, bytes.length - written)
  }
}
