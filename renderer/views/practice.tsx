/** Practice: harmless daemons, each with one vice, to rehearse on. */
import { Radio } from '@mantine/core'
import { useState, type JSX } from 'react'
import { viceNames, vices, type Vice } from '../../shared/practice.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { viceWords } from '../../shared/wording/views.ts'
import { Button } from '../components/button.tsx'
import { Icon, type IconName } from '../components/icon.tsx'
import { Note } from '../components/note.tsx'
import { Art } from '../components/welcome.tsx'
import { tell, tellError, useApp, useQuiesce } from '../store.ts'

const icons: Record<Vice, IconName> = {
  obeys: 'out-stopped',
  slow: 'timer',
  'ignores-term': 'out-refused',
  'catches-term': 'shield',
  stopped: 'frozen',
  'double-forks': 'escapee',
  respawns: 'out-came-back',
  forks: 'tree',
  'leaves-files': 'pid-left',
}

function Abilities(): JSX.Element | null {
  const host = useQuiesce((s) => s.host)
  if (host === null || host.abilities.length === 0) return null
  return (
    <section className="panel" aria-labelledby="allows-title">
      <header>
        <h2 id="allows-title">What this machine allows</h2>
      </header>
      <ul className="allows">
        {host.abilities.map((ability) => (
          <li key={ability.what}>
            <Icon
              name={ability.has ? 'check' : 'unknown'}
              className={ability.has ? 'moss' : 't3'}
            />
            <span>
              {printable(ability.what)}
              <span className="sr">{ability.has ? ': yes' : ': no'}</span>
            </span>
            <span className="s t3">{printable(ability.source)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Vices(props: {
  readonly vice: Vice
  readonly onChange: (vice: Vice) => void
}): JSX.Element {
  return (
    <Radio.Group aria-labelledby="vices-title" value={props.vice} onChange={props.onChange}>
      <div className="vices">
        {viceNames.map((name) => (
          <label key={name} className="vice">
            <Radio size="xs" value={name} aria-label={`${viceWords[name].name}: ${vices[name]}`} />
            <Icon name={icons[name]} />
            <b>{viceWords[name].name}</b>
            <span>{vices[name]}</span>
          </label>
        ))}
      </div>
    </Radio.Group>
  )
}

/** Starts the chosen one and goes to it. */
function Start(props: { readonly vice: Vice }): JSX.Element {
  const app = useApp()
  const { vice } = props
  const name = viceWords[vice].name.toLowerCase()
  const [starting, setStarting] = useState(false)
  const start = async (): Promise<void> => {
    setStarting(true)
    const answer = await app.client.request('practice.start', { vice })
    setStarting(false)
    if (!answer.ok) {
      tellError(app.store, answer.error)
      return
    }
    tell(app.store, `The ${name} one runs as ${answer.value.pid}.`)
    app.go({ view: 'service', target: answer.value.target })
  }
  return (
    <div className="row">
      <Button
        look="go"
        icon="start"
        reason={starting ? 'It is being started.' : null}
        onPress={() => void start()}
      >
        {`Start the ${name} one`}
      </Button>
      <code className="t3">quiesce practice {vice}</code>
    </div>
  )
}

export function PracticeView(): JSX.Element {
  const [vice, setVice] = useState<Vice>('obeys')
  return (
    <>
      <div className="head">
        <div className="grow">
          <h1>Practice</h1>
          <p className="t2">
            A harmless daemon with one vice, under your own user. Stop it, extend it, force it:
            nothing else can be hit.
          </p>
        </div>
      </div>
      <div className="body page">
        <div className="two">
          <section className="panel practice-card" aria-labelledby="vices-title">
            <Art />
            <h2 id="vices-title">Rehearse before it counts</h2>
            <Vices vice={vice} onChange={setVice} />
            <Note tone="tide" icon="eye">
              {viceWords[vice].lesson}
            </Note>
            <Start vice={vice} />
          </section>
          <Abilities />
        </div>
      </div>
    </>
  )
}
