import type { JSX } from 'react'
import type { SettingsView } from '../../shared/settings.ts'
import type { hostLimit } from '../model/limit-words.ts'
import type { SettingField } from '../model/setting-fields.ts'
import { placeOf, type SettingState } from '../model/setting-state.ts'
import { Control } from './setting-control.tsx'
import { SettingRow } from './setting-row.tsx'
import { useSetting } from './use-setting.ts'

/** What the person's own file says of one machine; machines' own files are added to it. */
function stateOf(view: SettingsView, path: readonly string[], value: unknown): SettingState {
  if (value === undefined) {
    return { value: path.at(-1) === 'never' ? [] : 'allowed', source: { kind: 'default' } }
  }
  return { value, source: { kind: 'own', place: placeOf(view, path.join('.')) ?? view.file } }
}

/** One limit of one machine. */
export function HostSetting(props: {
  readonly view: SettingsView
  readonly host: string
  readonly field: SettingField
  readonly own: ReturnType<typeof hostLimit>
}): JSX.Element {
  const { view, host, field, own } = props
  const path = ['limits', 'hosts', host, field.key]
  const value = field.key === 'force' ? own.force : own.never
  const used = useSetting(path, stateOf(view, path, value))
  const label = `${field.label} on ${host}`
  return (
    <SettingRow
      label={field.label}
      says={field.says}
      used={used}
      reason={null}
      wide={field.control.kind === 'targets'}
    >
      {(names) => (
        <Control field={{ ...field, label }} used={used} names={names} disabled={false} />
      )}
    </SettingRow>
  )
}
