import { TextInput } from '@mantine/core'
import type { JSX, Ref } from 'react'
import { Icon } from './icon.tsx'

/** A search that narrows while one types; Esc clears it, ↓ goes to the rows. */
export function SearchField(props: {
  readonly ref?: Ref<HTMLInputElement>
  readonly label: string
  readonly placeholder: string
  readonly value: string
  readonly onChange: (text: string) => void
  readonly onDown?: () => void
}): JSX.Element {
  const { label, placeholder, value, onChange, onDown, ref } = props
  return (
    <TextInput
      ref={ref ?? null}
      className="search"
      type="search"
      aria-label={label}
      aria-keyshortcuts="/"
      placeholder={placeholder}
      spellCheck={false}
      autoComplete="off"
      leftSection={<Icon name="search" className="i-14" />}
      rightSection={value === '' ? <kbd aria-hidden="true">/</kbd> : null}
      value={value}
      onChange={(event) => {
        onChange(event.currentTarget.value)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          onChange('')
          event.currentTarget.blur()
        } else if (event.key === 'ArrowDown' || event.key === 'Enter') {
          event.currentTarget.blur()
          onDown?.()
        } else return
        event.preventDefault()
        event.stopPropagation()
      }}
    />
  )
}
