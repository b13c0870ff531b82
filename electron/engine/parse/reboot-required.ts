/** Debian's word that a restart is wanted: `/run/reboot-required` and the packages beside it. */
export interface RebootRequired {
  /** Its first line, or '' where it is empty. */
  readonly line: string
  /** Each once, in the order in which they asked. */
  readonly packages: readonly string[]
}

/** Reads both files (update-notifier's notify-reboot-required); `packages` null where it is not there. */
export function parseRebootRequired(text: string, packages: string | null): RebootRequired {
  const lines = (from: string): string[] => from.split('\n').map((line) => line.trim())
  const names = lines(packages ?? '').filter((line) => line !== '')
  return { line: lines(text).find((line) => line !== '') ?? '', packages: [...new Set(names)] }
}
