/** Whether the root helper and pkexec are what root installed, and nobody else could have put there. */
import { lstatSync, type Stats } from 'node:fs'
import { dirname } from 'node:path'
import { errnoOf, errnoWords } from '../errno.ts'

/** The one path from which root's part is ever started; nothing overrides it. */
export const rootHelperPath = '/usr/lib/quiesce/quiesce-root-helper'
export const pkexecPath = '/usr/bin/pkexec'

type Look = (path: string) => Pick<Stats, 'uid' | 'mode' | 'isFile' | 'isDirectory'>

const isOpenToOthers = ({ mode }: Pick<Stats, 'mode'>): boolean => (mode & 0o022) !== 0

/** The path and every folder above it, the root first. */
function componentsOf(path: string): readonly string[] {
  const above = dirname(path)
  return above === path ? [path] : [...componentsOf(above), path]
}

/**
 * Null where the program and every folder above it are root's and writable by root alone; else why
 * not. `absent` where something of it is not there. `/usr/lib` and its like may be no links either:
 * what a link leads to is not judged here, so it is refused.
 */
export function whyNotRoots(
  path: string,
  look: Look = lstatSync,
): { readonly absent: boolean; readonly why: string } | null {
  try {
    for (const part of componentsOf(path)) {
      const status = look(part)
      const isLast = part === path
      if (!(isLast ? status.isFile() : status.isDirectory())) {
        return { absent: false, why: `${part} is no ${isLast ? 'plain file' : 'folder'}` }
      }
      if (status.uid !== 0) return { absent: false, why: `${part} belongs to uid ${status.uid}` }
      if (isOpenToOthers(status)) return { absent: false, why: `${part} can be written by others` }
      if (isLast && (status.mode & 0o111) === 0) {
        return { absent: false, why: `${part} cannot be executed` }
      }
    }
    return null
  } catch (error) {
    const code = errnoOf(error)
    if (code === null) throw error
    const absent = code === 'ENOENT' || code === 'ENOTDIR'
    return { absent, why: absent ? `there is no ${path}` : `${path}: ${errnoWords(error)}` }
  }
}
