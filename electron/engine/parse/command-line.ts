/**
 * Splits `/proc/PID/cmdline` into arguments. A process may overwrite the area with a title of its
 * own (setproctitle: sshd, nginx, PostgreSQL) that is padded with NULs, so all NULs at the end are
 * dropped; empty arguments there cannot be told from padding. Empty for kernel threads and zombies.
 */
export function parseCommandLine(text: string): string[] {
  const end = /\0*$/.exec(text)?.index ?? text.length
  return end === 0 ? [] : text.slice(0, end).split('\0')
}
