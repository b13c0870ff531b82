/** A name for a service that is free and fits. */
import { serviceName } from '../../../../shared/configuration.ts'

/** `NAME.service` would be taken for a unit; a script's ending says nothing of the service. */
const endings = /\.(?:service|sh|py|pl|rb|js|mjs|php|jar|lua)$/
const longest = 48

function toName(text: string): string | null {
  const words = text
    .replace(endings, '')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, longest)
    .replace(/[._-]+$/, '')
  return serviceName.safeParse(words).success ? words : null
}

/** The first of these that can be a name, with a number behind it where it is taken. */
export function chooseName(wishes: readonly string[], taken: readonly string[]): string {
  const name = wishes.map(toName).find((one) => one !== null) ?? 'service'
  const used = new Set(taken)
  if (!used.has(name)) return name
  let number = 2
  while (used.has(`${name}-${number}`)) number += 1
  return `${name}-${number}`
}
