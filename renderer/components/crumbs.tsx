import { Fragment, type JSX } from 'react'
import { printRoute, type Route } from '../route.ts'
import { Icon } from './icon.tsx'
import { Name } from './name.tsx'

/** A word as short as this stays whole, however long the others are. */
const shortWord = 12

const classOf = (word: string): string => (word.length <= shortWord ? 'whole' : 'cut')

/** Where one is: links to the places above, then this one. */
export function Crumbs(props: {
  readonly above: readonly (readonly [string, Route])[]
  readonly here: string
}): JSX.Element {
  return (
    <nav className="crumb" aria-label="Where you are">
      {props.above.map(([word, route]) => (
        <Fragment key={word}>
          <a className={classOf(word)} href={printRoute(route)}>
            <Name text={word} />
          </a>
          <Icon name="right" />
        </Fragment>
      ))}
      <span className={classOf(props.here)} aria-current="page">
        <Name text={props.here} />
      </span>
    </nav>
  )
}
