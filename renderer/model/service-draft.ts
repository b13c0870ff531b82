/** A service that a person adds by hand: what stands in the form, what is written, what is wrong. */
import {
  serviceConfiguration,
  serviceName,
  type ServiceConfiguration,
} from '../../shared/configuration.ts'
import type { QuiesceError } from '../../shared/errors.ts'
import type { Suggestion } from '../../shared/suggestion.ts'

/** By what the service is found again. */
export type FindBy = 'unit' | 'init' | 'exe' | 'pidfile' | 'port'

/** What stands in the form. An empty text is nothing. */
export interface Draft {
  readonly name: string
  readonly title: string
  readonly findBy: FindBy
  readonly pidfile: string
  readonly lockfile: string
  /** The id of a profile, `none`, or '' where it is recognised by itself. */
  readonly profile: string
  readonly schedule: string
  /** The start command, an argument each; empty for none. */
  readonly start: readonly string[]
}

/** Fields at which something can be wrong; `whole` is about all of them. */
export type DraftField = keyof Draft | 'whole'
export type DraftErrors = Readonly<Partial<Record<DraftField, string>>>

const findKeys: readonly FindBy[] = ['unit', 'init', 'exe', 'pidfile', 'port']

/** The ways to find it that are known of it, the surest first. */
export const waysOf = ({ configuration, pidFiles }: Suggestion): readonly FindBy[] =>
  findKeys.filter(
    (key) => configuration[key] !== undefined || (key === 'pidfile' && pidFiles.length > 0),
  )

/** What the form begins with. */
export function draftOf(suggestion: Suggestion): Draft {
  const { configuration, name } = suggestion
  return {
    name,
    title: configuration.title ?? '',
    findBy: waysOf(suggestion)[0] ?? 'exe',
    pidfile: configuration.pidfile ?? '',
    lockfile: configuration.lockfile ?? '',
    profile: configuration.profile ?? '',
    schedule: configuration.schedule ?? '',
    start: configuration.start ?? [],
  }
}

const optional = <K extends string, T>(key: K, value: T, there: boolean): Partial<Record<K, T>> =>
  (there ? { [key]: value } : {}) as Partial<Record<K, T>>

const inTheForm: readonly string[] = [
  ...findKeys,
  'user',
  'lockfile',
  'title',
  'profile',
  'schedule',
  'start',
] satisfies (keyof ServiceConfiguration)[]

/** What the form does not show stays as it was suggested. */
const besideTheForm = (configuration: ServiceConfiguration): Partial<ServiceConfiguration> =>
  Object.fromEntries(Object.entries(configuration).filter(([key]) => !inTheForm.includes(key)))

/** What would be written: what was suggested, with the form's own over it. */
export function configurationOf(draft: Draft, suggestion: Suggestion): ServiceConfiguration {
  const { exe, user, port, init, unit } = suggestion.configuration
  const { findBy } = draft
  return {
    ...optional('title', draft.title, draft.title !== ''),
    ...(findBy === 'unit' && unit !== undefined ? { unit } : {}),
    ...(findBy === 'init' && init !== undefined ? { init } : {}),
    ...(findBy === 'exe' && exe !== undefined ? { exe } : {}),
    ...(findBy !== 'unit' && user !== undefined ? { user } : {}),
    ...(findBy === 'port' && port !== undefined ? { port } : {}),
    ...optional('pidfile', draft.pidfile, draft.pidfile !== '' && findBy !== 'unit'),
    ...optional('lockfile', draft.lockfile, draft.lockfile !== '' && findBy !== 'unit'),
    ...optional('profile', draft.profile, draft.profile !== ''),
    ...optional('start', [...draft.start], draft.start.length > 0),
    ...optional('schedule', draft.schedule, draft.schedule !== ''),
    ...besideTheForm(suggestion.configuration),
  }
}

const fields: readonly string[] = [
  'name',
  'title',
  'pidfile',
  'lockfile',
  'profile',
  'schedule',
  'start',
] satisfies DraftField[]

const isField = (text: string): text is DraftField => fields.includes(text)
const fieldOf = (key: unknown): DraftField => {
  const text = String(key)
  if (isField(text)) return text
  return text === 'exe' || text === 'port' || text === 'init' ? 'findBy' : 'whole'
}

/** What the schema says of it, by field; the first word on each. */
export function draftErrors(draft: Draft, suggestion: Suggestion): DraftErrors {
  const errors: Partial<Record<DraftField, string>> = {}
  const say = (field: DraftField, text: string): void => {
    errors[field] ??= text
  }
  const name = serviceName.safeParse(draft.name)
  if (!name.success) say('name', `Expected ${name.error.issues[0]?.message ?? 'a name'}.`)
  const parsed = serviceConfiguration.safeParse(configurationOf(draft, suggestion))
  for (const { path, message } of parsed.success ? [] : parsed.error.issues) {
    const field = path.length === 0 ? 'findBy' : fieldOf(path[0])
    say(field, field === 'schedule' ? message : `Expected ${message}.`)
  }
  return errors
}

/** At which field the engine's refusal belongs, by its place (`services.add.configuration.start.0`). */
export function fieldOfError({ place = '' }: QuiesceError): DraftField {
  const key = place
    .split(/[.[\]]/)
    .find((part) => isField(part) || ['exe', 'port', 'init'].includes(part))
  return key === undefined ? 'whole' : fieldOf(key)
}

/** What a person may type to name something that is not in the list. */
const typedTarget = /^(?:(?:exe|pidfile):\/.+|(?:pid|port):\d+|init:.+|(?:user:)?\S+\.service)$/

/** The target that was typed, or null where it is a search. */
export const targetTyped = (text: string): string | null =>
  typedTarget.test(text.trim()) ? text.trim() : null
