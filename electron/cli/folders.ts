import { existsSync } from 'node:fs'
import { join } from 'node:path'

export interface CliFolders {
  /** The built window. */
  readonly rendererFolder: string
  /** A folder of this user's own for what lives as long as the session. */
  readonly runtimeFolder: string
}

/** The window beside the bundle (dist/), or in the checkout's dist/ where the sources run. */
function findRendererFolder(here: string): string {
  const beside = join(here, 'renderer')
  return existsSync(join(beside, 'index.html')) ? beside : join(here, '../../dist/renderer')
}

/** `$XDG_RUNTIME_DIR/quiesce`, else under /run/user/UID where that exists, else a folder in /tmp. */
function findRuntimeFolder(env: NodeJS.ProcessEnv, uid: number): string {
  if (env.XDG_RUNTIME_DIR?.startsWith('/')) return join(env.XDG_RUNTIME_DIR, 'quiesce')
  const own = `/run/user/${uid}`
  // Whoever uses it checks that it is ours: in /tmp anybody may have made it first.
  return existsSync(own) ? join(own, 'quiesce') : `/tmp/quiesce-${uid}`
}

/** Where the program's folders are; `here` is the folder of the running module. */
export const findFolders = (here: string, env: NodeJS.ProcessEnv, uid: number): CliFolders => ({
  rendererFolder: findRendererFolder(here),
  runtimeFolder: findRuntimeFolder(env, uid),
})
