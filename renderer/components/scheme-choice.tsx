import { SegmentedControl, useMantineColorScheme, type MantineColorScheme } from '@mantine/core'
import type { JSX } from 'react'
import type { Settings } from '../../shared/settings.ts'
import { changeSetting } from '../settings-actions.ts'
import { useApp, useQuiesce } from '../store.ts'

const appearanceOf: Record<MantineColorScheme, Settings['window']['appearance']> = {
  light: 'light',
  dark: 'dark',
  auto: 'system',
}

const schemes = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'auto', label: 'Auto' },
]

/** Light, dark, or as the system has it: a setting; without any, only this browser remembers it. */
export function SchemeChoice(): JSX.Element {
  const app = useApp()
  const hasSettings = useQuiesce((s) => s.settings !== null)
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const choose = (scheme: MantineColorScheme): void => {
    // At once, whatever becomes of writing it.
    setColorScheme(scheme)
    if (hasSettings) void changeSetting(app, ['window', 'appearance'], appearanceOf[scheme])
  }
  return (
    <div className="scheme">
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label="Appearance"
        data={schemes}
        value={colorScheme}
        onChange={(value) => {
          if (value === 'light' || value === 'dark' || value === 'auto') choose(value)
        }}
      />
    </div>
  )
}
