/** Wraps a backend so that each look tells what is known of the daemon, and uses it. */
import { ok } from '../../../shared/errors.ts'
import type { Member } from '../../../shared/process.ts'
import type { Look } from '../decide/observed.ts'
import { applyProfile } from '../decide/profile/apply.ts'
import { noProfiles } from '../decide/profile/index-profiles.ts'
import type { Table } from '../decide/table.ts'
import type { LookingBackend } from './backend.ts'
import type { BackendOptions } from './options.ts'

type ProfilesOf = Pick<BackendOptions, 'profiles'>

/** One look with the profile of its daemon. */
export function lookWithProfile(look: Look, table: Table, options: ProfilesOf): Look {
  const index = options.profiles?.() ?? noProfiles
  return { ...look, observed: applyProfile(look.observed, { table, index, known: [] }) }
}

/** The same backend, whose looks know their daemon; in a run, too. */
export function withProfile(inner: LookingBackend, options: ProfilesOf): LookingBackend {
  const attach = (observed: Look['observed'], table: Table, known: readonly Member[]) =>
    applyProfile(observed, { table, index: options.profiles?.() ?? noProfiles, known })
  return {
    ...inner,
    look: (target, table) => {
      const seen = inner.look(target, table)
      return seen.ok ? ok(lookWithProfile(seen.value, table, options)) : seen
    },
    observe: (target, table, known) => {
      const seen = inner.observe(target, table, known)
      return seen.ok ? ok(attach(seen.value, table, known)) : seen
    },
  }
}
