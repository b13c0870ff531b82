/** One profile of a person's own: new, or what is different from one of the catalogue. */
import { useState, type JSX } from 'react'
import type { WrittenConfiguration, WrittenEntry } from '../../shared/configuration-edit.ts'
import type { QuiesceError } from '../../shared/errors.ts'
import type { OwnProfile, Profile } from '../../shared/profile.ts'
import { placedErrors } from '../model/placed-errors.ts'
import { draftOfProfile, isWhole, looseProfile, readProfile } from '../model/profile-draft.ts'
import { entryYaml } from '../model/service-yaml.ts'
import { useApp } from '../store.ts'
import { EntryFrame } from './entry-frame.tsx'
import { ProfileForm } from './profile-form.tsx'
import { useAnswer } from './use-answer.ts'
import { useKeptDraft } from './use-kept-draft.ts'

/** The profile of the catalogue that is changed; none where all of it is the person's own. */
function changedOne(
  id: string,
  own: OwnProfile | null,
  catalogue: readonly { readonly profile: Profile; readonly own: boolean }[],
): Profile | null {
  const found = catalogue.find((one) => one.profile.id === id)
  if (found === undefined) return null
  // Of a person's own the list tells what came of it: an incomplete one has the catalogue's behind it.
  if (found.own && (own === null || isWhole(own))) return null
  return found.profile
}

interface FormProps {
  readonly entry: WrittenEntry<OwnProfile> | null
  readonly configuration: WrittenConfiguration
  readonly catalogue: readonly { readonly profile: Profile; readonly own: boolean }[]
}

function Form(props: FormProps): JSX.Element {
  const { entry, configuration, catalogue } = props
  const { client } = useApp()
  const name = entry?.name ?? null
  const own = entry?.value ?? {}
  const before = changedOne(name ?? '', entry?.value ?? null, catalogue)
  const first = draftOfProfile(name ?? '', own, before)
  const { draft, changed, change, forget } = useKeptDraft(`profile ${name ?? ''}`, first)
  const [refused, setRefused] = useState<QuiesceError | null>(null)
  const known = name === null ? changedOne(draft.id, null, catalogue) : before
  const taken = configuration.profiles.some((one) => one.name === draft.id && one.name !== name)
  const read = readProfile(draft, own, known)
  const wrong = {
    ...read.errors,
    ...(taken ? { id: 'There is a profile of that id: change that one.' } : {}),
  }
  const { errors, whole } = placedErrors(wrong, refused, {
    ...looseProfile(draft, own, known),
    id: '',
  })
  const written = read.profile ?? looseProfile(draft, own, known)
  const nothing = Object.keys(written).length === 0 ? 'Nothing of it is different yet.' : null
  return (
    <EntryFrame
      kind="profiles"
      name={name}
      place={entry?.place ?? null}
      yaml={entryYaml('profiles', draft.id, written)}
      file={configuration.file.path}
      changed={changed}
      errors={nothing === null ? wrong : { ...wrong, '': nothing }}
      refused={whole}
      references={configuration.services
        .filter(({ value }) => name !== null && value.profile === name)
        .map((service) => `the service ${service.name}`)}
      save={() => client.request('profiles.change', { id: draft.id, profile: read.profile })}
      remove={() => client.request('profiles.change', { id: name ?? '', profile: null })}
      forget={forget}
      onRefused={setRefused}
    >
      <ProfileForm
        draft={draft}
        known={known}
        isNew={name === null}
        errors={changed || name !== null ? errors : {}}
        catalogue={catalogue.filter((one) => !one.own).map((one) => one.profile)}
        onChange={(more) => {
          setRefused(null)
          change(more)
        }}
      />
    </EntryFrame>
  )
}

/** The catalogue is awaited: a form that began without it would lack what is known. */
export function ProfileEditor(props: Omit<FormProps, 'catalogue'>): JSX.Element {
  const answer = useAnswer('profiles.list', {})
  if (answer === null) return <p className="t3 pad">Reading the catalogue…</p>
  return <Form {...props} catalogue={answer.ok ? answer.value : []} />
}
