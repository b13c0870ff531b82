/** The second step of adding a service: what was found, what could be chosen, and what will be written. */
import { NativeSelect, Radio, TextInput } from '@mantine/core'
import type { JSX } from 'react'
import type { Suggestion } from '../../shared/suggestion.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { waysOf, type Draft, type DraftErrors, type FindBy } from '../model/service-draft.ts'
import { ListField } from './list-field.tsx'

interface FormProps {
  readonly suggestion: Suggestion
  readonly draft: Draft
  readonly errors: DraftErrors
  readonly onChange: (change: Partial<Draft>) => void
}

/** The way in words, with what it goes by. */
function wayWords(way: FindBy, { configuration }: Suggestion): string {
  switch (way) {
    case 'unit':
      return `Its systemd unit, ${configuration.unit ?? ''}`
    case 'init':
      return `Its init script, ${configuration.init ?? ''}`
    case 'exe':
      return `Its executable, ${configuration.exe ?? ''}`
    case 'pidfile':
      return 'Its pid file alone'
    case 'port':
      return `The port that it listens on, ${configuration.port ?? ''}`
  }
}

function Find(props: FormProps): JSX.Element {
  const { suggestion, draft, errors, onChange } = props
  return (
    <Radio.Group
      className="field"
      label="How to find it"
      value={draft.findBy}
      error={errors.findBy}
      onChange={(way) => {
        onChange({ findBy: way })
      }}
    >
      <div className="scopes">
        {waysOf(suggestion).map((way) => (
          <Radio key={way} size="xs" value={way} label={printable(wayWords(way, suggestion))} />
        ))}
      </div>
    </Radio.Group>
  )
}

interface FileChoice {
  readonly label: string
  readonly none: string
  readonly paths: readonly string[]
  readonly value: string
  readonly error: string | undefined
  readonly onChange: (path: string) => void
}

/** Found files to choose from; where none was found, a path can be typed. */
function FileField(props: FileChoice): JSX.Element {
  const { label, paths, value, error, onChange } = props
  const all = [...new Set([...paths, value].filter((path) => path !== ''))]
  const shared = { className: 'field code', label, error, value } as const
  if (paths.length === 0) {
    return (
      <TextInput
        {...shared}
        placeholder="/path, where it has one"
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          onChange(event.currentTarget.value)
        }}
      />
    )
  }
  return (
    <NativeSelect
      {...shared}
      data={[{ value: '', label: props.none }, ...all]}
      onChange={(event) => {
        onChange(event.currentTarget.value)
      }}
    />
  )
}

const Names = ({ draft, errors, onChange }: FormProps): JSX.Element => (
  <div className="pair">
    <TextInput
      className="field code"
      label="Name"
      description="What one types after quiesce stop."
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      error={errors.name}
      spellCheck={false}
      autoComplete="off"
      value={draft.name}
      onChange={(event) => {
        onChange({ name: event.currentTarget.value })
      }}
    />
    <TextInput
      className="field"
      label="Title"
      description="How people call it; may stay empty."
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      error={errors.title}
      autoComplete="off"
      value={draft.title}
      onChange={(event) => {
        onChange({ title: event.currentTarget.value })
      }}
    />
  </div>
)

const Files = ({ suggestion, draft, errors, onChange }: FormProps): JSX.Element => (
  <div className="pair">
    <FileField
      label="Pid file"
      none="None"
      paths={suggestion.pidFiles}
      value={draft.pidfile}
      error={errors.pidfile}
      onChange={(pidfile) => {
        onChange({ pidfile })
      }}
    />
    <FileField
      label="Lock file"
      none="None"
      paths={suggestion.lockFiles}
      value={draft.lockfile}
      error={errors.lockfile}
      onChange={(lockfile) => {
        onChange({ lockfile })
      }}
    />
  </div>
)

const HowItStops = ({ suggestion, draft, errors, onChange }: FormProps): JSX.Element => (
  <div className="pair">
    <NativeSelect
      className="field"
      label="Profile"
      description="What is known of this daemon."
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      error={errors.profile}
      value={draft.profile}
      data={[
        { value: '', label: 'Recognised by itself' },
        ...suggestion.profiles.map(({ id, title }) => ({ value: id, label: title })),
        { value: 'none', label: 'None' },
      ]}
      onChange={(event) => {
        onChange({ profile: event.currentTarget.value })
      }}
    />
    <TextInput
      className="field code"
      label="Schedule"
      description="Empty: by its profile, else the default."
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      placeholder="stop/30/ask/KILL/5"
      error={errors.schedule}
      spellCheck={false}
      autoComplete="off"
      value={draft.schedule}
      onChange={(event) => {
        onChange({ schedule: event.currentTarget.value })
      }}
    />
  </div>
)

export const AddForm = (props: FormProps): JSX.Element => (
  <section className="panel add-form" aria-label="What will be written">
    <Names {...props} />
    <Find {...props} />
    {props.draft.findBy !== 'unit' && <Files {...props} />}
    <HowItStops {...props} />
    {props.draft.findBy !== 'unit' && (
      <ListField
        label="Start command"
        description="A list, never shell text. Without one, Quiesce cannot start it."
        error={props.errors.start}
        value={props.draft.start}
        onChange={(start) => {
          props.onChange({ start })
        }}
      />
    )}
  </section>
)
