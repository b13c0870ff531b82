/** What a person is told about a change beside that it was made. */
import type { LoadedConfiguration } from '../configuration.ts'

const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`

/** Who names a service that has gone. */
export const sayDangling = (places: readonly string[], name: string): readonly string[] =>
  places.length === 0
    ? []
    : [`${listed(places)} still ${places.length === 1 ? 'names' : 'name'} ${name}.`]

/** Where the new name was put in as well. */
export const sayRenamed = (places: readonly string[], to: string): readonly string[] =>
  places.length === 0
    ? []
    : [`${listed(places)} ${places.length === 1 ? 'names' : 'name'} ${to} now as well.`]

/** A file of the machine that has the word again. */
export const sayUncovered = (place: string | null): readonly string[] =>
  place === null ? [] : [`What ${place} says holds now.`]

/** Services that ask for a profile that has gone, unless the catalogue has one of that name. */
export function sayRequested(loaded: LoadedConfiguration, id: string): readonly string[] {
  const isMissing = loaded.problems.some(({ message }) => message.includes(`no profile "${id}"`))
  const services = [...loaded.services.values()]
    .filter(({ configuration }) => configuration.profile === id)
    .map(({ name }) => name)
  if (!isMissing || services.length === 0) return []
  return [`${listed(services)} still ${services.length === 1 ? 'asks' : 'ask'} for it.`]
}

/** Names that are no target of another kind and that no file describes. */
export function sayStrangers(
  { services }: LoadedConfiguration,
  names: readonly string[],
): readonly string[] {
  const unknown = names.filter(
    (name) => !services.has(name) && !name.includes(':') && !name.endsWith('.service'),
  )
  if (unknown.length === 0) return []
  return [`No file describes ${listed(unknown)}.`]
}
