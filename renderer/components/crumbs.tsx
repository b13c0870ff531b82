import { Fragment, type JSX } from 'react'
import { printRoute, type Route } from '../route.ts'
import { Icon } from './icon.tsx'
import { Name } from './name.tsx'

/** Where one is: links to the places above, then this one. */
export function Crumbs(props: {
  readonly above: readonly (readonly [string, Route])[]
  readonly here: string
}): JSX.Element {
  return (
    <nav className="crumb" aria-label="Where you are">
      {props.above.map(([word, route]) => (
        <Fragment key={word}>
          <a className="cut" href={printRoute(route)}>
            <Name text={word} />
          </a>
          <Icon name="right" />
        </Fragment>
      ))}
      <span className="cut" aria-current="page">
        <Name text={props.here} />
      </span>
    </nav>
  )
}
