/** What the settings say of the window itself, done at once wherever they were changed. */
import { useMantineColorScheme } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useEffect, useRef } from 'react'
import type { Settings } from '../../shared/settings.ts'
import { useQuiesce } from '../store.ts'

const schemes = { system: 'auto', light: 'light', dark: 'dark' } as const satisfies Record<
  Settings['window']['appearance'],
  string
>

/** Appearance and contrast; without settings both are as the browser remembers and the system has them. */
export function AppliedSettings(): null {
  const appearance = useQuiesce((s) => s.settings?.settings.window.appearance ?? null)
  const contrast = useQuiesce((s) => s.settings?.settings.window.contrast ?? 'system')
  const asked = useMediaQuery('(prefers-contrast: more)')
  const { setColorScheme } = useMantineColorScheme()
  // Mantine makes a new function each time; the scheme is all that matters.
  const choose = useRef(setColorScheme)
  useEffect(() => {
    choose.current = setColorScheme
  })
  useEffect(() => {
    if (appearance !== null) choose.current(schemes[appearance])
  }, [appearance])
  useEffect(() => {
    if (contrast === 'more' || asked) document.documentElement.dataset.contrast = 'more'
    else delete document.documentElement.dataset.contrast
  }, [contrast, asked])
  return null
}
