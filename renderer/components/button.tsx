/** The one button, over Mantine's: what it looks like, its key, and why it cannot be pressed now. */
import { Button as MantineButton } from '@mantine/core'
import type { JSX, ReactNode, Ref } from 'react'
import { hasSingleKeys } from '../state.ts'
import { useQuiesce } from '../store.ts'
import { Icon, type IconName } from './icon.tsx'

export interface ButtonProps {
  readonly children?: ReactNode
  readonly icon?: IconName
  readonly look?: 'go' | 'plain' | 'quiet' | 'force' | 'quiet force'
  readonly size?: 'sm' | 'lg'
  /** The key that does the same, as people read it: "E". */
  readonly hint?: string
  /** Why it cannot be pressed; it stays reachable, so that the reason can be read. */
  readonly reason?: string | null
  /** The accessible name where the button shows an icon only, or needs more words. */
  readonly name?: string
  readonly className?: string
  /** A dialog that opens puts the focus here. */
  readonly first?: boolean
  readonly onPress: () => void
  readonly ref?: Ref<HTMLButtonElement>
}

/** A key without Ctrl or Alt that types a character: it may be switched off. */
const isSingle = (hint: string | undefined): boolean =>
  hint !== undefined && !/Ctrl|Alt/.test(hint) && hint.split(' ').at(-1)?.length === 1

export function Button(props: ButtonProps): JSX.Element {
  const { children, icon, look = '', size = '', reason = null, name, onPress, ref } = props
  const singleKeys = useQuiesce(hasSingleKeys)
  const hint = singleKeys || !isSingle(props.hint) ? props.hint : undefined
  const bare = children === undefined ? 'icon' : ''
  return (
    <MantineButton
      ref={ref ?? null}
      type="button"
      variant="default"
      classNames={{
        root: `btn ${look} ${size} ${bare} ${props.className ?? ''}`,
        inner: 'in',
        label: 'in',
      }}
      data-autofocus={props.first === true ? true : undefined}
      aria-disabled={reason !== null}
      aria-label={name}
      aria-keyshortcuts={hint?.replaceAll('Ctrl', 'Control').replaceAll(' ', '+')}
      title={reason ?? (children === undefined ? name : undefined)}
      onClick={(event) => {
        event.stopPropagation()
        if (reason === null) onPress()
      }}
    >
      {icon !== undefined && <Icon name={icon} />}
      {children}
      {hint !== undefined && <kbd aria-hidden="true">{hint}</kbd>}
    </MantineButton>
  )
}
