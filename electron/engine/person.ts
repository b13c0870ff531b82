/** Who is at the keyboard, as the record shall name them. */
import { userInfo } from 'node:os'

/** `ops as root` where sudo(8) or pkexec(1) says who became root; else the login name. */
export function nameOfPerson(env: Readonly<Record<string, string | undefined>>): string {
  const self = ownName()
  const before = env.SUDO_USER ?? ''
  return before === '' || before === self ? self : `${before} as ${self}`
}

function ownName(): string {
  try {
    return userInfo().username
  } catch {
    // A uid that no user database knows (containers): the number is the name.
    return String(process.getuid?.() ?? 'unknown')
  }
}
