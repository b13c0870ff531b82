import { Menu } from '@mantine/core'
import type { JSX } from 'react'
import { count } from '../../shared/wording/numbers.ts'
import { exportName, toJsonLines, toMarkdown } from '../model/journal-export.ts'
import type { JournalRow } from '../model/journal-rows.ts'
import { tell, useApp } from '../store.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'

/** The records on the screen as a file, for a program or for a ticket. */
export function JournalExport(props: { readonly rows: readonly JournalRow[] }): JSX.Element {
  const app = useApp()
  const { rows } = props
  const entries = rows.flatMap((row) => (row.kind === 'entry' ? [row.entry] : []))
  const save = (ending: 'jsonl' | 'md'): void => {
    const { host, now } = app.store.getState()
    const about = { host: host?.hostName ?? null, now }
    const text = ending === 'md' ? toMarkdown(rows, about) : toJsonLines(entries)
    const name = exportName(about.host, now, ending)
    app.save(name, text)
    tell(app.store, `${count(entries.length, 'record')} written to ${name}.`)
  }
  const reason = entries.length === 0 ? 'There is no record to write down.' : null
  if (reason !== null) {
    return (
      <Button icon="save" reason={reason} onPress={() => undefined}>
        Export…
      </Button>
    )
  }
  return (
    <Menu position="bottom-end" width={260} transitionProps={{ duration: 0 }}>
      <Menu.Target>
        {/* Mantine hands its own props to it, so it is a plain button in the same clothes. */}
        <button type="button" className="btn">
          <span className="in">
            <Icon name="save" />
            Export…
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{count(entries.length, 'record')}, as shown</Menu.Label>
        <Menu.Item
          leftSection={<Icon name="list" className="i-14" />}
          onClick={() => {
            save('jsonl')
          }}
        >
          JSON lines, for a program
        </Menu.Item>
        <Menu.Item
          leftSection={<Icon name="report" className="i-14" />}
          onClick={() => {
            save('md')
          }}
        >
          Markdown, for a ticket
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
