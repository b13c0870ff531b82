import type { JSX } from 'react'
import { printable } from '../../shared/wording/numbers.ts'

/** Characters at the end of a name that are never cut: versions and instances differ there. */
const tailLength = 6

/** A unit's suffix says little: as much again of the name before it stays. */
const unitSuffix = /\.(service|socket|timer|path|slice|scope|target|mount|device|swap)$/

const tailOf = (text: string): number => tailLength + (unitSuffix.exec(text)?.[0].length ?? 0)

/**
 * A name of unknown origin: control characters visible, the middle lost where it does not fit, the
 * whole of it in the tooltip and for screen readers.
 */
export function Name(props: { readonly text: string; readonly className?: string }): JSX.Element {
  const text = printable(props.text)
  const letters = Array.from(text)
  const tail = tailOf(text)
  const cut = letters.length < tail + tailLength ? 0 : letters.length - tail
  return (
    <bdi className={`mid ${props.className ?? ''}`} title={text} dir="ltr">
      <span aria-hidden="true">{letters.slice(0, cut).join('') || text}</span>
      <span aria-hidden="true">{cut === 0 ? '' : letters.slice(cut).join('')}</span>
      <span className="sr">{text}</span>
    </bdi>
  )
}

/** Machine text of unknown origin on one line: paths, commands, schedules. */
export const Code = (props: {
  readonly text: string
  readonly className?: string
}): JSX.Element => (
  <code className={props.className} title={printable(props.text)}>
    {printable(props.text)}
  </code>
)

/** A sentence of the engine's: what stands in backquotes is shown as machine text. */
export const Prose = (props: { readonly text: string }): JSX.Element => (
  <>
    {printable(props.text)
      .split('`')
      .map((part, at) => (at % 2 === 0 ? part : <code key={at}>{part}</code>))}
  </>
)
