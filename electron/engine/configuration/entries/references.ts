/** Where else in a file a service is named. */
import type { Values } from '../rewrite/rewrite.ts'

type Path = readonly string[]

const isValues = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Lists that may name services; `*` is any name. */
const lists: readonly Path[] = [
  ['services', '*', 'needs'],
  ['groups', '*'],
  ['settings', 'favourites'],
  ['settings', 'limits', 'never'],
  ['settings', 'limits', 'hosts', '*', 'never'],
]

function mapLists(
  value: unknown,
  [step, ...rest]: Path,
  at: Path,
  map: (list: readonly unknown[], at: Path) => readonly unknown[],
): unknown {
  if (step === undefined) return Array.isArray(value) ? map(value as readonly unknown[], at) : value
  if (!isValues(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      step === '*' || step === key ? mapLists(one, rest, [...at, key], map) : one,
    ]),
  )
}

/** The settings that name a service: `groups.web`, `services.proxy.needs`. */
export function findReferences(values: Values, name: string): readonly string[] {
  const found: string[] = []
  for (const list of lists) {
    mapLists(values, list, [], (items, at) => {
      if (items.includes(name)) found.push(at.join('.'))
      return items
    })
  }
  return found
}

/** The same values with another name for the service, wherever it is named. */
export const renameReferences = (values: Values, from: string, to: string): Values =>
  lists.reduce<Values>(
    (now, list) =>
      mapLists(now, list, [], (items) =>
        items.map((item) => (item === from ? to : item)),
      ) as Values,
    values,
  )
