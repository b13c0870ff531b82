import type { JSX } from 'react'
import { printable } from '../../shared/wording/numbers.ts'
import { favouritesOf, toggleFavourite } from '../favourites.ts'
import { useApp, useQuiesce } from '../store.ts'
import { Icon } from './icon.tsx'

/** The star of one service. In a table only that of the selected row is a stop of the Tab key. */
export function Star(props: {
  readonly target: string
  readonly title: string
  readonly tabbable?: boolean
}): JSX.Element {
  const app = useApp()
  const { target, title, tabbable = true } = props
  const set = useQuiesce((s) => favouritesOf(s).includes(target))
  return (
    <button
      type="button"
      className="star"
      aria-pressed={set}
      aria-label={`Favourite ${printable(title)}`}
      aria-keyshortcuts="F"
      title={set ? 'A favourite: it stands in the tray' : 'Make it a favourite'}
      tabIndex={tabbable ? 0 : -1}
      onClick={(event) => {
        event.stopPropagation()
        void toggleFavourite(app, target)
      }}
    >
      <Icon name={set ? 'star-on' : 'star'} className="i-14" />
    </button>
  )
}
