import type { JSX } from 'react'
import type { Profile } from '../../shared/profile.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { dangerSentence, dangerWord } from '../../shared/wording/profile-words.ts'
import { forceCosts } from '../../shared/wording/views.ts'
import { FactText } from './basis.tsx'
import { Icon } from './icon.tsx'

/** What of a profile a force dialog tells. */
export interface KnownForce {
  readonly title: string
  readonly force: Profile['force']
}

/** What SIGKILL costs any process. */
export const AnyCosts = (): JSX.Element => (
  <>
    <h3>What it costs</h3>
    <ul className="cost">
      {forceCosts.map((cost, at) => (
        <li key={cost}>
          <Icon name="minus" className={at === 0 ? 'ember' : 't3'} />
          {cost}
        </li>
      ))}
    </ul>
  </>
)

/** What it costs this daemon, who lives on, and what the next start needs; else what it costs any. */
export function ForceCosts(props: { readonly known: KnownForce | null }): JSX.Element {
  const { known } = props
  if (known === null) return <AnyCosts />
  const { danger, costs, survivors, recovery } = known.force
  const lines = [
    { word: 'Lost', fact: costs },
    { word: 'Lives on', fact: survivors },
    { word: 'Next start', fact: recovery },
  ]
  return (
    <>
      <h3>
        What it costs {printable(known.title)}: {dangerWord[danger]}
      </h3>
      <p className="s t2">{dangerSentence[danger]}</p>
      <dl className="kv cost-facts">
        {lines.map(({ word, fact }) => (
          <div key={word} style={{ display: 'contents' }}>
            <dt>{word}</dt>
            <dd className="break">
              <FactText fact={fact} />
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}
