/** The footer's word on signals and record; pressed, it says what that means and why it is so here. */
import { Modal } from '@mantine/core'
import { useState, type JSX } from 'react'
import type { HostInfo } from '../../shared/host.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { recordPromise, signalPromise, type Promised } from '../model/guarantee-words.ts'
import { Icon, type IconName } from './icon.tsx'

function Part(props: { readonly promised: Promised }): JSX.Element {
  const { promised } = props
  return (
    <section className="promise">
      <h3>
        <Icon
          name={promised.good ? 'check' : 'no-answer'}
          className={promised.good ? 'moss' : 'amber'}
        />
        {promised.title}
      </h3>
      {promised.says.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <dl className="kv s">
        <dt>Here</dt>
        <dd className="break">{printable(promised.why)}</dd>
        {promised.next !== '' && <dt>To change it</dt>}
        {promised.next !== '' && <dd className="break">{printable(promised.next)}</dd>}
      </dl>
    </section>
  )
}

function Fact(props: {
  readonly promised: Promised
  readonly icon: IconName
  readonly colour: string
  readonly className: string
  readonly onPress: () => void
}): JSX.Element {
  const { promised, icon, colour, className, onPress } = props
  return (
    <button
      type="button"
      className={`fact ${promised.good ? className : 'amber'}`}
      title={printable(promised.why)}
      aria-haspopup="dialog"
      onClick={onPress}
    >
      <Icon name={icon} className={colour} />
      <span className="cut">{promised.line}</span>
    </button>
  )
}

export function Guarantee(props: { readonly host: HostInfo }): JSX.Element {
  const [open, setOpen] = useState(false)
  const signals = signalPromise(props.host)
  const record = recordPromise(props.host)
  const show = (): void => {
    setOpen(true)
  }
  return (
    <>
      <Fact
        promised={signals}
        icon={signals.good ? 'shield-ok' : 'shield'}
        colour={signals.good ? 'moss' : 'amber'}
        className=""
        onPress={show}
      />
      <Fact promised={record} icon="book" colour="" className="wide" onPress={show} />
      <Modal
        opened={open}
        onClose={() => {
          setOpen(false)
        }}
        title="What is promised here"
        size={520}
        transitionProps={{ duration: 120 }}
        closeButtonProps={{ 'aria-label': 'Close this explanation' }}
      >
        <Part promised={signals} />
        <Part promised={record} />
      </Modal>
    </>
  )
}
