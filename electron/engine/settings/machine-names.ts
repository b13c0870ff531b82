/** What the machine's files mean by a configured name, whatever a person's own file makes of it. */
import type { ServiceConfiguration } from '../../../shared/configuration.ts'
import type { LoadedConfiguration } from '../configuration/configuration.ts'
import type { NeverLimit } from '../decide/limits/limits.ts'

/** The service by what it is made of. */
function plainTarget(service: ServiceConfiguration): string | null {
  if (service.unit !== undefined) return service.unit
  if (service.init !== undefined) return `init:${service.init}`
  if (service.pidfile !== undefined) return `pidfile:${service.pidfile}`
  if (service.exe !== undefined) return `exe:${service.exe}`
  return service.port === undefined ? null : `port:${service.port}`
}

/**
 * Limits of the machine for names that the person's `own` file describes anew: each once more, by
 * what the machine's own description is made of. The name alone would protect something else.
 */
export function neverRedefined(
  { files }: Pick<LoadedConfiguration, 'files'>,
  machine: readonly NeverLimit[],
  own: string,
): readonly NeverLimit[] {
  const redefined = new Set(
    files.filter(({ path }) => path === own).flatMap((file) => file.services.map((s) => s.name)),
  )
  const services = files.filter(({ path }) => path !== own).flatMap((file) => file.services)
  return machine.flatMap(({ target, place }) => {
    const service = services.findLast(({ name }) => name === target)
    const plain = service && redefined.has(target) ? plainTarget(service.configuration) : null
    return plain === null ? [] : [{ target: plain, place }]
  })
}
