import { spawn } from 'node:child_process'

/** True where a person can see a window: a display of X or Wayland. */
export const hasDisplay = (env: NodeJS.ProcessEnv): boolean =>
  Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY)

/**
 * Hands a file to the person's browser (xdg-open(1)) and does not wait for it. Only the file's path
 * stands in the arguments. False where there is no display; a missing xdg-open is no error, because
 * the address is printed as well.
 */
export function openInBrowser(file: string, env: NodeJS.ProcessEnv): boolean {
  if (!hasDisplay(env)) return false
  const opener = spawn('xdg-open', [file], { detached: true, stdio: 'ignore' })
  opener.on('error', () => undefined)
  opener.unref()
  return true
}
