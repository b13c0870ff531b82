import type { JSX } from 'react'
import type { Fact } from '../../shared/profile.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { basisWords } from '../../shared/wording/profile-words.ts'
import { Prose } from './name.tsx'

/** Where a fact comes from, as a quiet word; the tooltip says on what or in which text. */
export function Basis(props: { readonly basis: string }): JSX.Element {
  const { word, sentence } = basisWords(props.basis)
  return (
    <span className={`basis ${word}`} title={printable(sentence)}>
      {word}
      <span className="sr">: {printable(sentence)}</span>
    </span>
  )
}

/** A fact and where it comes from. */
export const FactText = (props: { readonly fact: Fact }): JSX.Element => (
  <>
    <Prose text={props.fact.text} /> <Basis basis={props.fact.basis} />
  </>
)
