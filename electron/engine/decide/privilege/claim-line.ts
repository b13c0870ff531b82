/** The words of a claim, cut so that the line fits the protocol (build/native/ROOT-PROTOCOL.md). */
import { percentEncode } from '../../parse/percent-text.ts'

const longestLine = 256
/** `claim`, the spaces before the five words behind it, the newline, and the number of the request. */
const around = 'claim     \n'.length + 16
/** What is left of a title however long the target is. */
const leastTitle = 8

/** Control characters mean nothing to whoever reads the claim, and the protocol has none. */
const clean = (text: string): string => text.replace(/\p{Cc}/gu, ' ')

/** The longest beginning of the text whose spelling has at most so many bytes. */
export function fitWord(text: string, mostBytes: number): string {
  let word = ''
  for (const character of clean(text)) {
    const next = word + percentEncode(character)
    if (next.length > mostBytes) break
    word = next
  }
  return word
}

/**
 * RUN, DOOR, TARGET and TITLE as words of one line. The title gives way first: a target that is cut
 * may miss another claim's, which its members then meet.
 */
export function fitLine([run, door, target, title]: readonly [
  run: string,
  door: string,
  target: string,
  title: string,
]): readonly string[] {
  const doorWord = fitWord(door, 32)
  const left = longestLine - around - run.length - doorWord.length
  const targetWord = fitWord(target, left - leastTitle)
  const titleWord = fitWord(title, left - targetWord.length)
  return [run, ...[doorWord, targetWord, titleWord].map((word) => (word === '' ? '-' : word))]
}
