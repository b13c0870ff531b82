/** What every editor has: where one is, the form, what will be written, and what ends it. */
import { useState, type JSX, type ReactNode } from 'react'
import type { ConfigurationChange } from '../../shared/configuration-edit.ts'
import type { QuiesceError, Result } from '../../shared/errors.ts'
import { count, printable } from '../../shared/wording/numbers.ts'
import { readServices } from '../connect.ts'
import { entryWords, type EntryKind } from '../model/entry-words.ts'
import type { FieldErrors } from '../model/issue-words.ts'
import { shortPlace } from '../model/setting-state.ts'
import { tell, useApp } from '../store.ts'
import { Button } from './button.tsx'
import { EntryHead } from './entry-head.tsx'
import { ErrorNote } from './note.tsx'
import { RemoveEntry } from './remove-entry.tsx'

export interface EntryFrameProps {
  readonly kind: EntryKind
  /** Null for a new one. */
  readonly name: string | null
  readonly place: string | null
  readonly yaml: string
  readonly file: string
  readonly changed: boolean
  /** What is wrong in the form. */
  readonly errors: FieldErrors
  /** The engine's refusal, where it belongs to no field of the form. */
  readonly refused: QuiesceError | null
  readonly references: readonly string[]
  readonly save: () => Promise<Result<ConfigurationChange>>
  readonly remove: () => Promise<Result<ConfigurationChange>>
  readonly forget: () => void
  readonly onRefused: (error: QuiesceError | null) => void
  readonly children: ReactNode
}

const Preview = (props: { readonly text: string; readonly file: string }): JSX.Element => (
  <section className="panel" aria-labelledby="entry-preview">
    <header>
      <h2 id="entry-preview">Will be written</h2>
    </header>
    <p className="s t2 to-file break">
      to <code>{printable(props.file)}</code>; comments stay
    </p>
    <pre className="yaml" tabIndex={0} aria-label="As YAML">
      {props.text}
    </pre>
  </section>
)

const References = (props: { readonly references: readonly string[] }): JSX.Element | null =>
  props.references.length === 0 ? null : (
    <section className="panel" aria-labelledby="entry-references">
      <header>
        <h2 id="entry-references">Named by</h2>
      </header>
      <p className="s t2 to-file">A new name is written there as well.</p>
      <ul className="plain s pad-list">
        {props.references.map((one) => (
          <li key={one} className="break">
            {printable(one)}
          </li>
        ))}
      </ul>
    </section>
  )

interface Ending {
  readonly busy: boolean
  readonly end: (doing: () => Promise<Result<ConfigurationChange>>) => void
}

/** Saves or removes, then goes back to the list; a refusal stays on the screen. */
function useEnding({ kind, forget, onRefused }: EntryFrameProps): Ending {
  const { client, store, go } = useApp()
  const [busy, setBusy] = useState(false)
  const end = (doing: () => Promise<Result<ConfigurationChange>>): void => {
    setBusy(true)
    onRefused(null)
    void doing().then((answer) => {
      setBusy(false)
      if (!answer.ok) {
        onRefused(answer.error)
        return
      }
      forget()
      const { sentence, place } = answer.value
      // Of what was taken out there is no line any more.
      const isThere = shortPlace(place).includes(':')
      tell(store, isThere ? `${sentence} It stands at ${shortPlace(place)}.` : sentence)
      void readServices(client, store)
      go({ view: 'settings', section: kind })
    })
  }
  return { busy, end }
}

function Bar(props: EntryFrameProps & { readonly onRemove: () => void }): JSX.Element {
  const { kind, name, changed, forget } = props
  const wrong = Object.keys(props.errors).length
  const reason = wrong === 0 ? null : `${count(wrong, 'field is', 'fields are')} not right yet.`
  const { busy, end } = useEnding(props)
  const idle = name !== null && !changed ? 'Nothing is changed.' : null
  const why = busy ? 'It is being written.' : (reason ?? idle)
  return (
    <div className="order-go">
      {name !== null && (
        <Button look="quiet" onPress={props.onRemove}>
          Remove…
        </Button>
      )}
      <span className={`s grow ${reason === null || !changed ? 't2' : 'amber'}`}>
        {changed ? (reason ?? 'Nothing is sent to it, and nothing is started.') : idle}
      </span>
      {changed && <Button onPress={forget}>{name === null ? 'Start over' : 'Undo'}</Button>}
      <Button
        look="go"
        reason={why}
        onPress={() => {
          end(props.save)
        }}
      >
        {name === null ? `Add the ${entryWords[kind].one}` : 'Save'}
      </Button>
    </div>
  )
}

export function EntryFrame(props: EntryFrameProps): JSX.Element {
  const { kind, name, place, refused } = props
  const [removing, setRemoving] = useState(false)
  const { end } = useEnding(props)
  const title = name ?? entryWords[kind].add
  return (
    <>
      <EntryHead kind={kind} name={name}>
        {place !== null && (
          <span className="s t3 cut" title={printable(place)}>
            <code>{printable(place)}</code>
          </span>
        )}
      </EntryHead>
      <div className="body page">
        <div className="two">
          <div className="col">
            {refused !== null && <ErrorNote error={refused} />}
            {refused?.place !== undefined && (
              <p className="s t2 mono break">{printable(refused.place)}</p>
            )}
            {props.children}
          </div>
          <div className="col entry-aside">
            <Preview text={props.yaml} file={props.file} />
            <References references={props.references} />
          </div>
        </div>
      </div>
      <Bar
        {...props}
        onRemove={() => {
          setRemoving(true)
        }}
      />
      <RemoveEntry
        open={removing}
        kind={kind}
        name={title}
        references={props.references}
        close={() => {
          setRemoving(false)
        }}
        remove={() => {
          setRemoving(false)
          end(props.remove)
        }}
      />
    </>
  )
}
