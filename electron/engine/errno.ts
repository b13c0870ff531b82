/** The system's error numbers as words a person can act on. */

const words: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  ECONNREFUSED: 'nobody waits there',
  ECONNRESET: 'the other side broke it off',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'the file exists already',
  EIO: 'the disk reports an error',
  EISDIR: 'it is a folder',
  ELOOP: 'it is a symbolic link, or too many of them',
  EMFILE: 'too many open files',
  ENAMETOOLONG: 'the name is too long',
  ENOENT: 'there is no such file or folder',
  ENOSPC: 'no space left on the device',
  ENOTDIR: 'a part of the path is not a folder',
  EPERM: 'the kernel does not permit it',
  EROFS: 'the file system is mounted read-only',
}

/** The errno of something thrown (`ENOSPC`), or null where it carries none. */
export function errnoOf(thrown: unknown): string | null {
  if (!(thrown instanceof Error) || !('code' in thrown)) return null
  return typeof thrown.code === 'string' ? thrown.code : null
}

/** Why something failed, in words; falls back to the thrown message. */
export function errnoWords(thrown: unknown): string {
  const errno = errnoOf(thrown)
  const known = errno === null ? undefined : words[errno]
  return known ?? (thrown instanceof Error ? thrown.message : String(thrown))
}

/** The system's own words, for `QuiesceError.cause`. */
export const causeOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown)
