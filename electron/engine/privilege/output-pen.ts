/** Writes down what root's script says, as long as the disk takes it. */
import { writeSync } from 'node:fs'
import { errnoOf, errnoWords } from '../errno.ts'

/** Takes the words of one script, in order. */
export interface OutputPen {
  /** Never throws what the system says (ENOSPC, EDQUOT): all after the first such error is left out. */
  write(bytes: Uint8Array): void
  /** Why something is missing at the end, as a sentence; null where all is there. */
  gap(): string | null
}

/** Opens nothing: the descriptor stays its owner's. */
export function createOutputPen(descriptor: number): OutputPen {
  let trouble: unknown = null
  return {
    write(bytes) {
      if (trouble !== null) return
      try {
        writeAll(descriptor, bytes)
      } catch (error) {
        if (errnoOf(error) === null) throw error
        trouble = error
      }
    },
    gap: () =>
      trouble === null ? null : `Quiesce could not keep more of this: ${errnoWords(trouble)}.`,
  }
}

/** write(2) may take only a part. */
function writeAll(descriptor: number, bytes: Uint8Array): void {
  let written = 0
  while (written < bytes.length) {
    written += writeSync(descriptor, bytes, written, bytes.length - written)
  }
}
