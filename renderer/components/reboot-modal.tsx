/** A reboot of the machine: what it costs, when, whom to tell, and the machine's name as the consent. */
import { Checkbox, Modal, TextInput } from '@mantine/core'
import { useState, type JSX } from 'react'
import type { QuiesceError } from '../../shared/errors.ts'
import type { RebootPlan } from '../../shared/reboot.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { adviceWord } from '../../shared/wording/views.ts'
import {
  blockers,
  describePlanned,
  nextAt,
  refuseReboot,
  whenWords,
  type RebootChoice,
} from '../model/reboot-words.ts'
import { requestReboot } from '../reboot-actions.ts'
import { useApp, useQuiesce } from '../store.ts'
import { speaksForReboot } from './advice-panel.tsx'
import { Button } from './button.tsx'
import { Prose } from './name.tsx'
import { ErrorNote, Note } from './note.tsx'
import { PlannedShutdownNote } from './planned-shutdown.tsx'
import { RebootCost } from './reboot-cost.tsx'
import { useAnswer } from './use-answer.ts'

interface PartProps {
  readonly plan: RebootPlan
  readonly choice: RebootChoice
  readonly change: (more: Partial<RebootChoice>) => void
}

/** What argues for it, or that nothing does. */
function Argument(props: { readonly plan: RebootPlan }): JSX.Element {
  const { advice } = props.plan
  return speaksForReboot(advice.level) ? (
    <p>
      <b>
        <Prose text={advice.sentence} />
      </b>
    </p>
  ) : (
    <Note tone="amber">
      <b>Nothing speaks for a reboot.</b>
      <p className="s t2">
        The advice for this machine is: {adviceWord[advice.level]}.{' '}
        <Prose text={advice.aboutReboot} />
      </p>
    </Note>
  )
}

function When(props: PartProps): JSX.Element {
  const { plan, choice, change } = props
  const names = blockers(plan)
    .map(({ who }) => printable(who))
    .join(', ')
  const now = useQuiesce((s) => s.now)
  const { at } = choice
  return (
    <div className="reboot-when">
      <TextInput
        className="field"
        type="time"
        inputWrapperOrder={['label', 'input', 'description']}
        label="At"
        description={
          at === null
            ? 'Left empty: now.'
            : `On this machine’s clock, ${whenWords(at, now)}. What begins until then does not hold it back.`
        }
        value={choice.time}
        onChange={(event) => {
          const time = event.currentTarget.value
          change({ time, at: nextAt(time, now) })
        }}
      />
      <TextInput
        className="field grow"
        label="Message to everybody who is logged in"
        maxLength={500}
        value={choice.message}
        onChange={(event) => {
          change({ message: event.currentTarget.value })
        }}
      />
      <TextInput
        className="field code whole"
        label={
          <>
            Type <code>{printable(plan.hostName)}</code>, the name of this machine
          </>
        }
        aria-label={`Type ${printable(plan.hostName)}, the name of this machine`}
        spellCheck={false}
        autoComplete="off"
        value={choice.typed}
        onChange={(event) => {
          change({ typed: event.currentTarget.value })
        }}
      />
      {blockers(plan).length > 0 && (
        <Checkbox
          size="xs"
          className="whole"
          checked={choice.override}
          label={`Go on although ${names} ${blockers(plan).length === 1 ? 'holds' : 'hold'} it back`}
          onChange={(event) => {
            change({ override: event.currentTarget.checked })
          }}
        />
      )}
      {plan.scheduled !== null && (
        <Checkbox
          size="xs"
          className="whole"
          checked={choice.replace}
          label={`Replace what is planned: ${printable(describePlanned(plan.scheduled))}`}
          onChange={(event) => {
            change({ replace: event.currentTarget.checked })
          }}
        />
      )}
    </div>
  )
}

const untouched: RebootChoice = {
  time: '',
  message: '',
  typed: '',
  at: null,
  override: false,
  replace: false,
}

function Body(props: {
  readonly plan: RebootPlan
  readonly close: () => void
  readonly again: () => void
}): JSX.Element {
  const app = useApp()
  const { plan, close, again } = props
  const [choice, setChoice] = useState(untouched)
  const [refused, setRefused] = useState<QuiesceError | null>(null)
  const now = useQuiesce((s) => s.now)
  const { at } = choice
  const ask = async (): Promise<void> => {
    const error = await requestReboot(app, {
      typed: choice.typed.trim(),
      at,
      ...(choice.message.trim() === '' ? {} : { message: choice.message.trim() }),
      ...(choice.override ? { overrideInhibitors: blockers(plan).map(({ who }) => who) } : {}),
      ...(choice.replace && plan.scheduled !== null ? { replaces: plan.scheduled.at } : {}),
    })
    setRefused(error)
  }
  return (
    <div className="ask-body reboot">
      {plan.scheduled !== null && <PlannedShutdownNote planned={plan.scheduled} again={again} />}
      <Argument plan={plan} />
      <RebootCost plan={plan} />
      {plan.refusal === null ? (
        <When
          plan={plan}
          choice={choice}
          change={(more) => {
            setChoice({ ...choice, ...more })
          }}
        />
      ) : (
        <Note tone="amber">
          <b>It cannot be done from here.</b>
          <p className="s t2">
            <Prose text={plan.refusal} />
          </p>
        </Note>
      )}
      {refused !== null && <ErrorNote error={refused} />}
      <div className="ask-go">
        <Button hint="Esc" first onPress={close}>
          Cancel
        </Button>
        <span className="s t3 grow hint">Cancel changes nothing.</span>
        <Button
          look="force"
          icon="power"
          reason={refuseReboot(plan, choice)}
          onPress={() => void ask()}
        >
          {at === null ? 'Reboot now' : `Reboot at ${whenWords(at, now)}`}
        </Button>
      </div>
    </div>
  )
}

function Opened(props: { readonly close: () => void }): JSX.Element {
  const [times, setTimes] = useState(0)
  const answer = useAnswer('reboot.plan', {}, times)
  const again = (): void => {
    setTimes((before) => before + 1)
  }
  if (answer?.ok === true) return <Body plan={answer.value} close={props.close} again={again} />
  return (
    <div className="ask-body">
      {answer === null ? (
        <p className="t3">Looking who is logged in, and what would stop…</p>
      ) : (
        <ErrorNote error={answer.error} />
      )}
      <div className="ask-go">
        <Button hint="Esc" first onPress={props.close}>
          Cancel
        </Button>
      </div>
    </div>
  )
}

export function RebootModal(): JSX.Element {
  const { store } = useApp()
  const opened = useQuiesce((s) => s.rebootOpen)
  const hostName = useQuiesce((s) => s.host?.hostName ?? 'this machine')
  const close = (): void => {
    store.setState({ rebootOpen: false })
  }
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={<span className="break">Reboot {printable(hostName)}?</span>}
      size={600}
      centered
      transitionProps={{ duration: 120 }}
      closeButtonProps={{ 'aria-label': 'Close this question' }}
    >
      {opened && <Opened close={close} />}
    </Modal>
  )
}
