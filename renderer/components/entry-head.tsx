/** Where one is in the configuration, above an entry's editor or what stands instead of it. */
import type { JSX, ReactNode } from 'react'
import { printable } from '../../shared/wording/numbers.ts'
import { entryWords, type EntryKind } from '../model/entry-words.ts'
import { sectionWords } from '../model/setting-fields.ts'
import { Crumbs } from './crumbs.tsx'

interface EntryHeadProps {
  readonly kind: EntryKind
  /** Null for a new one. */
  readonly name: string | null
  /** Beside the title. */
  readonly children?: ReactNode
}

export function EntryHead({ kind, name, children }: EntryHeadProps): JSX.Element {
  const title = name ?? entryWords[kind].add
  return (
    <div className="head">
      <div className="grow">
        <Crumbs
          above={[
            ['Settings', { view: 'settings', section: 'window' }],
            [sectionWords[kind].word, { view: 'settings', section: kind }],
          ]}
          here={title}
        />
        <div className="title">
          <h1 className="break">{printable(title)}</h1>
          {children}
        </div>
      </div>
    </div>
  )
}
