/** Ctrl K: one field in which services, their actions, runs, views and settings are found. */
import { useDeferredValue, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { JSX, KeyboardEvent } from 'react'
import { count } from '../../shared/wording/numbers.ts'
import { isKey } from '../actions.ts'
import { rankEntries } from '../model/fuzzy.ts'
import { paletteEntries, type PaletteEntry } from '../palette-entries.ts'
import { isCovered } from '../opened.ts'
import { useApp } from '../store.ts'
import { Icon } from './icon.tsx'
import { Name } from './name.tsx'

/** More than this nobody reads; typing goes on narrowing. */
const shownAtMost = 50
const pageEntries = 8

const optionId = (at: number): string => `palette-${at}`

function Option(props: {
  readonly entry: PaletteEntry
  readonly at: number
  readonly selected: boolean
  readonly onChoose: (entry: PaletteEntry) => void
}): JSX.Element {
  const { entry, at, selected, onChoose } = props
  const option = useRef<HTMLLIElement>(null)
  useLayoutEffect(() => {
    if (selected) option.current?.scrollIntoView({ block: 'nearest' })
  }, [selected])
  return (
    <li
      ref={option}
      id={optionId(at)}
      role="option"
      aria-selected={selected}
      onClick={() => {
        onChoose(entry)
      }}
    >
      <Icon name={entry.icon} className={entry.colour} />
      <span className="what">
        {entry.verb !== '' && <span className="verb">{entry.verb}</span>}
        <Name text={entry.title} />
        {entry.detail !== '' && <span className="s t3 cut">{entry.detail}</span>}
      </span>
      {entry.hint === null ? (
        <span className="s t3">{entry.kind}</span>
      ) : (
        <kbd aria-hidden="true">{entry.hint}</kbd>
      )}
    </li>
  )
}

/** The entries that fit what is typed. They are gathered once: the list must not move while it is read. */
function useFound(typed: string): readonly PaletteEntry[] {
  const { store } = useApp()
  const [entries] = useState(() => paletteEntries(store.getState()))
  const asked = useDeferredValue(typed)
  return useMemo(() => rankEntries(entries, asked, shownAtMost), [entries, asked])
}

function Finder(props: { readonly close: () => void }): JSX.Element {
  const app = useApp()
  const { close } = props
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const found = useFound(typed)
  const selected = Math.min(at, found.length - 1)
  const choose = (entry: PaletteEntry): void => {
    close()
    entry.choose(app)
  }
  const moves: Record<string, number> = {
    ArrowDown: selected + 1 >= found.length ? 0 : selected + 1,
    ArrowUp: selected <= 0 ? found.length - 1 : selected - 1,
    PageDown: Math.min(found.length - 1, selected + pageEntries),
    PageUp: Math.max(0, selected - pageEntries),
  }
  const press = (event: KeyboardEvent): void => {
    const to = moves[event.key]
    const entry = found[selected]
    if (to !== undefined) setAt(to)
    else if (event.key === 'Enter' && entry !== undefined && !event.repeat) choose(entry)
    else return
    event.preventDefault()
  }
  return (
    <>
      <div className="field">
        <Icon name="search" />
        <input
          type="text"
          role="combobox"
          aria-label="Find or do"
          aria-expanded={found.length > 0}
          aria-controls="palette-list"
          aria-autocomplete="list"
          aria-activedescendant={found.length > 0 ? optionId(selected) : undefined}
          placeholder="Service, action, run, view or setting"
          spellCheck={false}
          autoComplete="off"
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            setAt(0)
          }}
          onKeyDown={press}
        />
        <kbd aria-hidden="true">Esc</kbd>
      </div>
      <ul id="palette-list" role="listbox" aria-label="What was found">
        {found.map((entry, index) => (
          <Option
            key={entry.key}
            entry={entry}
            at={index}
            selected={index === selected}
            onChoose={choose}
          />
        ))}
      </ul>
      {found.length === 0 && <p className="none t2">Nothing is called so.</p>}
      <p className="sr" role="status">
        {typed === '' ? '' : count(found.length, 'result')}
      </p>
      <footer className="s t3">Stop… and Restart… show the plan. Nothing is sent from here.</footer>
    </>
  )
}

/** The dialog is the browser's own: it holds the focus, and gives it back. */
function Dialog(props: { readonly close: () => void }): JSX.Element {
  const { close } = props
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    element?.querySelector('input')?.focus()
    return () => {
      element?.close()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      className="palette"
      aria-label="Find or do"
      onCancel={close}
      onClick={(event) => {
        if (event.target === event.currentTarget) close()
      }}
    >
      <Finder close={close} />
    </dialog>
  )
}

/** Opens with Ctrl K, from text fields too, unless something else lies over the view. */
function usePaletteKey(): void {
  const { store } = useApp()
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent): void => {
      const asked = isKey({ ...pressed(event), metaKey: false }, 'Ctrl K')
      if (!asked) return
      event.preventDefault()
      const state = store.getState()
      if (state.palette) store.setState({ palette: false })
      else if (!isCovered(state)) store.setState({ palette: true })
    }
    window.addEventListener('keydown', listen)
    return () => {
      window.removeEventListener('keydown', listen)
    }
  }, [store])
}

/** macOS says Command where others say Ctrl. */
const pressed = (event: globalThis.KeyboardEvent): Parameters<typeof isKey>[0] => ({
  key: event.key,
  shiftKey: event.shiftKey,
  ctrlKey: event.ctrlKey || event.metaKey,
  altKey: event.altKey,
  metaKey: event.metaKey,
})

export function Palette(props: { readonly open: boolean }): JSX.Element | null {
  const { store } = useApp()
  usePaletteKey()
  if (!props.open) return null
  return (
    <Dialog
      close={() => {
        store.setState({ palette: false })
      }}
    />
  )
}
