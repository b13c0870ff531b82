import type { JSX } from 'react'
import type { WrittenEntry } from '../../shared/configuration-edit.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { entryWords, type EntryKind } from '../model/entry-words.ts'
import { entryYaml } from '../model/service-yaml.ts'
import { Note } from './note.tsx'

/** What a file of the machine describes: to be read here, and changed there. */
export const MachineEntry = (props: {
  readonly kind: EntryKind
  readonly entry: WrittenEntry<unknown>
}): JSX.Element => (
  <div className="settings-col">
    <Note icon="locked">
      <b>This {entryWords[props.kind].one} stands in a file of the machine.</b>
      <p className="s t2 break">
        It can only be changed there, as root: <code>{printable(props.entry.place)}</code>
      </p>
    </Note>
    <section className="panel" aria-labelledby="machine-yaml">
      <header>
        <h2 id="machine-yaml">What it says</h2>
      </header>
      <pre className="yaml" tabIndex={0} aria-label="As YAML">
        {entryYaml(props.kind, props.entry.name, props.entry.value)}
      </pre>
    </section>
  </div>
)
