/** One service, group or profile of the configuration, in its editor. */
import type { JSX } from 'react'
import type { WrittenConfiguration } from '../../shared/configuration-edit.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { EntryHead } from '../components/entry-head.tsx'
import { GroupEditor } from '../components/group-editor.tsx'
import { MachineEntry } from '../components/machine-entry.tsx'
import { ErrorNote, Note } from '../components/note.tsx'
import { ProfileEditor } from '../components/profile-editor.tsx'
import { ServiceEditor } from '../components/service-editor.tsx'
import { useConfiguration } from '../components/use-configuration.ts'
import { entryWords, type EntryKind } from '../model/entry-words.ts'

interface EditProps {
  readonly kind: EntryKind
  /** Null for a new one. */
  readonly name: string | null
  readonly configuration: WrittenConfiguration
}

function Editor(props: EditProps): JSX.Element {
  const { kind, name, configuration } = props
  const find = <T extends { readonly name: string }>(list: readonly T[]): T | null =>
    list.find((one) => one.name === name) ?? null
  switch (kind) {
    case 'services':
      return <ServiceEditor entry={find(configuration.services)} configuration={configuration} />
    case 'groups':
      return <GroupEditor entry={find(configuration.groups)} configuration={configuration} />
    case 'profiles':
      return <ProfileEditor entry={find(configuration.profiles)} configuration={configuration} />
  }
}

/** Nothing to edit: it is being read, it could not be, or nobody wrote such a thing. */
function Without(props: {
  readonly kind: EntryKind
  readonly name: string | null
  readonly children: JSX.Element
}): JSX.Element {
  const { kind, name } = props
  return (
    <>
      <EntryHead kind={kind} name={name} />
      <div className="body page">{props.children}</div>
    </>
  )
}

export function ConfiguredView(props: {
  readonly kind: EntryKind
  readonly name: string | null
}): JSX.Element {
  const { kind, name } = props
  const { configuration, error } = useConfiguration()
  if (configuration === null) {
    return (
      <Without kind={kind} name={name}>
        {error === null ? <p className="t3">Reading the files…</p> : <ErrorNote error={error} />}
      </Without>
    )
  }
  const entry = configuration[kind].find((one) => one.name === name)
  if (name !== null && entry === undefined) {
    return (
      <Without kind={kind} name={name}>
        <Note tone="amber">
          <b>
            No {entryWords[kind].one} {printable(name)} stands in any file.
          </b>
          <p className="s t2">It may have been removed or renamed meanwhile.</p>
        </Note>
      </Without>
    )
  }
  if (entry?.own === false) {
    return (
      <Without kind={kind} name={name}>
        <MachineEntry kind={kind} entry={entry} />
      </Without>
    )
  }
  return <Editor kind={kind} name={name} configuration={configuration} />
}
