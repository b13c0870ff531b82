import { readFileSync, statSync } from 'node:fs'
import { parsePasswd } from '../parse/passwd.ts'
import { errorCode } from './proc-reader.ts'

/** Names of users, from a file of passwd(5). */
export interface UserNames {
  /** Looks whether the file has changed; call once before many `nameOf`. */
  refresh(): void
  /** The name, or the uid as text: users of LDAP or systemd's DynamicUser= stand in no file. */
  nameOf(uid: number): string
}

/** Reads the file again only when its time or size has changed. */
export function createUserNames(path = '/etc/passwd'): UserNames {
  let names = new Map<number, string>()
  let seen = ''
  const refresh = (): void => {
    try {
      const { mtimeMs, size, ino } = statSync(path)
      const mark = `${mtimeMs} ${size} ${ino}`
      if (mark === seen) return
      names = parsePasswd(readFileSync(path, 'utf8'))
      seen = mark
    } catch (error) {
      // Without the file uids serve as names, and nothing depends on more.
      if (errorCode(error) === null) throw error
      names = new Map()
      seen = ''
    }
  }
  return { refresh, nameOf: (uid) => names.get(uid) ?? String(uid) }
}
