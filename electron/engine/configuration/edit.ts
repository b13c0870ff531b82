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
import { configurationError, readConfigurationText } from './file.ts'
import { insertService, newFileHeader, type NewService, type Source } from './insert-service.ts'
import { readBefore, replaceFile, type FileBefore } from './replace-file.ts'
import { parseConfiguration, type ConfigurationFile } from './yaml.ts'

const bom = Buffer.from([0xef, 0xbb, 0xbf])

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
    isDeepStrictEqual(valuesOf(profiles), valuesOf(before.profiles))
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

/** Several errors of one file as one: the first, and how many follow. */
function brokenFile(errors: readonly QuiesceError[]): QuiesceError {
  const [first, ...more] = errors
  if (!first) throw new Error('a refused file without an error')
  if (first.code !== 'bad-configuration' || first.next.startsWith('Nothing was written'))
    return first
  const others = more.length === 0 ? '' : ` (and ${more.length} more)`
  const next = 'Nothing was written. Correct the file, then add the service again.'
  return { ...first, message: `${first.message}${others}`, next }
}

export interface EditOptions {
  /** The person's own file. */
  readonly path: string
  readonly uid: number
  /** What somebody else does between our reading and writing; for tests. */
  readonly beforeRename?: () => Promise<void>
}

interface Read {
  readonly before: FileBefore
  readonly text: string
  readonly hasBom: boolean
}

async function read({ path, uid }: EditOptions): Promise<Result<Read>> {
  // Refuses what must not be read at all: a FIFO, a file that others can write.
  const allowed = await readConfigurationText(path, uid)
  if (!allowed.ok) return fail(brokenFile([allowed.error]))
  const before = await readBefore(path)
  if (!before.ok) return before
  const { bytes } = before.value
  if (bytes === null) {
    return ok({ before: before.value, text: `${newFileHeader.join('\n')}\n`, hasBom: false })
  }
  const hasBom = bytes.subarray(0, 3).equals(bom)
  const text = bytes.toString('utf8', hasBom ? 3 : 0)
  return ok({ before: before.value, text, hasBom })
}

/** Reads the file once more, as the next start will. */
async function readAgain({ path, uid }: EditOptions, name: string): Promise<Result<AddedService>> {
  const text = await readConfigurationText(path, uid)
  const file = text.ok ? parseConfiguration(path, text.value ?? '') : fail([text.error])
  if (!file.ok) return fail(brokenFile(file.error))
  const service = file.value.services.find((one) => one.name === name)
  if (service) return ok({ name, place: service.place })
  return fail({
    code: 'backend-failed',
    message: `${path} was written, and does not hold ${name} now: somebody else changed it.`,
    next: 'Look at the file.',
    place: path,
  })
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
  const found = await read(options)
  if (!found.ok) return found
  const { before, text, hasBom } = found.value
  const added = addToText(options.path, text, service)
  if (!added.ok) return fail(brokenFile(added.error))
  const bytes = Buffer.from(added.value, 'utf8')
  const whole = hasBom ? Buffer.concat([bom, bytes]) : bytes
  const written = await replaceFile(before, whole, options.beforeRename)
  return written.ok ? readAgain(options, service.name) : written
}
