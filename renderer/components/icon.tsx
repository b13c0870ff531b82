/** Icons: one hidden sheet of symbols, used by name. They are decoration; the word is always there. */
import type { JSX } from 'react'
import sheet from '../icons/symbols.svg?raw'

/** The symbols of the sheet. */
export type IconName =
  | 'running'
  | 'starting'
  | 'stopping'
  | 'asks'
  | 'no-answer'
  | 'failed'
  | 'stopped'
  | 'locked'
  | 'pid-left'
  | 'unknown'
  | 'out-stopped'
  | 'out-already'
  | 'out-killed'
  | 'out-survived'
  | 'out-came-back'
  | 'out-abandoned'
  | 'out-hung'
  | 'out-refused'
  | 'shield'
  | 'shield-ok'
  | 'book'
  | 'key'
  | 'search'
  | 'star'
  | 'star-on'
  | 'right'
  | 'down'
  | 'up'
  | 'minus'
  | 'check'
  | 'x'
  | 'stop'
  | 'start'
  | 'restart'
  | 'hold'
  | 'extend'
  | 'skip'
  | 'force'
  | 'leave'
  | 'list'
  | 'activity'
  | 'practice'
  | 'link'
  | 'clock'
  | 'timer'
  | 'tree'
  | 'signal'
  | 'copy'
  | 'report'
  | 'info'
  | 'escapee'
  | 'socket'
  | 'power'
  | 'eye'
  | 'wait'
  | 'server'
  | 'users'
  | 'frozen'
  | 'log'
  | 'plug'
  | 'settings'
  | 'plus'
  | 'save'
  | 'bell'
  | 'cut'
  | 'memory'
  | 'wipe'

/** The sheet itself; rendered once. It is our own file, so its markup can be taken as it is. */
export const IconSheet = (): JSX.Element => (
  <div hidden aria-hidden="true" dangerouslySetInnerHTML={{ __html: sheet }} />
)

export function Icon(props: { readonly name: IconName; readonly className?: string }): JSX.Element {
  return (
    <svg className={`i ${props.className ?? ''}`} aria-hidden="true" focusable="false">
      <use href={`#${props.name}`} />
    </svg>
  )
}

/** A small ring that shows what share is left. */
export function SmallRing(props: { readonly share: number }): JSX.Element {
  const whole = 37.7
  return (
    <svg
      className="i"
      viewBox="0 0 16 16"
      aria-hidden="true"
      style={{ transform: 'rotate(-90deg)' }}
    >
      <circle cx="8" cy="8" r="6" stroke="var(--line-strong)" strokeWidth="2" />
      <circle
        cx="8"
        cy="8"
        r="6"
        stroke="var(--tide)"
        strokeWidth="2"
        strokeLinecap="butt"
        strokeDasharray={`${props.share * whole} ${whole}`}
      />
    </svg>
  )
}
