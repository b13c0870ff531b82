/** Adds a service to a person's own configuration file; what stands there stays, comments included. */
import { isDeepStrictEqual } from 'node:util'
import { isAlias, isMap } from 'yaml'
import {
  serviceConfiguration,
  serviceName,
  type ServiceConfiguration,
} from '../../../shared/configuration.ts'
import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import type { AddedService } from '../../../shared/suggestion.ts'
import { editFile, type EditOptions } from './edit-file.ts'
import { configurationError } from './file.ts'
import { insertService, type NewService, type Source } from './insert-service.ts'
import { parseConfiguration, type ConfigurationFile } from './yaml.ts'

/** The refusal of a name that is taken, with the place that has it. */
export const alreadyThere = (name: string, place: string): QuiesceError => ({
  code: 'bad-input',
  message: `There is a service called ${name} already, at ${place}.`,
  next: 'Nothing was written. Choose another name, or change that one in its file.',
  place,
})

/** The schema's word on what was asked for. Doors have checked it; whoever calls from here may not have. */
export function checkNewService(
  name: string,
  configuration: unknown,
): Result<ServiceConfiguration> {
  const named = serviceName.safeParse(name)
  const parsed = serviceConfiguration.safeParse(configuration)
  const issue = named.success ? parsed.error?.issues[0] : named.error.issues[0]
  if (parsed.success && issue === undefined) return ok(parsed.data)
  const place = named.success ? ['configuration', ...(issue?.path ?? [])].join('.') : 'name'
  return fail({
    code: 'bad-input',
    message: `The service is refused at ${place}: expected ${issue?.message ?? 'another shape'}.`,
    next: 'Nothing was written. Correct it, then add it again.',
    place,
  })
}

function servicesOf(file: ConfigurationFile): Record<string, ServiceConfiguration> {
  return Object.fromEntries(file.services.map((one) => [one.name, one.configuration]))
}

/** The text says what the old one said, and the new service. */
function readsAs(text: string, before: ConfigurationFile, service: NewService): boolean {
  const now = parseConfiguration(before.path, text)
  if (!now.ok) return false
  const { groups, profiles } = now.value
  const valuesOf = (entries: readonly { readonly name: string; readonly value: unknown }[]) =>
    entries.map(({ name, value }) => [name, value])
  return (
    isDeepStrictEqual(servicesOf(now.value), {
      ...servicesOf(before),
      [service.name]: service.configuration,
    }) &&
    isDeepStrictEqual(valuesOf(groups), valuesOf(before.groups)) &&
    isDeepStrictEqual(valuesOf(profiles), valuesOf(before.profiles)) &&
    isDeepStrictEqual(now.value.settings, before.settings)
  )
}

/** The document printed anew: for files whose form knows no line to put a service in. */
function printAnew({ document }: Source, { name, configuration }: NewService): string | null {
  const copy = document.clone()
  // Behind an alias stands what others use as well.
  if (!isMap(copy.contents) || isAlias(copy.get('services', true))) return null
  if (!isMap(copy.get('services'))) copy.set('services', copy.createNode({}))
  copy.setIn(['services', name], copy.createNode(configuration))
  return copy.toString({ lineWidth: 0 })
}

/**
 * A file's text with one service more. Errors: `bad-configuration` with each place where the text is
 * refused as it is, or where it has a form that nothing can be added to without guessing.
 */
export function addToText(
  path: string,
  text: string,
  service: NewService,
): Result<string, readonly QuiesceError[]> {
  const before = parseConfiguration(path, text)
  if (!before.ok) return before
  const there = before.value.services.find(({ name }) => name === service.name)
  if (there) return fail([alreadyThere(service.name, there.place)])
  const source: Source = { text, document: before.value.document }
  for (const write of [() => insertService(source, service), () => printAnew(source, service)]) {
    const after = write()
    if (after !== null && readsAs(after, before.value, service)) return ok(after)
  }
  const place = before.value.placeOf(['services'])
  const message = 'services: is written in a form that nothing can be added to by a program.'
  const next = 'Nothing was written. Write the service in by hand.'
  return fail([configurationError(place, message, { next })])
}

/**
 * Adds a service to the file, which is made where it is not there. Nothing is written where the file
 * as it is would be refused, where the name is taken (`bad-input`), or where somebody else has just
 * changed it (`not-now`).
 */
export async function addServiceToFile(
  options: EditOptions,
  service: NewService,
): Promise<Result<AddedService>> {
  const file = await editFile(options, (text) => addToText(options.path, text, service))
  if (!file.ok) return file
  const added = file.value.services.find(({ name }) => name === service.name)
  if (added) return ok({ name: service.name, place: added.place })
  return fail({
    code: 'backend-failed',
    message: `${options.path} was written, and does not hold ${service.name} now: somebody else changed it.`,
    next: 'Look at the file.',
    place: options.path,
  })
}
