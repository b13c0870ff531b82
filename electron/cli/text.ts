/** Text in cells of a terminal: how wide it is, and how it is shortened to fit. */

// Scripts and symbols that terminals draw two cells wide (Unicode TR 11, "W" and "F").
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u
const combining = /^\p{M}$/u

/** Cells that a text without control characters takes. */
export function displayWidth(text: string): number {
  let cells = 0
  for (const character of text) {
    if (combining.test(character)) continue
    cells += wide.test(character) ? 2 : 1
  }
  return cells
}

/** As many characters from one end as fit into so many cells. */
function takeCells(characters: readonly string[], cells: number): string[] {
  const taken: string[] = []
  let used = 0
  for (const character of characters) {
    used += displayWidth(character)
    if (used > cells) break
    taken.push(character)
  }
  return taken
}

/**
 * Shortens a name by its middle: its end tells names apart (`/usr/lib/…/worker-2`), so the end
 * always stays.
 */
export function shortenMiddle(text: string, cells: number): string {
  if (displayWidth(text) <= cells) return text
  if (cells <= 1) return '…'.slice(0, cells)
  const characters = Array.from(text)
  const tail = takeCells(characters.toReversed(), Math.ceil((cells - 1) / 2)).reverse()
  const head = takeCells(characters, cells - 1 - displayWidth(tail.join('')))
  return `${head.join('')}…${tail.join('')}`
}

/** Cuts a sentence at its end, for a line that may not wrap. */
export function shortenEnd(text: string, cells: number): string {
  if (displayWidth(text) <= cells) return text
  if (cells <= 1) return '…'.slice(0, cells)
  return `${takeCells(Array.from(text), cells - 1).join('')}…`
}

/** Breaks a sentence between words into lines of at most so many cells; a long word stays whole. */
export function wrapWords(text: string, cells: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && displayWidth(longer) > cells) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return [...lines, line]
}

const asciiFor: Readonly<Record<string, string>> = {
  '…': '...',
  '·': '-',
  '–': '-',
  '—': '-',
  '→': '->',
  '×': 'x',
  '“': '"',
  '”': '"',
  '’': "'",
}

/**
 * What a terminal can take: a space that does not break would defeat a search (`grep '18 s'`), and
 * outside UTF-8 every other character would come out as garbage.
 */
export function fitEncoding(text: string, utf8: boolean): string {
  const spaced = text.replaceAll('\u00a0', ' ')
  if (utf8) return spaced
  // eslint-disable-next-line no-control-regex -- our own colours and cursor moves pass
  return spaced.replace(/[^\n\x1b -~]/gu, (c) => {
    return asciiFor[c] ?? `\\u${(c.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`
  })
}
