/** Limits of this machine and of others, as a person writes them in a file that several machines share. */
import type { Limits, SettingsView } from '../../shared/settings.ts'

type HostLimit = NonNullable<Limits['hosts']>[string]

/** What may be forced, as the end of "Force is …". */
export const forceLimitWords: Record<NonNullable<Limits['force']>, string> = {
  allowed: 'allowed',
  person: 'allowed by a person’s own word only',
  never: 'never allowed',
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
