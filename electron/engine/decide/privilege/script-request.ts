/** Which command lines are an init script that the root helper runs. */

/** What it is asked for: the name of a script without its folder, and one of its words. */
export interface ScriptRequest {
  readonly name: string
  readonly action: string
}

const folders = /^\/etc\/(?:rc\.d\/)?init\.d\/([^/]+)$/
/** What it runs at all (build/native/ROOT-PROTOCOL.md). A status is a question, and asked as oneself. */
const actions = ['start', 'stop', 'restart', 'reload', 'force-reload']

/** The script that this command line runs, or null where it is anything else. */
export function scriptOf(argv: readonly string[]): ScriptRequest | null {
  const [path = '', action = ''] = argv
  const name = folders.exec(path)?.[1]
  if (name === undefined || argv.length !== 2 || !actions.includes(action)) return null
  return { name, action }
}
