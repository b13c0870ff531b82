/** A configured service in its form: every field as it is typed, and what is written of it. */
import {
  serviceConfiguration,
  serviceName,
  type ServiceConfiguration,
} from '../../shared/configuration.ts'
import { errorsOf, type FieldErrors } from './issue-words.ts'

/** Who manages it: this decides which fields mean anything. */
export type ManagedBy = 'unit' | 'init' | 'process'

/** What stands in the form. An empty text is nothing; numbers are texts until they are read. */
export interface ServiceDraft {
  readonly name: string
  readonly title: string
  readonly managed: ManagedBy
  readonly unit: string
  readonly init: string
  readonly exe: string
  readonly user: string
  readonly port: string
  readonly pidfile: string
  readonly lockfile: string
  readonly stopBy: 'known' | 'command' | 'signal'
  readonly stop: readonly string[]
  readonly signal: string
  readonly start: readonly string[]
  /** `unsaid`: it is found out when it starts. */
  readonly forks: 'unsaid' | 'yes' | 'no'
  readonly schedule: string
  readonly profile: string
  readonly needs: readonly string[]
  readonly restart: 'no' | 'failure' | 'always'
  readonly delay: string
  readonly limit: string
  readonly within: string
  readonly probe: 'no' | 'port' | 'command'
  readonly probePort: string
  readonly probeCommand: readonly string[]
  readonly every: string
  readonly timeout: string
  readonly failures: string
  readonly runtime: string
}

const text = (value: number | undefined, otherwise = ''): string =>
  value === undefined ? otherwise : String(value)

function managedBy({ unit, init }: Partial<ServiceConfiguration>): ManagedBy {
  if (unit !== undefined) return 'unit'
  return init === undefined ? 'process' : 'init'
}

/** What the form begins with; nothing for a new one. */
export function draftOfEntry(name: string, from: Partial<ServiceConfiguration>): ServiceDraft {
  const { restart, probe } = from
  return {
    name,
    title: from.title ?? '',
    managed: managedBy(from),
    unit: from.unit ?? '',
    init: from.init ?? '',
    exe: from.exe ?? '',
    user: from.user ?? '',
    port: text(from.port),
    pidfile: from.pidfile ?? '',
    lockfile: from.lockfile ?? '',
    stopBy: from.stop !== undefined ? 'command' : from.signal !== undefined ? 'signal' : 'known',
    stop: from.stop ?? [],
    signal: from.signal ?? 'TERM',
    start: from.start ?? [],
    forks: from.forks === undefined ? 'unsaid' : from.forks ? 'yes' : 'no',
    schedule: from.schedule ?? '',
    profile: from.profile ?? '',
    needs: from.needs ?? [],
    restart: restart?.on ?? 'no',
    delay: text(restart?.delay, '5'),
    limit: text(restart?.limit, '3'),
    within: text(restart?.within, '600'),
    probe: probe === undefined ? 'no' : probe.port === undefined ? 'command' : 'port',
    probePort: text(probe?.port),
    probeCommand: probe?.command ?? [],
    every: text(probe?.every, '30'),
    timeout: text(probe?.timeout, '5'),
    failures: text(probe?.failures, '3'),
    runtime: text(from.runtime),
  }
}

/** What may be written before the schema has looked at it. */
type Loose = Readonly<Record<string, unknown>>

const said = (values: Loose): Loose =>
  Object.fromEntries(
    Object.entries(values).filter(
      ([, value]) =>
        value !== '' && value !== undefined && !(Array.isArray(value) && value.length === 0),
    ),
  )

const number = (typed: string): number | undefined =>
  typed.trim() === '' ? undefined : Number(typed)

function howFound(draft: ServiceDraft): Loose {
  const files = { pidfile: draft.pidfile, lockfile: draft.lockfile }
  const process = { exe: draft.exe, user: draft.user, port: number(draft.port) }
  switch (draft.managed) {
    case 'unit':
      return { unit: draft.unit }
    case 'init':
      return { init: draft.init, ...process, ...files }
    case 'process':
      return { ...process, ...files }
  }
}

/** A unit's manager stops and starts it: those fields would mean nothing. */
function howStopped(draft: ServiceDraft): Loose {
  if (draft.managed === 'unit') return {}
  return {
    ...(draft.stopBy === 'command' ? { stop: draft.stop.length === 0 ? [''] : draft.stop } : {}),
    ...(draft.stopBy === 'signal' ? { signal: draft.signal } : {}),
    start: draft.start,
    forks: draft.forks === 'unsaid' ? undefined : draft.forks === 'yes',
    restart:
      draft.restart === 'no'
        ? undefined
        : said({
            on: draft.restart,
            delay: number(draft.delay),
            limit: number(draft.limit),
            within: number(draft.within),
          }),
  }
}

function howProbed(draft: ServiceDraft): Loose {
  if (draft.probe === 'no') return {}
  const what =
    draft.probe === 'port'
      ? { port: number(draft.probePort) ?? Number.NaN }
      : { command: draft.probeCommand.length === 0 ? [''] : draft.probeCommand }
  const times = {
    every: number(draft.every),
    timeout: number(draft.timeout),
    failures: number(draft.failures),
  }
  return { probe: { ...what, ...said(times) } }
}

/** What would be written, right or wrong. */
export const looseConfiguration = (draft: ServiceDraft): Loose =>
  said({
    title: draft.title,
    ...howFound(draft),
    ...howStopped(draft),
    schedule: draft.schedule,
    profile: draft.profile,
    needs: draft.needs,
    ...howProbed(draft),
    runtime: number(draft.runtime),
  })

export interface ReadDraft {
  /** Null while something is wrong. */
  readonly configuration: ServiceConfiguration | null
  readonly errors: FieldErrors
}

/**
 * Reads the form: what would be written, or what is wrong, by its place; its name is at `name`.
 * `taken`: names of others, which it would replace.
 */
export function readDraft(draft: ServiceDraft, taken: readonly string[] = []): ReadDraft {
  const name = serviceName.safeParse(draft.name)
  const parsed = serviceConfiguration.safeParse(looseConfiguration(draft))
  const errors = {
    ...(name.success ? {} : { name: `Expected ${name.error.issues[0]?.message ?? 'a name'}.` }),
    ...(taken.includes(draft.name) ? { name: 'There is a service of that name.' } : {}),
    ...(parsed.success ? {} : errorsOf(parsed.error.issues)),
  }
  const isRight = parsed.success && Object.keys(errors).length === 0
  return { configuration: isRight ? parsed.data : null, errors }
}
