/** What holds on this machine, and limits for machines by their name. */
import { TextInput } from '@mantine/core'
import { useState, type JSX } from 'react'
import type { SettingsView } from '../../shared/settings.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { hostLimit, limitedHosts, limitSentences } from '../model/limit-words.ts'
import type { SettingField } from '../model/setting-fields.ts'
import { useQuiesce } from '../store.ts'
import { Button } from './button.tsx'
import { Note } from './note.tsx'
import { HostSetting } from './host-setting.tsx'

const Holds = (props: { readonly view: SettingsView }): JSX.Element => (
  <Note icon="shield">
    <b>What holds on this machine</b>
    {limitSentences(props.view.settings).map((sentence) => (
      <p key={sentence} className="break">
        {printable(sentence)}
      </p>
    ))}
  </Note>
)

const hostFields: readonly SettingField[] = [
  {
    key: 'force',
    label: 'Force',
    says: 'Stricter than above, or it changes nothing.',
    control: {
      kind: 'choice',
      options: [
        ['allowed', 'Allowed'],
        ['person', 'By a person'],
        ['never', 'Never'],
      ],
    },
  },
  {
    key: 'never',
    label: 'Never stopped from here',
    says: 'Added to those above.',
    control: { kind: 'targets', none: 'Nothing more is ruled out.' },
  },
]

function Host(props: {
  readonly view: SettingsView
  readonly host: string
  readonly here: boolean
}): JSX.Element {
  const { view, host, here } = props
  return (
    <section className="panel settings-panel" aria-labelledby={`limits-${host}`}>
      <header>
        <h2 id={`limits-${host}`} className="break">
          {printable(host)}
        </h2>
        {here && <span className="tag line">this machine</span>}
      </header>
      {hostFields.map((field) => (
        <HostSetting
          key={field.key}
          view={view}
          host={host}
          field={field}
          own={hostLimit(view, host)}
        />
      ))}
    </section>
  )
}

/** A machine that is named stands there at once; it is written with its first limit. */
function AddHost(props: { readonly onAdd: (host: string) => void }): JSX.Element {
  const [typed, setTyped] = useState('')
  const name = typed.trim()
  const add = (): void => {
    if (name === '') return
    props.onAdd(name)
    setTyped('')
  }
  return (
    <form
      className="row add-host"
      onSubmit={(event) => {
        event.preventDefault()
        add()
      }}
    >
      <TextInput
        className="field grow"
        aria-label="Name of another machine"
        placeholder="Name of another machine"
        spellCheck={false}
        autoComplete="off"
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
        }}
      />
      <Button reason={name === '' ? 'Type its host name.' : null} onPress={add}>
        Limit it
      </Button>
    </form>
  )
}

export function SettingsLimits(props: { readonly view: SettingsView }): JSX.Element {
  const { view } = props
  const here = useQuiesce((s) => s.host?.hostName ?? '')
  const [more, setMore] = useState<readonly string[]>([])
  const hosts = [...new Set([...limitedHosts(view, here), ...more])].filter((one) => one !== '')
  return (
    <>
      <Holds view={view} />
      <header className="settings-title">
        <h2>By machine</h2>
        <p className="s t2">
          The same file often stands on several machines; these count by host name.
        </p>
      </header>
      {hosts.map((host) => (
        <Host key={host} view={view} host={host} here={host === here} />
      ))}
      <AddHost
        onAdd={(host) => {
          setMore([...more, host])
        }}
      />
    </>
  )
}
