import { deviceNumber } from './device-number.ts'

/** A file that a process has mapped, out of `/proc/PID/maps` (proc_pid_maps(5)). */
export interface MappedFile {
  /** As stat(2) numbers it; on an overlay it may be another one. */
  readonly device: number
  readonly inode: number
  /** With `(deleted)` behind it where its name is gone. */
  readonly path: string
}

// address, permissions, offset, device, inode, and the path up to the end of the line.
const shape = /^[0-9a-f]+-[0-9a-f]+ \S{4} [0-9a-f]+ ([0-9a-f]+):([0-9a-f]+) ([1-9]\d*) +(.*)$/gm

/** The files of the mappings, each once. Anonymous memory is passed by; a newline stands as `\012`. */
export function parseMappedFiles(text: string): MappedFile[] {
  const found = new Map<string, MappedFile>()
  for (const [, major, minor, digits, path] of text.matchAll(shape)) {
    const device = deviceNumber(Number.parseInt(major ?? '', 16), Number.parseInt(minor ?? '', 16))
    const inode = Number(digits)
    found.set(`${device}:${inode}`, { device, inode, path: path ?? '' })
  }
  return [...found.values()]
}

/** The System V segments that are attached: the kernel shows them as `/SYSV` and the key, the id as inode. */
export const attachedSegments = (files: readonly MappedFile[]): readonly number[] =>
  files.filter(({ path }) => /^\/SYSV[0-9a-f]{8}(?: |$)/.test(path)).map(({ inode }) => inode)
