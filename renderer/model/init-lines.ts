/** What an init script's header says, as lines to read. */
import type { InitScriptDetail } from '../../shared/init-script.ts'

export interface HeaderLine {
  readonly word: string
  readonly text: string
}

const line = (word: string, parts: readonly string[]): readonly HeaderLine[] =>
  parts.length === 0 ? [] : [{ word, text: parts.join(', ') }]

/** Provides and needs, run levels, and what it can be told; what the header lacks is left out. */
export function headerLines({
  header,
  chkconfig,
  actions,
}: Pick<InitScriptDetail, 'header' | 'chkconfig' | 'actions'>): readonly HeaderLine[] {
  const levels =
    chkconfig === null
      ? []
      : [`${chkconfig.levels}, start at ${chkconfig.start}, stop at ${chkconfig.stop}`]
  const told = line('It takes', actions)
  if (header === null)
    return [
      { word: 'Header', text: 'it has no LSB header' },
      ...line('Run levels', levels),
      ...told,
    ]
  return [
    ...line('It is', header.description === '' ? [] : [header.description]),
    ...line('Provides', header.provides),
    ...line('Needs', header.requiredStart),
    ...line('Likes', header.shouldStart),
    ...line('Stops before', header.requiredStop),
    ...line('Run levels', levels.length > 0 ? levels : [header.defaultStart.join(' ')]),
    ...told,
  ].filter(({ text }) => text !== '')
}
