/** Init scripts for tests: say what matters, the rest is an ordinary one of root's. */
import { parseInitScript } from '../../electron/engine/parse/init-script.ts'
import type { InitFacts } from '../../electron/engine/decide/sysv/init-facts.ts'
import type { InitScriptFile } from '../../electron/engine/os/init-scripts.ts'

export const makeInitFacts = (more: Partial<InitFacts> = {}): InitFacts => ({
  name: 'iguana',
  path: '/etc/init.d/iguana',
  leadsTo: null,
  header: null,
  chkconfig: null,
  knowsProgram: true,
  seesProgram: true,
  asRoot: true,
  actions: ['start', 'stop', 'status'],
  refusal: null,
  pidFiles: [],
  lockFiles: [],
  forcesAfter: null,
  ...more,
})

/** A trusted script with this text. */
export function makeScript(
  text: string,
  more: Partial<InitScriptFile> = {},
  path = '/etc/init.d/iguana',
): InitScriptFile {
  return {
    name: path.slice(path.lastIndexOf('/') + 1),
    path,
    leadsTo: null,
    text: parseInitScript(text, path),
    refusal: null,
    ...more,
  }
}
