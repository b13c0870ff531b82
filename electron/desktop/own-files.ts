/** Where we run from, and how we are started again. */
import { isAbsolute } from 'node:path'

export interface RunningFrom {
  /** Folder of the built main process. */
  readonly here: string
  readonly execPath: string
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** The AppImage file that we are, or null: its mount goes away with us. */
export function appImageOf({ environment }: Pick<RunningFrom, 'environment'>): string | null {
  const image = environment['APPIMAGE'] ?? ''
  return isAbsolute(image) ? image : null
}

/** We lie in Electron's archive, so this is an installed package and no checkout. */
export const isPacked = ({ here }: Pick<RunningFrom, 'here'>): boolean => /\.asar[/\\]/.test(here)

/**
 * A file that an upgrade replaces. Inside the archive Electron answers from what it read at start, so
 * there it is the program itself, which every package brings anew.
 */
export function watchedFile(from: RunningFrom): string {
  return appImageOf(from) ?? (isPacked(from) ? from.execPath : `${from.here}/main.js`)
}

/** What `app.relaunch` takes: an AppImage starts by its file, all else as it was started. */
export function relaunchOptions(
  from: RunningFrom,
  argv: readonly string[],
): { readonly execPath?: string; readonly args: string[] } {
  // Somebody asked for this start, and shall see it.
  const args = argv.slice(1).filter((argument) => argument !== '--hidden')
  const image = appImageOf(from)
  return image === null ? { args } : { execPath: image, args }
}
