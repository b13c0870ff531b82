/** What each signal means to a daemon: a person's own word beside the catalogue's. */
import type { JSX } from 'react'
import { signalRoles, type Profile } from '../../shared/profile.ts'
import { signalNumbers, type SignalName } from '../../shared/signals.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { roleWord } from '../../shared/wording/profile-words.ts'
import { errorAt, type FieldErrors } from '../model/issue-words.ts'
import { newSignal, signalDraft, type SignalDraft } from '../model/profile-draft.ts'
import { Button } from './button.tsx'
import { Part, SelectField, TextField, WordsField } from './editor-fields.tsx'
import { BasisField } from './fact-field.tsx'
import type { ProfileFormProps } from './profile-form.tsx'

const names = Object.keys(signalNumbers) as SignalName[]

interface RowProps {
  readonly at: number
  readonly one: SignalDraft
  readonly errors: FieldErrors
  readonly onChange: (one: SignalDraft) => void
  readonly onRemove: () => void
}

function Texts({ at, one, errors, onChange }: RowProps): JSX.Element {
  const wrong = (name: string): string | undefined => errorAt(errors, `signals.${at}.${name}`)
  return (
    <>
      <div className="pair">
        <TextField
          label="A button’s words"
          placeholder="Drain and stop"
          value={one.action}
          error={wrong('action')}
          onChange={(action) => {
            onChange({ ...one, action })
          }}
        />
        <TextField
          label="What it does"
          placeholder="lets running requests finish, then leaves"
          value={one.does}
          error={wrong('does')}
          onChange={(does) => {
            onChange({ ...one, does })
          }}
        />
      </div>
      <div className="pair">
        <TextField
          label="What it costs"
          says="Empty where it costs nothing."
          placeholder="every open connection is cut"
          value={one.price}
          error={wrong('price')}
          onChange={(price) => {
            onChange({ ...one, price })
          }}
        />
        <BasisField
          of={one.signal}
          value={one.basis}
          error={wrong('basis')}
          onChange={(basis) => {
            onChange({ ...one, basis })
          }}
        />
      </div>
    </>
  )
}

function Row(props: RowProps): JSX.Element {
  const { at, one, onChange, onRemove } = props
  return (
    <li>
      <div className="signal-edit" role="group" aria-label={`Signal ${at + 1}, ${one.signal}`}>
        <div className="three">
          <SelectField
            label="Signal"
            value={one.signal}
            options={names.map((name) => ({ value: name, label: name }))}
            onChange={(signal) => {
              onChange({ ...one, signal: names.find((name) => name === signal) ?? 'TERM' })
            }}
          />
          <SelectField
            label="Its effect"
            value={one.role}
            options={signalRoles.map((role) => ({ value: role, label: roleWord[role] }))}
            onChange={(role) => {
              onChange({ ...one, role: signalRoles.find((other) => other === role) ?? 'other' })
            }}
          />
          <WordsField
            label="Goes to"
            options={[
              ['main', 'Main process'],
              ['all', 'All'],
            ]}
            value={one.to}
            onChange={(to) => {
              onChange({ ...one, to })
            }}
          />
        </div>
        <Texts {...props} />
        <Button size="sm" look="quiet" icon="x" onPress={onRemove}>
          Take {one.signal} away
        </Button>
      </div>
    </li>
  )
}

/** Signals of the catalogue that can be taken over, to say what is different. */
function KnownSignals(props: {
  readonly known: Profile
  readonly taken: readonly string[]
  readonly add: (one: SignalDraft) => void
}): JSX.Element {
  const left = props.known.signals.filter((one) => !props.taken.includes(one.signal))
  return (
    <p className="s t2 row wrap">
      {left.length === 0 ? 'All that the catalogue knows stand here.' : 'The catalogue knows:'}
      {left.map((one) => (
        <Button
          key={one.signal}
          size="sm"
          onPress={() => {
            props.add(signalDraft(one))
          }}
        >
          {one.signal} {printable(one.action)}
        </Button>
      ))}
    </p>
  )
}

export function ProfileSignals(props: ProfileFormProps): JSX.Element {
  const { draft, known, errors, onChange } = props
  const { signals } = draft
  const add = (one: SignalDraft): void => {
    onChange({ signals: [...signals, one] })
  }
  return (
    <Part title="What signals mean to it">
      {signals.length > 0 && (
        <ol className="signals-edit">
          {signals.map((one, at) => (
            <Row
              key={at}
              at={at}
              one={one}
              errors={errors}
              onChange={(next) => {
                onChange({ signals: signals.map((other, place) => (place === at ? next : other)) })
              }}
              onRemove={() => {
                onChange({ signals: signals.filter((_, place) => place !== at) })
              }}
            />
          ))}
        </ol>
      )}
      {known !== null && (
        <KnownSignals known={known} taken={signals.map((one) => one.signal)} add={add} />
      )}
      {Object.hasOwn(errors, 'signals') && (
        <p className="s ember" role="alert">
          Say what at least one signal means.
        </p>
      )}
      <div>
        <Button
          size="sm"
          icon="plus"
          onPress={() => {
            add(newSignal)
          }}
        >
          Add a signal
        </Button>
      </div>
    </Part>
  )
}
