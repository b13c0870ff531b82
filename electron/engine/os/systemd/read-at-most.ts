import { closeSync, openSync, readSync } from 'node:fs'

const pieceBytes = 64 * 1024

/** The beginning of a file, and whether that is all of it. */
export interface Beginning {
  /** One character a byte (latin1): bytes of any kind come through, ASCII as itself. */
  readonly text: string
  readonly whole: boolean
}

/**
 * Reads a file of the kernel up to so many bytes, synchronously. Its size is not known before, and
 * a process may make some of them (its environment) as long as it likes. Throws as node:fs does.
 */
export function readAtMost(path: string, mostBytes: number): Beginning {
  const file = openSync(path, 'r')
  try {
    const pieces: string[] = []
    let leftBytes = mostBytes
    const buffer = Buffer.allocUnsafe(pieceBytes)
    while (leftBytes > 0) {
      const count = readSync(file, buffer, 0, Math.min(pieceBytes, leftBytes), null)
      if (count === 0) return { text: pieces.join(''), whole: true }
      pieces.push(buffer.toString('latin1', 0, count))
      leftBytes -= count
    }
    return { text: pieces.join(''), whole: readSync(file, buffer, 0, 1, null) === 0 }
  } finally {
    closeSync(file)
  }
}
