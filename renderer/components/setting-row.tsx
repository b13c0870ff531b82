/** One setting: what it does, what it is, where that comes from, and how to have the default again. */
import { useId, type JSX, type ReactNode } from 'react'
import { printable } from '../../shared/wording/numbers.ts'
import { shortPlace, type SettingSource } from '../model/setting-state.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import { Prose } from './name.tsx'
import type { UsedSetting } from './use-setting.ts'

const Place = (props: { readonly place: string }): JSX.Element => (
  <code title={printable(props.place)}>{printable(shortPlace(props.place))}</code>
)

/** Where the value comes from. */
function Source(props: {
  readonly source: SettingSource
  readonly wrote: string | null
}): JSX.Element {
  const { source, wrote } = props
  if (wrote !== null && source.kind !== 'machine') {
    return (
      <span className="moss" role="status">
        <Icon name="check" className="i-12" />
        written to <Place place={wrote} />
      </span>
    )
  }
  switch (source.kind) {
    case 'default':
      return <span>default</span>
    case 'own':
      return (
        <span>
          from <Place place={source.place} />
        </span>
      )
    case 'both':
      return (
        <span>
          a file of this machine limits it, too
          {source.place !== null && (
            <>
              : <code className="break">{printable(source.place)}</code>
            </>
          )}
        </span>
      )
    case 'machine':
      return (
        <span>
          <Icon name="locked" className="i-12" />
          fixed for this machine
          {source.place !== null && (
            <>
              {' '}
              in <code className="break">{printable(source.place)}</code>
            </>
          )}
        </span>
      )
  }
}

export interface RowNames {
  readonly labelledBy: string
  readonly describedBy: string
}

export interface SettingRowProps {
  readonly label: string
  readonly says: string
  readonly used: UsedSetting
  /** Why it cannot be changed here, beside what its source says. */
  readonly reason: string | null
  /** The control needs the whole width. */
  readonly wide?: boolean
  readonly children: (names: RowNames) => ReactNode
}

export function SettingRow(props: SettingRowProps): JSX.Element {
  const { label, says, used, reason, wide = false, children } = props
  const id = useId()
  const names = { labelledBy: `${id}-label`, describedBy: `${id}-says` }
  const { source } = used
  const isOwn = source.kind === 'own' || (source.kind === 'both' && source.own)
  const mayReset = isOwn && reason === null
  return (
    <div className={`setting ${wide ? 'wide' : ''}`}>
      <div className="setting-words">
        <div className="setting-head">
          <h3 id={names.labelledBy}>{label}</h3>
          <p className="setting-from t3">
            <Source source={source} wrote={used.wrote} />
            {reason !== null && <span>· {reason}</span>}
            {mayReset && (
              <Button
                size="sm"
                look="quiet"
                name={`Reset ${label} to its default`}
                onPress={() => {
                  used.change(null)
                }}
              >
                Reset
              </Button>
            )}
          </p>
        </div>
        <p className="s t2" id={names.describedBy}>
          {says}
        </p>
        {used.error !== null && (
          <p className="s ember break" role="alert">
            <Prose text={`${used.error.message} ${used.error.next}`} />
            {used.error.place !== undefined && (
              <>
                {' '}
                <code>{printable(used.error.place)}</code>
              </>
            )}
          </p>
        )}
      </div>
      <div className="setting-control">{children(names)}</div>
    </div>
  )
}
