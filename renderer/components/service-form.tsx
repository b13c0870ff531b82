/** The form of a configured service, in the order in which one asks: who, where, how it ends, how it starts. */
import type { JSX } from 'react'
import { signalNumbers } from '../../shared/signals.ts'
import type { ManagedBy, ServiceDraft } from '../model/entry-draft.ts'
import { errorAt, type FieldErrors } from '../model/issue-words.ts'
import { Part, SelectField, TextField, WordsField } from './editor-fields.tsx'
import { ListField } from './list-field.tsx'
import { ScheduleSteps } from './schedule-steps.tsx'
import { ServiceCare } from './service-care.tsx'
import { TargetsField } from './targets-field.tsx'
import { useAnswer } from './use-answer.ts'

export interface ServiceFormProps {
  readonly draft: ServiceDraft
  readonly errors: FieldErrors
  /** Other configured services. */
  readonly offer: readonly string[]
  readonly onChange: (change: Partial<ServiceDraft>) => void
}

type TextKey = {
  [K in keyof ServiceDraft]: string extends ServiceDraft[K] ? K : never
}[keyof ServiceDraft]

interface FieldWords {
  readonly name: TextKey
  readonly label: string
  readonly says?: string
  readonly placeholder?: string
  readonly plain?: true
}

/** A field of the draft that is one line of text. */
function Text(props: ServiceFormProps & FieldWords): JSX.Element {
  const { name, draft, errors, onChange, plain, label, says, placeholder } = props
  return (
    <TextField
      label={label}
      {...(says === undefined ? {} : { says })}
      {...(placeholder === undefined ? {} : { placeholder })}
      code={plain !== true}
      value={draft[name]}
      error={errorAt(errors, name)}
      onChange={(value) => {
        onChange({ [name]: value })
      }}
    />
  )
}

const managers: readonly (readonly [ManagedBy, string])[] = [
  ['process', 'Nobody'],
  ['init', 'An init script'],
  ['unit', 'systemd'],
]
const managerSays: Record<ManagedBy, string> = {
  process: 'Quiesce finds its processes by one of these, and stops and starts it itself.',
  init: 'The script stops and starts it; what is written below it helps to find its processes.',
  unit: 'systemd knows its processes, and stops and starts it.',
}

const Process = (props: ServiceFormProps): JSX.Element => (
  <>
    <Text {...props} name="exe" label="Executable" placeholder="/opt/iguana/iguana_service" />
    <div className="pair">
      <Text {...props} name="pidfile" label="Pid file" placeholder="/run/iguana.pid" />
      <Text {...props} name="lockfile" label="Lock file" placeholder="/run/lock/subsys/iguana" />
    </div>
    <div className="pair">
      <Text {...props} name="user" label="User" says="Only processes of this user." />
      <Text
        {...props}
        name="port"
        label="Port"
        says="A port that it listens on."
        placeholder="5060"
      />
    </div>
  </>
)

const Find = (props: ServiceFormProps): JSX.Element => (
  <Part title="How to find it">
    <WordsField
      label="Managed by"
      says={managerSays[props.draft.managed]}
      options={managers}
      value={props.draft.managed}
      onChange={(managed) => {
        props.onChange({ managed })
      }}
    />
    {props.draft.managed === 'unit' && (
      <Text
        {...props}
        name="unit"
        label="Unit"
        says="NAME.service, or user:NAME.service of your own manager."
        placeholder="nginx.service"
      />
    )}
    {props.draft.managed === 'init' && (
      <Text
        {...props}
        name="init"
        label="Init script"
        says="Its name in /etc/init.d, or the path of a vendor’s own."
        placeholder="faxspool"
      />
    )}
    {props.draft.managed !== 'unit' && <Process {...props} />}
    {errorAt(props.errors, '') !== undefined && Object.hasOwn(props.errors, '') && (
      <p className="s ember" role="alert">
        {props.errors['']}
      </p>
    )}
  </Part>
)

const signalOptions = Object.keys(signalNumbers)
  .filter((name) => name !== 'KILL')
  .map((name) => ({ value: name, label: name }))

function StopBy(props: ServiceFormProps): JSX.Element {
  const { draft, errors, onChange } = props
  return (
    <>
      <WordsField
        label="Official stop"
        says="What the step “stop” of its schedule does."
        options={[
          ['known', 'What is known of it'],
          ['command', 'A command'],
          ['signal', 'A signal'],
        ]}
        value={draft.stopBy}
        onChange={(stopBy) => {
          onChange({ stopBy })
        }}
      />
      {draft.stopBy === 'command' && (
        <ListField
          label="Stop command"
          description="A list, never shell text: one line for each argument."
          give="Give a stop command"
          error={errorAt(errors, 'stop')}
          value={draft.stop}
          onChange={(stop) => {
            onChange({ stop })
          }}
        />
      )}
      {draft.stopBy === 'signal' && (
        <SelectField
          label="Stop signal"
          says="It goes to the main process."
          error={errorAt(errors, 'signal')}
          options={signalOptions}
          value={draft.signal}
          onChange={(signal) => {
            onChange({ signal })
          }}
        />
      )}
    </>
  )
}

function Stops(props: ServiceFormProps): JSX.Element {
  const { draft, errors, offer, onChange } = props
  const answer = useAnswer('profiles.list', {})
  const known = answer?.ok === true ? answer.value.map(({ profile }) => profile) : []
  const ids = known.some((one) => one.id === draft.profile) || ['', 'none'].includes(draft.profile)
  return (
    <Part title="How it stops">
      {draft.managed !== 'unit' && <StopBy {...props} />}
      <div>
        <Text
          {...props}
          name="schedule"
          label="Schedule"
          says="Empty: by its profile, else the default."
          placeholder="stop/30/ask/KILL/5"
        />
        {draft.schedule !== '' && <ScheduleSteps text={draft.schedule} />}
      </div>
      <SelectField
        label="Profile"
        says="What is known of such a daemon; usually recognised by itself."
        error={errorAt(errors, 'profile')}
        value={draft.profile}
        options={[
          { value: '', label: 'Recognised by itself' },
          { value: 'none', label: 'None' },
          ...(ids ? [] : [{ value: draft.profile, label: draft.profile }]),
          ...known.map(({ id, title }) => ({ value: id, label: title })),
        ]}
        onChange={(profile) => {
          onChange({ profile })
        }}
      />
      <div className="words-field">
        <span className="mantine-InputWrapper-label">Needs</span>
        <TargetsField
          label="what it needs"
          none="Nothing: it may be stopped in any order."
          offer={offer}
          value={draft.needs}
          error={errorAt(errors, 'needs')}
          onChange={(needs) => {
            onChange({ needs })
          }}
        />
        <span className="s t3">It is stopped before them.</span>
      </div>
    </Part>
  )
}

export const ServiceForm = (props: ServiceFormProps): JSX.Element => (
  <>
    <Part title="What it is">
      <div className="pair">
        <Text {...props} name="name" label="Name" says="What one types after quiesce stop." />
        <Text
          {...props}
          name="title"
          label="Title"
          says="How people call it; may stay empty."
          plain
        />
      </div>
    </Part>
    <Find {...props} />
    <Stops {...props} />
    <ServiceCare {...props} />
  </>
)
