import { readdir, readFile, readlink } from 'node:fs/promises'
import { unknown, type Known } from '../../../shared/unknown.ts'
import { errnoWords } from '../errno.ts'
import { errorCode } from '../os/proc-reader.ts'

/** What a read brought; null where there is nothing of that name, or its process has ended. */
export type Read<T> = Known<T> | null

async function attempt<T>(read: Promise<T>): Promise<Read<T>> {
  try {
    return await read
  } catch (error) {
    const code = errorCode(error)
    if (code === null) throw error
    if (code === 'ENOENT' || code === 'ESRCH' || code === 'ENOTDIR') return null
    return unknown(code === 'EACCES' || code === 'EPERM' ? 'permission denied' : errnoWords(error))
  }
}

/** A file of text, of any length. */
export const readText = (path: string): Promise<Read<string>> => attempt(readFile(path, 'utf8'))
export const readNames = (path: string): Promise<Read<string[]>> => attempt(readdir(path))
export const readLink = (path: string): Promise<Read<string>> => attempt(readlink(path))
