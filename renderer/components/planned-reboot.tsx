import type { JSX } from 'react'
import { clock, printable } from '../../shared/wording/numbers.ts'
import { useApp, useQuiesce } from '../store.ts'
import { Icon } from './icon.tsx'

/** While a reboot is planned, by whomever, it stands below the machine's name. */
export function PlannedReboot(): JSX.Element | null {
  const { store } = useApp()
  const planned = useQuiesce((s) => s.scheduledReboot)
  if (planned === null) return null
  const { type, at, by = null, mine = false } = planned
  const words = `${printable(type)} at ${clock(at)}`
  const whose = mine ? ', planned by you' : by === null ? '' : `, planned by ${printable(by)}`
  return (
    <button
      type="button"
      className="planned-reboot"
      aria-haspopup="dialog"
      title={`A ${words}${whose}: show it, or call it off`}
      onClick={() => {
        store.setState({ rebootOpen: true })
      }}
    >
      <Icon name="power" className="i-14 amber" />
      <span className="word">{words}</span>
    </button>
  )
}
