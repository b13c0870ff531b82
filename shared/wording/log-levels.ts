/** Levels of a log as syslog(3) numbers them: 0 is the gravest. Names as journalctl(1) takes them. */
export const logLevelNames = [
  'emergency',
  'alert',
  'critical',
  'error',
  'warning',
  'notice',
  'info',
  'debug',
] as const

const shortNames: Readonly<Record<string, number>> = { emerg: 0, crit: 2, err: 3, warn: 4 }

/** The level's name; a number outside of syslog(3) is shown as it is. */
export const logLevelName = (level: number): string => logLevelNames[level] ?? String(level)

/** Reads `warning`, `warn` or `4`; null where it is no level. */
export function parseLogLevel(text: string): number | null {
  const name = text.toLowerCase()
  if (/^[0-7]$/.test(name)) return Number(name)
  const level = logLevelNames.findIndex((known) => known === name)
  if (level !== -1) return level
  return Object.hasOwn(shortNames, name) ? (shortNames[name] ?? null) : null
}
