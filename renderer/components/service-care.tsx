/** How a configured service starts, when it is started again, and how it is seen that it is well. */
import type { JSX } from 'react'
import { errorAt } from '../model/issue-words.ts'
import { NumberField, Part, WordsField } from './editor-fields.tsx'
import { ListField } from './list-field.tsx'
import type { ServiceFormProps } from './service-form.tsx'

const restartSays = {
  no: 'Quiesce never starts it by itself.',
  failure: 'Started again when it ends though nobody stopped it, and not cleanly.',
  always: 'Started again whenever it ends though nobody stopped it.',
} as const

function Again({ draft, errors, onChange }: ServiceFormProps): JSX.Element {
  return (
    <>
      <WordsField
        label="Start it again"
        says={restartSays[draft.restart]}
        options={[
          ['no', 'Never'],
          ['failure', 'After a failure'],
          ['always', 'Always'],
        ]}
        value={draft.restart}
        onChange={(restart) => {
          onChange({ restart })
        }}
      />
      {draft.restart !== 'no' && (
        <div className="three">
          <NumberField
            label="After"
            unit="s"
            value={draft.delay}
            error={errorAt(errors, 'restart.delay')}
            onChange={(delay) => {
              onChange({ delay })
            }}
          />
          <NumberField
            label="At most"
            unit="times"
            value={draft.limit}
            error={errorAt(errors, 'restart.limit')}
            onChange={(limit) => {
              onChange({ limit })
            }}
          />
          <NumberField
            label="Within"
            unit="s"
            says="Then Quiesce gives up and says so."
            value={draft.within}
            error={errorAt(errors, 'restart.within')}
            onChange={(within) => {
              onChange({ within })
            }}
          />
        </div>
      )}
    </>
  )
}

const Starts = (props: ServiceFormProps): JSX.Element => (
  <Part title="How it starts">
    <ListField
      label="Start command"
      description="A list, never shell text: one line for each argument. Without one, Quiesce cannot start it."
      error={errorAt(props.errors, 'start')}
      value={props.draft.start}
      onChange={(start) => {
        props.onChange({ start })
      }}
    />
    {props.draft.start.length > 0 && (
      <WordsField
        label="The command"
        says="Whether it ends and leaves a daemon behind, or is the daemon itself."
        options={[
          ['unsaid', 'Find out'],
          ['yes', 'Leaves a daemon behind'],
          ['no', 'Stays'],
        ]}
        value={props.draft.forks}
        onChange={(forks) => {
          props.onChange({ forks })
        }}
      />
    )}
    <Again {...props} />
  </Part>
)

function Probe({ draft, errors, onChange }: ServiceFormProps): JSX.Element {
  return (
    <>
      <WordsField
        label="Ask whether it answers"
        says="So many silences in a row are told as a hang; nothing is stopped by itself."
        options={[
          ['no', 'Never'],
          ['port', 'By a port'],
          ['command', 'By a command'],
        ]}
        value={draft.probe}
        onChange={(probe) => {
          onChange({ probe })
        }}
      />
      {draft.probe === 'port' && (
        <NumberField
          label="Port to ask"
          unit="TCP"
          says="A port of this machine that has to accept a connection."
          value={draft.probePort}
          error={errorAt(errors, 'probe.port')}
          onChange={(probePort) => {
            onChange({ probePort })
          }}
        />
      )}
      {draft.probe === 'command' && (
        <ListField
          label="Command to ask with"
          description="It has to end with status 0. One line for each argument."
          give="Give a command"
          error={errorAt(errors, 'probe.command')}
          value={draft.probeCommand}
          onChange={(probeCommand) => {
            onChange({ probeCommand })
          }}
        />
      )}
      {draft.probe !== 'no' && (
        <div className="three">
          <NumberField
            label="Every"
            unit="s"
            value={draft.every}
            error={errorAt(errors, 'probe.every')}
            onChange={(every) => {
              onChange({ every })
            }}
          />
          <NumberField
            label="Waits"
            unit="s"
            value={draft.timeout}
            error={errorAt(errors, 'probe.timeout')}
            onChange={(timeout) => {
              onChange({ timeout })
            }}
          />
          <NumberField
            label="Silences"
            unit="times"
            value={draft.failures}
            error={errorAt(errors, 'probe.failures')}
            onChange={(failures) => {
              onChange({ failures })
            }}
          />
        </div>
      )}
    </>
  )
}

export const ServiceCare = (props: ServiceFormProps): JSX.Element => (
  <>
    {props.draft.managed !== 'unit' && <Starts {...props} />}
    <Part title="Is it well">
      <Probe {...props} />
      <div className="pair">
        <NumberField
          label="Longest run"
          unit="s"
          says="It is told when it runs longer; empty: as long as it likes."
          value={props.draft.runtime}
          error={errorAt(props.errors, 'runtime')}
          onChange={(runtime) => {
            props.onChange({ runtime })
          }}
        />
      </div>
    </Part>
  </>
)
