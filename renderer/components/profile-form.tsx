/** The common fields of a profile: how it is recognised, what signals mean, how it stops, what force costs. */
import { Textarea } from '@mantine/core'
import type { JSX } from 'react'
import { forceDangers, type Profile } from '../../shared/profile.ts'
import { dangerWord } from '../../shared/wording/profile-words.ts'
import { errorAt, type FieldErrors } from '../model/issue-words.ts'
import { draftFor, type ProfileDraft } from '../model/profile-draft.ts'
import { Part, SelectField, TextField, WordsField } from './editor-fields.tsx'
import { FactField } from './fact-field.tsx'
import { ProfileSignals } from './profile-signals.tsx'
import { ScheduleSteps } from './schedule-steps.tsx'

export interface ProfileFormProps {
  readonly draft: ProfileDraft
  /** What the catalogue has behind it, or null: then it must be whole. */
  readonly known: Profile | null
  readonly isNew: boolean
  readonly errors: FieldErrors
  readonly catalogue: readonly Profile[]
  readonly onChange: (change: Partial<ProfileDraft>) => void
}

function Which(props: ProfileFormProps): JSX.Element {
  const { draft, known, errors, catalogue, onChange } = props
  return (
    <div className="pair">
      <SelectField
        label="Begin with"
        says="One of the catalogue is changed where you say so; the rest of it stays."
        value={known?.id ?? ''}
        options={[
          { value: '', label: 'Nothing: a daemon of my own' },
          ...catalogue.map(({ id, title }) => ({ value: id, label: title })),
        ]}
        onChange={(id) => {
          const chosen = catalogue.find((one) => one.id === id) ?? null
          onChange(draftFor(id, chosen))
        }}
      />
      {known === null && (
        <TextField
          label="Id"
          says="Small letters, digits and -; services name it by this."
          code
          value={draft.id}
          error={errorAt(errors, 'id')}
          onChange={(id) => {
            onChange({ id })
          }}
        />
      )}
    </div>
  )
}

/** Some names, one a line. */
function LinesField(props: {
  readonly label: string
  readonly placeholder: string
  readonly error: string | undefined
  readonly value: string
  readonly onChange: (text: string) => void
}): JSX.Element {
  return (
    <Textarea
      className="field code lines"
      label={props.label}
      placeholder={props.placeholder}
      error={props.error}
      rows={3}
      spellCheck={false}
      value={props.value}
      onChange={(event) => {
        props.onChange(event.currentTarget.value)
      }}
    />
  )
}

function Recognised({ draft, errors, known, onChange }: ProfileFormProps): JSX.Element {
  return (
    <Part title="How it is recognised" says="one a line; the first that fits counts">
      <div className="three">
        <LinesField
          label="Programs"
          placeholder={known?.recognise.programs?.join('\n') ?? 'iguana_service'}
          error={errorAt(errors, 'recognise.programs')}
          value={draft.programs}
          onChange={(programs) => {
            onChange({ programs })
          }}
        />
        <LinesField
          label="Units"
          placeholder={known?.recognise.units?.join('\n') ?? 'iguana@*.service'}
          error={errorAt(errors, 'recognise.units')}
          value={draft.units}
          onChange={(units) => {
            onChange({ units })
          }}
        />
        <LinesField
          label="Init scripts"
          placeholder={known?.recognise.scripts?.join('\n') ?? 'iguana'}
          error={errorAt(errors, 'recognise.scripts')}
          value={draft.scripts}
          onChange={(scripts) => {
            onChange({ scripts })
          }}
        />
      </div>
    </Part>
  )
}

const wholeOrPart = [
  ['no', 'As the catalogue has it'],
  ['yes', 'My own'],
] as const

const stopFacts = [
  ['usual', 'A clean stop usually takes'],
  ['longest', 'At most it takes'],
  ['waitsFor', 'It waits for'],
  ['command', 'Its vendor’s own stop'],
] as const

function Stops({ draft, errors, known, onChange }: ProfileFormProps): JSX.Element {
  return (
    <Part title="How it stops">
      {known !== null && (
        <WordsField
          label="What is known of it"
          options={wholeOrPart}
          value={draft.stops ? 'yes' : 'no'}
          onChange={(own) => {
            onChange({ stops: own === 'yes' })
          }}
        />
      )}
      {draft.stops && (
        <>
          <div>
            <TextField
              label="Schedule"
              says="Empty: the default."
              code
              placeholder="stop/30/ask/KILL/5"
              value={draft.schedule}
              error={errorAt(errors, 'stop.schedule')}
              onChange={(schedule) => {
                onChange({ schedule })
              }}
            />
            {draft.schedule !== '' && <ScheduleSteps text={draft.schedule} />}
          </div>
          {stopFacts.map(([name, label]) => (
            <FactField
              key={name}
              label={label}
              fact={draft[name]}
              errors={errors}
              place={`stop.${name}`}
              onChange={(fact) => {
                onChange({ [name]: fact })
              }}
            />
          ))}
        </>
      )}
    </Part>
  )
}

const forceFacts = [
  ['costs', 'What is lost'],
  ['survivors', 'Who lives on'],
  ['recovery', 'What the next start needs'],
] as const

function Forced({ draft, errors, known, onChange }: ProfileFormProps): JSX.Element {
  return (
    <Part title="What force costs">
      {known !== null && (
        <WordsField
          label="What is known of it"
          options={wholeOrPart}
          value={draft.forced ? 'yes' : 'no'}
          onChange={(own) => {
            onChange({ forced: own === 'yes' })
          }}
        />
      )}
      {draft.forced && (
        <>
          <SelectField
            label="Force is"
            value={draft.danger}
            options={forceDangers.map((danger) => ({ value: danger, label: dangerWord[danger] }))}
            onChange={(danger) => {
              onChange({ danger: forceDangers.find((one) => one === danger) ?? 'unknown' })
            }}
          />
          {forceFacts.map(([name, label]) => (
            <FactField
              key={name}
              label={label}
              fact={draft[name]}
              errors={errors}
              place={`force.${name}`}
              onChange={(fact) => {
                onChange({ [name]: fact })
              }}
            />
          ))}
        </>
      )}
    </Part>
  )
}

export const ProfileForm = (props: ProfileFormProps): JSX.Element => (
  <>
    <Part title="What it is">
      {props.isNew && <Which {...props} />}
      <TextField
        label="Title"
        says="The daemon’s name as people write it."
        placeholder={props.known?.title ?? 'Iguana'}
        value={props.draft.title}
        error={errorAt(props.errors, 'title')}
        onChange={(title) => {
          props.onChange({ title })
        }}
      />
    </Part>
    <Recognised {...props} />
    <ProfileSignals {...props} />
    <Stops {...props} />
    <Forced {...props} />
  </>
)
