/** What root does here for a person: what is allowed now, what can be asked for, what would help. */
import { useState, type JSX } from 'react'
import type { QuiesceError } from '../../shared/errors.ts'
import type { HostInfo } from '../../shared/host.ts'
import { privilegedActions, type PrivilegedAction } from '../../shared/permission.ts'
import { permissionAdvice, privilegedWords, sinceWords } from '../model/permission-words.ts'
import { askPermission, dropPermission } from '../permission-actions.ts'
import { useApp, useQuiesce } from '../store.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import { Prose } from './name.tsx'
import { ErrorNote, Note } from './note.tsx'

interface AskProps {
  readonly host: HostInfo
  readonly asked: PrivilegedAction | null
  readonly ask: (action: PrivilegedAction) => void
}

/** Why it cannot be asked for now, or null. */
function refuseAsk({ host, asked }: AskProps): string | null {
  const { kind, asking } = host.permission
  if (asking !== null || asked !== null) return 'The system is asking you already.'
  if (kind === 'no-polkit') return 'This machine has no polkit.'
  return kind === 'not-installed' ? 'The part that works as root is not installed.' : null
}

function Row(props: AskProps & { readonly action: PrivilegedAction }): JSX.Element {
  const { action, host, asked, ask } = props
  const { word, says } = privilegedWords[action]
  const granted = host.permission.granted.find((one) => one.action === action)
  const isAsked = host.permission.asking === action || asked === action
  return (
    <li className="setting">
      <div className="setting-words">
        <h3>{word}</h3>
        <p className="s t2">{says}</p>
      </div>
      <div className="setting-control">
        {granted !== undefined ? (
          <span className="moss row">
            <Icon name="check" className="i-14" />
            Allowed since {sinceWords(granted.since)}
          </span>
        ) : isAsked ? (
          <span className="tide row" role="status">
            <Icon name="key" className="i-14" />
            The system is asking you
          </span>
        ) : (
          <Button
            name={`Ask now: ${word}`}
            reason={refuseAsk(props)}
            onPress={() => {
              ask(action)
            }}
          >
            Ask now
          </Button>
        )}
      </div>
    </li>
  )
}

function Advice(props: { readonly host: HostInfo }): JSX.Element {
  const { kind, why } = props.host.permission
  if (kind === 'root' || props.host.root) {
    return (
      <Note icon="key">
        <b>Quiesce runs as root here</b>
        <p className="s t2">
          Nothing has to be asked for, and nothing holds it back but its limits.
        </p>
      </Note>
    )
  }
  const { title, help } = permissionAdvice[kind]
  return (
    <Note icon="key" {...(kind === 'can-ask' ? {} : { tone: 'amber' as const })}>
      <b>{title}</b>
      <p className="s t2">
        <Prose text={why} />
      </p>
      <ul className="s t2 help">
        {help.map((sentence) => (
          <li key={sentence}>
            <Prose text={sentence} />
          </li>
        ))}
      </ul>
    </Note>
  )
}

export function SettingsPermission(): JSX.Element | null {
  const app = useApp()
  const host = useQuiesce((s) => s.host)
  const [asked, setAsked] = useState<PrivilegedAction | null>(null)
  const [error, setError] = useState<QuiesceError | null>(null)
  if (host === null) return null
  const isRoot = host.root || host.permission.kind === 'root'
  const ask = (action: PrivilegedAction): void => {
    setAsked(action)
    setError(null)
    void askPermission(app, action).then((refused) => {
      setAsked(null)
      setError(refused)
    })
  }
  const giveBack = (): void => {
    void dropPermission(app).then(setError)
  }
  return (
    <>
      <Advice host={host} />
      {error !== null && <ErrorNote error={error} />}
      {!isRoot && (
        <section className="panel settings-panel" aria-labelledby="permission-four">
          <header>
            <h2 id="permission-four">What root can do for you</h2>
            {host.permission.granted.length > 0 && (
              <span className="end">
                <Button size="sm" onPress={giveBack}>
                  Give it back
                </Button>
              </span>
            )}
          </header>
          <ul>
            {privilegedActions.map((action) => (
              <Row key={action} action={action} host={host} asked={asked} ask={ask} />
            ))}
          </ul>
        </section>
      )}
      {!isRoot && (
        <p className="s t3">
          Units of systemd are no part of this: systemd asks for those itself, as it does for{' '}
          <code>systemctl</code>.
        </p>
      )}
    </>
  )
}
