import { closeSync, constants, openSync, readSync } from 'node:fs'
import { errnoOf } from '../errno.ts'

const magic = Buffer.from([0x7f, 0x45, 0x4c, 0x46])

/** True where a file begins as elf(5) says; false where it does not, or cannot be read. */
export function beginsAsElf(path: string): boolean {
  let handle: number | null = null
  try {
    handle = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
    const head = Buffer.alloc(magic.length)
    return readSync(handle, head, 0, head.length, 0) === head.length && head.equals(magic)
  } catch (error) {
    if (errnoOf(error) === null) throw error
    return false
  } finally {
    if (handle !== null) closeSync(handle)
  }
}
