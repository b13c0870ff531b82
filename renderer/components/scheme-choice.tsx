import { SegmentedControl, useMantineColorScheme } from '@mantine/core'
import type { JSX } from 'react'

const schemes = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'auto', label: 'Auto' },
]

/** Light, dark, or as the system has it; remembered by the browser. */
export function SchemeChoice(): JSX.Element {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <div className="scheme">
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label="Appearance"
        data={schemes}
        value={colorScheme}
        onChange={(value) => {
          if (value === 'light' || value === 'dark' || value === 'auto') setColorScheme(value)
        }}
      />
    </div>
  )
}
