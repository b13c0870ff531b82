/** Adding a service by hand: pick it, look at what was found, save it to the configuration. */
import { useState, type JSX } from 'react'
import type { QuiesceError } from '../../shared/errors.ts'
import type { Suggestion } from '../../shared/suggestion.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { AddForm } from '../components/add-form.tsx'
import { AddPick } from '../components/add-pick.tsx'
import { Button } from '../components/button.tsx'
import { Crumbs } from '../components/crumbs.tsx'
import { Icon } from '../components/icon.tsx'
import { Prose } from '../components/name.tsx'
import { ErrorNote } from '../components/note.tsx'
import { useAnswer } from '../components/use-answer.ts'
import { readServices } from '../connect.ts'
import {
  configurationOf,
  draftErrors,
  draftOf,
  fieldOfError,
  type Draft,
  type DraftErrors,
} from '../model/service-draft.ts'
import { serviceYaml } from '../model/service-yaml.ts'
import { printRoute } from '../route.ts'
import { tell, useApp } from '../store.ts'

const Found = (props: { readonly suggestion: Suggestion }): JSX.Element => (
  <section className="panel" aria-labelledby="found-title">
    <header>
      <h2 id="found-title">What Quiesce found</h2>
    </header>
    <ul className="plain s pad-list notes-list">
      {props.suggestion.found.map((sentence) => (
        <li key={sentence}>
          <Icon name="info" className="i-14 t3" />
          <span className="break">
            <Prose text={sentence} />
          </span>
        </li>
      ))}
      {props.suggestion.found.length === 0 && <li className="t2">Nothing beside its name.</li>}
    </ul>
  </section>
)

const Preview = (props: { readonly file: string; readonly text: string }): JSX.Element => (
  <section className="panel" aria-labelledby="preview-title">
    <header>
      <h2 id="preview-title">Will be written</h2>
    </header>
    <p className="s t2 to-file break">
      to <code>{printable(props.file)}</code>; what stands there stays, comments included
    </p>
    <pre className="yaml" tabIndex={0} aria-label="As YAML">
      {props.text}
    </pre>
  </section>
)

/** What the engine refused, beside the field that it is about where that is known. */
function withRefusal(errors: DraftErrors, refused: QuiesceError | null): DraftErrors {
  if (refused === null) return errors
  const field = fieldOfError(refused)
  return field === 'whole' ? errors : { ...errors, [field]: `${refused.message} ${refused.next}` }
}

interface Saving {
  readonly refused: QuiesceError | null
  readonly busy: boolean
  readonly save: () => void
  readonly forget: () => void
}

function useSave(draft: Draft, suggestion: Suggestion): Saving {
  const { client, store, go } = useApp()
  const [refused, setRefused] = useState<QuiesceError | null>(null)
  const [busy, setBusy] = useState(false)
  const save = (): void => {
    setBusy(true)
    const configuration = configurationOf(draft, suggestion)
    void client.request('services.add', { name: draft.name, configuration }).then((answer) => {
      setBusy(false)
      if (!answer.ok) {
        setRefused(answer.error)
        return
      }
      tell(store, `${answer.value.name} is a service now, at ${answer.value.place}.`)
      void readServices(client, store)
      go({ view: 'service', target: answer.value.name })
    })
  }
  const forget = (): void => {
    setRefused(null)
  }
  return { refused, busy, save, forget }
}

function Save(props: {
  readonly name: string
  readonly saving: Saving
  readonly errors: DraftErrors
}): JSX.Element {
  const { saving, errors } = props
  const first = Object.values(errors)[0] ?? null
  const reason = saving.busy ? 'It is being written.' : first
  return (
    <div className="order-go">
      <span className={`s grow break ${first === null ? 't2' : 'ember'}`}>
        {first === null ? 'Nothing is sent to it, and nothing is started.' : printable(first)}
      </span>
      <Button look="go" reason={reason} onPress={saving.save}>
        Add {printable(props.name)}
      </Button>
    </div>
  )
}

function Form(props: { readonly suggestion: Suggestion }): JSX.Element {
  const { suggestion } = props
  const [draft, setDraft] = useState(() => draftOf(suggestion))
  const saving = useSave(draft, suggestion)
  const own = draftErrors(draft, suggestion)
  const errors = withRefusal(own, saving.refused)
  const whole =
    saving.refused !== null && fieldOfError(saving.refused) === 'whole' ? saving.refused : null
  return (
    <>
      <div className="body page">
        <div className="two">
          <div className="col">
            {whole !== null && <ErrorNote error={whole} />}
            {whole?.place !== undefined && (
              <p className="s t2 mono break">{printable(whole.place)}</p>
            )}
            <AddForm
              suggestion={suggestion}
              draft={draft}
              errors={errors}
              onChange={(change) => {
                saving.forget()
                setDraft((before) => ({ ...before, ...change }))
              }}
            />
          </div>
          <div className="col">
            <Found suggestion={suggestion} />
            <Preview
              file={suggestion.file}
              text={serviceYaml(draft.name, configurationOf(draft, suggestion))}
            />
          </div>
        </div>
      </div>
      <Save name={draft.name} saving={saving} errors={own} />
    </>
  )
}

/** It is a service already, or may not be one. */
function Refused(props: { readonly suggestion: Suggestion }): JSX.Element | null {
  const { refusal } = props.suggestion
  if (refusal === null) return null
  return (
    <div className="body page">
      <ErrorNote error={refusal} />
      {refusal.code === 'managed-by-unit' && refusal.place !== undefined && (
        <p style={{ marginTop: 12 }}>
          <a href={printRoute({ view: 'service', target: refusal.place })}>
            Open {printable(refusal.place)}
          </a>
        </p>
      )}
    </div>
  )
}

function AddTarget(props: { readonly target: string }): JSX.Element {
  const answer = useAnswer('services.suggest', { target: props.target })
  const title = answer?.ok === true ? answer.value.row.title : props.target
  const suggestion = answer?.ok === true ? answer.value : null
  return (
    <>
      <div className="head">
        <div className="grow">
          <Crumbs
            above={[
              ['Services', { view: 'services' }],
              ['Add a service', { view: 'add', target: null }],
            ]}
            here={title}
          />
          <div className="title">
            <h1 className="break">Keep {printable(title)} as a service</h1>
          </div>
        </div>
      </div>
      {suggestion?.refusal === null && <Form suggestion={suggestion} />}
      {suggestion !== null && <Refused suggestion={suggestion} />}
      {suggestion === null && (
        <div className="body page">
          {answer?.ok === false ? (
            <ErrorNote error={answer.error} />
          ) : (
            <p className="t3">Looking at it…</p>
          )}
        </div>
      )}
    </>
  )
}

export const AddView = (props: { readonly target: string | null }): JSX.Element =>
  props.target === null ? <AddPick /> : <AddTarget target={props.target} />
