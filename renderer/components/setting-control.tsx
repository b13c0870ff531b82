/** What a setting is chosen with: a switch, some words, times, a schedule, or services in an order. */
import { SegmentedControl, Switch } from '@mantine/core'
import type { JSX } from 'react'
import type { SettingsView } from '../../shared/settings.ts'
import type { SettingField } from '../model/setting-fields.ts'
import { settingState } from '../model/setting-state.ts'
import { useApp } from '../store.ts'
import { QuietHours } from './quiet-hours.tsx'
import { ScheduleSetting } from './schedule-setting.tsx'
import { SettingRow, type RowNames } from './setting-row.tsx'
import { TargetsField } from './targets-field.tsx'
import { useSetting, type UsedSetting } from './use-setting.ts'

export interface ControlProps {
  readonly field: Pick<SettingField, 'label' | 'control'>
  readonly used: UsedSetting
  readonly names: RowNames
  readonly disabled: boolean
}

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []

export function Control(props: ControlProps): JSX.Element {
  const { field, used, names, disabled } = props
  const { control } = field
  switch (control.kind) {
    case 'switch':
      return (
        <Switch
          checked={used.value === true}
          disabled={disabled}
          aria-labelledby={names.labelledBy}
          aria-describedby={names.describedBy}
          onChange={(event) => {
            used.change(event.currentTarget.checked)
          }}
        />
      )
    case 'choice':
      return (
        <SegmentedControl
          size="xs"
          disabled={disabled}
          aria-labelledby={names.labelledBy}
          aria-describedby={names.describedBy}
          data={control.options.map(([value, label]) => ({ value, label }))}
          value={typeof used.value === 'string' ? used.value : ''}
          onChange={used.change}
        />
      )
    case 'quiet':
      return <QuietHours {...props} />
    case 'schedule':
      return <ScheduleSetting {...props} />
    case 'targets':
      return (
        <TargetsField
          label={field.label}
          none={control.none}
          ordered={control.ordered ?? false}
          value={textsOf(used.value)}
          disabled={disabled}
          onChange={(value) => {
            used.change([...value])
          }}
        />
      )
  }
}

/** Why the console cannot change what belongs to the desktop. */
const desktopOnly = 'only in the desktop application'

/** A setting by its key, with all that belongs to it. */
export function Setting(props: {
  readonly view: SettingsView
  readonly field: SettingField
}): JSX.Element {
  const { view, field } = props
  const { door } = useApp()
  const used = useSetting(field.key.split('.'), settingState(view, field.key))
  const reason = field.desktop === true && door === 'console' ? desktopOnly : null
  const disabled = reason !== null || used.source.kind === 'machine'
  return (
    <SettingRow
      label={field.label}
      says={field.says}
      used={used}
      reason={reason}
      wide={['schedule', 'targets'].includes(field.control.kind)}
    >
      {(names) => <Control field={field} used={used} names={names} disabled={disabled} />}
    </SettingRow>
  )
}
