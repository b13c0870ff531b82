/** Processes that probably belong: shown with the evidence, signalled only when ticked. */
import { Checkbox } from '@mantine/core'
import type { JSX } from 'react'
import { identityKey, type Suspect } from '../../shared/process.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { useApp, useQuiesce } from '../store.ts'
import { Name } from './name.tsx'

/** The set with the key added, or without it where it was there. */
export function toggled(set: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(set)
  if (!next.delete(key)) next.add(key)
  return next
}

export function Suspects(props: {
  readonly target: string
  readonly suspects: readonly Suspect[]
}): JSX.Element {
  const { store } = useApp()
  const ticked = useQuiesce((s) => s.ticked.get(props.target))
  const toggle = (key: string): void => {
    store.setState((s) => ({
      ticked: new Map(s.ticked).set(
        props.target,
        toggled(s.ticked.get(props.target) ?? new Set(), key),
      ),
    }))
  }
  return (
    <div className="sus">
      <h3>Suspects: probably of it, not proven. Only those you tick are signalled.</h3>
      <ul>
        {props.suspects.map(({ member, why }) => {
          const key = identityKey(member.identity)
          return (
            <li key={key}>
              <Checkbox
                size="xs"
                checked={ticked?.has(key) ?? false}
                onChange={() => {
                  toggle(key)
                }}
                label={
                  <>
                    <code>{member.identity.pid}</code>{' '}
                    <Name text={member.name} className="inline" />
                  </>
                }
                description={printable(why)}
              />
            </li>
          )
        })}
      </ul>
    </div>
  )
}
