/** Text as one word of a helper's line: RFC 3986, build/native/ROOT-PROTOCOL.md. */

/** What stands for itself in the protocol though encodeURIComponent writes it otherwise. */
const plain: Readonly<Record<string, string>> = {
  '%2F': '/',
  '%3A': ':',
  '%40': '@',
  '%2B': '+',
  '%2C': ',',
  '%3D': '=',
}

const escapeCharacter = (character: string): string =>
  `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`

/** Writes text so; half a surrogate pair becomes U+FFFD. */
export const percentEncode = (text: string): string =>
  encodeURIComponent(text.toWellFormed())
    .replace(/%(?:2F|3A|40|2B|2C|3D)/g, (code) => plain[code] ?? code)
    .replace(/[!*'()]/g, escapeCharacter)

/**
 * The bytes that such a word stands for, or null where it is none. Bytes, not text: a helper passes
 * on output in pieces, and a piece may end within a character.
 */
export function percentDecode(word: string): Uint8Array | null {
  if (!/^(?:[\x21-\x24\x26-\x7e]|%[0-9A-Fa-f]{2})*$/.test(word)) return null
  const bytes: number[] = []
  for (let at = 0; at < word.length; at += 1) {
    if (word[at] === '%') {
      bytes.push(Number.parseInt(word.slice(at + 1, at + 3), 16))
      at += 2
    } else bytes.push(word.charCodeAt(at))
  }
  return Uint8Array.from(bytes)
}
