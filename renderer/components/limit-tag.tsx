/** That a stop, or force, is ruled out here: a small word, and why. */
import type { JSX } from 'react'
import type { ServiceRow } from '../../shared/service.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { forceTag, rowTag, type LimitTagWords } from '../model/limit-words.ts'
import { useQuiesce } from '../store.ts'
import { Icon } from './icon.tsx'

const Tag = (props: { readonly words: LimitTagWords }): JSX.Element => (
  <span className="tag line" title={printable(props.words.why)}>
    <Icon name="shield" />
    {printable(props.words.word)}
    <span className="sr">: {printable(props.words.why)}</span>
  </span>
)

/** Beside the name of a service that is not stopped from here, whatever rules it out. */
export function LimitTag(props: { readonly row: ServiceRow }): JSX.Element | null {
  const words = rowTag(props.row)
  return words && <Tag words={words} />
}

/** Beside the title of the list, since it holds for every service. */
export function ForceLimitTag(): JSX.Element | null {
  const force = useQuiesce((s) => s.settings?.settings.limits.force ?? 'allowed')
  const words = forceTag(force)
  return words && <Tag words={words} />
}
