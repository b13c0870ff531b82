/** Configured services, groups and profiles as lines of a list. */
import type { ServiceConfiguration } from '../../shared/configuration.ts'
import type { WrittenConfiguration, WrittenEntry } from '../../shared/configuration-edit.ts'
import type { OwnProfile } from '../../shared/profile.ts'
import { count } from '../../shared/wording/numbers.ts'

export type EntryKind = 'services' | 'groups' | 'profiles'

/** What an entry of each kind is called, and what the list says where there is none. */
export const entryWords: Readonly<
  Record<
    EntryKind,
    { readonly one: string; readonly add: string; readonly none: string; readonly why: string }
  >
> = {
  services: {
    one: 'service',
    add: 'New service',
    none: 'No service is described by hand.',
    why: 'Units and daemons are found by themselves. Describe one to give it a name, a schedule or a start command.',
  },
  groups: {
    one: 'group',
    add: 'New group',
    none: 'There is no group yet.',
    why: 'A group is stopped as one: what needs another service goes before it.',
  },
  profiles: {
    one: 'profile',
    add: 'New profile',
    none: 'You have no profile of your own.',
    why: 'The catalogue knows some fifty daemons. Add one that it lacks, or say where yours is different.',
  },
}

/** By what it is found: "unit nginx.service". */
export function foundBy(service: ServiceConfiguration): string {
  if (service.unit !== undefined) return `unit ${service.unit}`
  if (service.init !== undefined) return `init script ${service.init}`
  if (service.exe !== undefined) return service.exe
  if (service.pidfile !== undefined) return `pid file ${service.pidfile}`
  return service.port === undefined ? '' : `port ${service.port}`
}

const profileSummary = (profile: OwnProfile): string =>
  [
    profile.signals === undefined ? null : count(profile.signals.length, 'signal'),
    profile.stop === undefined ? null : 'how it stops',
    profile.force === undefined ? null : 'what force costs',
    profile.recognise === undefined ? null : 'how it is recognised',
  ]
    .filter((one) => one !== null)
    .join(', ')

export interface EntryLine {
  readonly name: string
  readonly title: string
  readonly summary: string
  readonly place: string
  readonly own: boolean
}

const line = <T>(
  { name, place, own }: WrittenEntry<T>,
  title: string | undefined,
  summary: string,
): EntryLine => ({ name, place, own, title: title ?? '', summary })

/** The entries of a kind, by name. */
export function entryLines(
  kind: EntryKind,
  { services, groups, profiles }: WrittenConfiguration,
): readonly EntryLine[] {
  const lines = {
    services: () => services.map((one) => line(one, one.value.title, foundBy(one.value))),
    groups: () => groups.map((one) => line(one, undefined, one.value.join(', '))),
    profiles: () => profiles.map((one) => line(one, one.value.title, profileSummary(one.value))),
  }[kind]()
  return [...lines].sort((a, b) => a.name.localeCompare(b.name, 'en'))
}

/** All words of a search stand in the line somewhere. */
export const fitsSearch = ({ name, title, summary }: EntryLine, search: string): boolean => {
  const text = `${name} ${title} ${summary}`.toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}
