import type { JSX } from 'react'
import { printRoute, type ServiceTab } from '../route.ts'

const looks: readonly { readonly tab: ServiceTab | undefined; readonly word: string }[] = [
  { tab: undefined, word: 'Overview' },
  { tab: 'dependencies', word: 'Dependencies' },
  { tab: 'properties', word: 'Properties' },
  { tab: 'log', word: 'Log' },
]

/** What can be looked at of a unit. Links, so that back and a new window work. */
export const ServiceTabs = (props: {
  readonly target: string
  readonly tab: ServiceTab | undefined
}): JSX.Element => (
  <nav className="looks" aria-label="What to look at">
    {looks.map(({ tab, word }) => (
      <a
        key={word}
        href={printRoute({
          view: 'service',
          target: props.target,
          ...(tab === undefined ? {} : { tab }),
        })}
        aria-current={tab === props.tab ? 'page' : undefined}
      >
        {word}
      </a>
    ))}
  </nav>
)
