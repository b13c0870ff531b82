/** Limits of this machine and of others, as a person writes them in a file that several machines share. */
import type { Limits, SettingsView } from '../../shared/settings.ts'

import type { ServiceRow } from '../../shared/service.ts'

type HostLimit = NonNullable<Limits['hosts']>[string]

/** What may be forced, as the end of "Force is …". */
export const forceLimitWords: Record<NonNullable<Limits['force']>, string> = {
  allowed: 'allowed',
  person: 'allowed by a person’s own word only',
  never: 'never allowed',
}

/** A word on a tag, and the sentence behind it. */
export interface LimitTagWords {
  readonly word: string
  readonly why: string
}

/** Why a service is not stopped from here; null where it may be. What it is by itself comes first. */
export function rowTag({
  refusal,
  limit,
}: Pick<ServiceRow, 'refusal' | 'limit'>): LimitTagWords | null {
  const error = refusal ?? limit
  if (error === undefined) return null
  const why = `${error.message} ${error.next}`
  if (refusal === null) return { word: 'never stopped', why }
  return refusal.code === 'managed-by-unit'
    ? { word: `in ${refusal.place ?? 'a unit'}`, why }
    : { word: 'protected', why }
}

/** What this machine says of force, of whatever service; null where it is allowed. */
export function forceTag(force: NonNullable<Limits['force']>): LimitTagWords | null {
  if (force === 'allowed') return null
  const why = `On this machine force is ${forceLimitWords[force]}, whatever the service.`
  return { word: force === 'never' ? 'never forced' : 'forced by a person only', why }
}

/** What holds on this machine, in sentences. */
export function limitSentences({ limits }: SettingsView['settings']): readonly string[] {
  const force = `Force is ${forceLimitWords[limits.force]}.`
  const never =
    limits.never.length === 0
      ? 'Every service may be stopped that is not protected by itself.'
      : `Never stopped from here: ${limits.never.join(', ')}.`
  return [force, never]
}

/** The machines for which the person's own file has limits, this one first. */
export function limitedHosts(view: SettingsView, here: string): readonly string[] {
  const written = Object.keys(view.own.limits?.hosts ?? {}).sort()
  return [here, ...written.filter((name) => name !== here)]
}

/** The limit of one machine as it stands in the person's own file. */
export const hostLimit = (view: SettingsView, host: string): HostLimit => {
  const hosts = view.own.limits?.hosts ?? {}
  return Object.hasOwn(hosts, host) ? (hosts[host] ?? {}) : {}
}
