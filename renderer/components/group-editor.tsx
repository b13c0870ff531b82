/** One group: its name, and which services it stops, in the order in which they are written. */
import { useState, type JSX } from 'react'
import type { WrittenConfiguration, WrittenEntry } from '../../shared/configuration-edit.ts'
import type { QuiesceError } from '../../shared/errors.ts'
import { readGroup } from '../model/group-draft.ts'
import { errorAt } from '../model/issue-words.ts'
import { placedErrors } from '../model/placed-errors.ts'
import { entryYaml } from '../model/service-yaml.ts'
import { printRoute } from '../route.ts'
import { useApp } from '../store.ts'
import { Part, TextField } from './editor-fields.tsx'
import { EntryFrame } from './entry-frame.tsx'
import { TargetsField } from './targets-field.tsx'
import { useKeptDraft } from './use-kept-draft.ts'

export function GroupEditor(props: {
  readonly entry: WrittenEntry<readonly string[]> | null
  readonly configuration: WrittenConfiguration
}): JSX.Element {
  const { entry, configuration } = props
  const { client } = useApp()
  const name = entry?.name ?? null
  const first = { name: name ?? '', members: entry?.value ?? [] }
  const { draft, changed, change, forget } = useKeptDraft(`group ${name ?? ''}`, first)
  const [refused, setRefused] = useState<QuiesceError | null>(null)
  const taken = configuration.groups.some((one) => one.name === draft.name && one.name !== name)
  const own = readGroup(draft, taken)
  const { errors, whole } = placedErrors(own, refused, draft)
  const alter = (more: Partial<typeof draft>): void => {
    setRefused(null)
    change(more)
  }
  return (
    <EntryFrame
      kind="groups"
      name={name}
      place={entry?.place ?? null}
      yaml={entryYaml('groups', draft.name, draft.members)}
      file={configuration.file.path}
      changed={changed}
      errors={own}
      refused={whole}
      references={[]}
      save={() =>
        client.request('groups.change', { name: draft.name, members: [...draft.members] })
      }
      remove={() => client.request('groups.change', { name: name ?? '', members: null })}
      forget={forget}
      onRefused={setRefused}
    >
      <Part title="The group">
        {name === null ? (
          <TextField
            label="Name"
            says="What one types after quiesce stop --group."
            code
            value={draft.name}
            error={changed ? errorAt(errors, 'name') : undefined}
            onChange={(text) => {
              alter({ name: text })
            }}
          />
        ) : (
          <p className="s t2">
            <a href={printRoute({ view: 'order', of: { kind: 'group', name } })}>
              Show the plan of stopping it
            </a>
          </p>
        )}
        <div className="words-field">
          <span className="mantine-InputWrapper-label">Services</span>
          <TargetsField
            label="the group"
            none="No service yet."
            ordered
            offer={configuration.services.map((one) => one.name)}
            value={draft.members}
            error={changed ? errorAt(errors, 'members') : undefined}
            onChange={(members) => {
              alter({ members })
            }}
          />
          <span className="s t3">
            What needs another one is stopped before it, whatever stands here; else in this order.
          </span>
        </div>
      </Part>
    </EntryFrame>
  )
}
