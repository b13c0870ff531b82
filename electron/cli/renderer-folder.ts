import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The built window: beside the bundle (dist/), or in the checkout's dist/ where the sources run. */
export function findRendererFolder(here: string): string {
  const beside = join(here, 'renderer')
  return existsSync(join(beside, 'index.html')) ? beside : join(here, '../../dist/renderer')
}
