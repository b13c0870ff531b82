/** One configured service: every field of its description, and what will be written. */
import { useState, type JSX } from 'react'
import type { ServiceConfiguration } from '../../shared/configuration.ts'
import type { WrittenConfiguration, WrittenEntry } from '../../shared/configuration-edit.ts'
import type { QuiesceError } from '../../shared/errors.ts'
import { draftOfEntry, looseConfiguration, readDraft } from '../model/entry-draft.ts'
import { placedErrors } from '../model/placed-errors.ts'
import { referencesTo } from '../model/references.ts'
import { serviceYaml } from '../model/service-yaml.ts'
import { useApp, useQuiesce } from '../store.ts'
import { EntryFrame } from './entry-frame.tsx'
import { ServiceForm } from './service-form.tsx'
import { useKeptDraft } from './use-kept-draft.ts'

export function ServiceEditor(props: {
  readonly entry: WrittenEntry<ServiceConfiguration> | null
  readonly configuration: WrittenConfiguration
}): JSX.Element {
  const { entry, configuration } = props
  const { client } = useApp()
  const settings = useQuiesce((s) => s.settings)
  const name = entry?.name ?? null
  const first = draftOfEntry(name ?? '', entry?.value ?? {})
  const { draft, changed, change, forget } = useKeptDraft(`service ${name ?? ''}`, first)
  const [refused, setRefused] = useState<QuiesceError | null>(null)
  const others = configuration.services.map((one) => one.name).filter((one) => one !== name)
  const read = readDraft(draft, others)
  const { errors, whole } = placedErrors(read.errors, refused, draft)
  const rename = name !== null && draft.name !== name ? { rename: draft.name } : {}
  return (
    <EntryFrame
      kind="services"
      name={name}
      place={entry?.place ?? null}
      yaml={serviceYaml(draft.name, read.configuration ?? looseConfiguration(draft))}
      file={configuration.file.path}
      changed={changed}
      errors={read.errors}
      refused={whole}
      references={name === null ? [] : referencesTo(name, configuration, settings)}
      save={() =>
        client.request('services.change', {
          name: name ?? draft.name,
          ...rename,
          configuration: read.configuration,
        })
      }
      remove={() => client.request('services.change', { name: name ?? '', configuration: null })}
      forget={forget}
      onRefused={setRefused}
    >
      <ServiceForm
        draft={draft}
        errors={changed || name !== null ? errors : {}}
        offer={others}
        onChange={(more) => {
          setRefused(null)
          change(more)
        }}
      />
    </EntryFrame>
  )
}
