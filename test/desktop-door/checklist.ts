/**
 * Electron's own security checklist (electronjs.org/docs/latest/tutorial/security, for 45.4.1), item
 * by item, and how far each is held to here. `declared` items are set by us and carried out by
 * Electron alone: that they are set is tested, that they work needs the real Electron.
 */
export interface Item {
  readonly number: number
  readonly title: string
  readonly mark: 'enforced here' | 'declared; needs the real Electron'
  /** What is looked at. */
  readonly how: string
}

const enforced = 'enforced here'
const declared = 'declared; needs the real Electron'

const rows: readonly (readonly [string, Item['mark'], string])[] = [
  ['Only load secure content', enforced, 'every address that the page asked for is ours'],
  ['No Node.js integration', enforced, 'options; the page has no require, process, module'],
  [
    'Context isolation',
    enforced,
    'options; preload in a world of its own, page sees two functions',
  ],
  ['Process sandboxing', declared, 'options; the preload needs nothing but electron'],
  ['Session permission requests', enforced, 'the page really asks for each and is refused'],
  ['Do not disable webSecurity', declared, 'options; no switch on the command line'],
  [
    'Content-Security-Policy',
    enforced,
    'the header of the page; scripts and requests really refused',
  ],
  ['No allowRunningInsecureContent', declared, 'options'],
  ['No experimental features', declared, 'options; no switch on the command line'],
  ['No enableBlinkFeatures', declared, 'options'],
  ['<webview>: no allowpopups', enforced, 'webviewTag is off, and no page of ours has one'],
  ['<webview>: verify options', enforced, 'will-attach-webview is prevented'],
  ['Limit navigation', enforced, 'the page really tries, and stays where it is'],
  ['Limit new windows', enforced, 'the page really tries; denied, and nothing was loaded'],
  ['No shell.openExternal of foreign text', enforced, 'nothing was handed over; not in main.js'],
  ['A current version of Electron', declared, 'pinned, one version everywhere, a supported major'],
  ['Validate the sender of IPC messages', enforced, 'every channel refuses strangers and frames'],
  ['No file: protocol', enforced, 'app: with our privileges alone; file: in no address'],
  ['Fuses', declared, 'what the installers are told'],
  ['No Electron APIs for the page', enforced, 'the page has quiesce.request and quiesce.subscribe'],
]

/** All twenty. */
export const checklist: readonly Item[] = rows.map(([title, mark, how], at) => ({
  ...{ number: at + 1, title, mark, how },
}))

/** The item with this number; a spec names it, so that none is forgotten. */
export function item(number: number): Item {
  const found = checklist[number - 1]
  if (found === undefined) throw new Error(`there is no item ${number}`)
  return found
}

/** The table that stands at the end of the specs. */
export function printChecklist(passed: ReadonlySet<number>): string {
  const lines = checklist.map(({ number, title, mark, how }) => {
    const verdict = passed.has(number) ? 'ok    ' : 'FAILED'
    return `${String(number).padStart(2)} ${verdict} ${title.padEnd(38)} ${mark.padEnd(34)} ${how}`
  })
  return ['Electron’s security checklist:', ...lines].join('\n')
}
