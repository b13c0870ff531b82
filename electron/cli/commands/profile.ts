import type { RequestOutputs } from '../../../shared/contract.ts'
import { fail, ok, type Result } from '../../../shared/errors.ts'
import { nearest } from '../../../shared/nearest.ts'
import type { Command, CommandCall, DoorEngine } from '../command.ts'
import { endWithError, printResult } from '../print-result.ts'
import { profileLines } from '../profile-lines.ts'
import { formatTable, type Column } from '../table.ts'
import { withEngine } from '../with-engine.ts'
import { targetDetails } from './common.ts'

type Known = RequestOutputs['profiles.list'][number]

const columns: readonly Column[] = [
  { title: 'ID' },
  { title: 'DAEMON', shrinkTo: 16 },
  { title: 'STOPS BY' },
  { title: 'FORCE IS' },
  { title: 'FROM', expendable: 1 },
]

function tableLines(profiles: readonly Known[], width: number): string[] {
  const rows = profiles.map(({ profile, own }) => {
    const graceful = profile.signals.find(({ role }) => role === 'graceful')
    const stop = graceful ? `SIG${graceful.signal}` : 'its own command'
    const danger = profile.force.danger === 'unknown' ? 'unknown' : `${profile.force.danger} danger`
    return { cells: [profile.id, profile.title, stop, danger, own ? 'you' : 'catalogue'] }
  })
  return formatTable(columns, rows, width)
}

/** The profile of that id, or the one that fits the service of that name. */
async function findProfile(
  engine: DoorEngine,
  profiles: readonly Known[],
  name: string,
): Promise<Result<Known>> {
  const known = profiles.find(({ profile }) => profile.id === name)
  if (known) return ok(known)
  const detail = await engine.request('services.inspect', { target: name })
  const ids = profiles.map(({ profile }) => profile.id)
  const candidates = nearest(name, ids)
  if (!detail.ok) return candidates.length > 0 ? fail({ ...detail.error, candidates }) : detail
  const match = detail.value.profile
  if (match) return ok(match)
  return fail({
    code: 'not-available',
    message: `Nothing is known of the daemon behind ${detail.value.row.title}.`,
    next: 'Look with `quiesce profile` at those that are known; `profile: ID` in the configuration names one.',
  })
}

function endList(call: CommandCall, profiles: readonly Known[]): number {
  const { terminal } = call.world
  if (!call.json) for (const line of tableLines(profiles, terminal.width)) terminal.print(line)
  printResult(call, 0, { profiles: profiles.map(({ profile, own }) => ({ ...profile, own })) })
  return 0
}

/** `quiesce profile`: what is known of daemons, each fact with where it comes from. */
export const profileCommand: Command = {
  name: 'profile',
  summary: 'what is known of daemons, or of one of them',
  positionals: ['[ID|TARGET]'],
  options: [],
  details: [
    'Without a name: every daemon that is known. `profiles:` in the configuration changes and adds some.',
    'Exit status: 0, 14 when nothing is known of it.',
    ...targetDetails,
  ],
  run: (call) =>
    withEngine(call, async (engine) => {
      const [name] = call.arguments.positionals
      const listed = await engine.request('profiles.list', {})
      if (!listed.ok) return endWithError(call, listed.error)
      if (name === undefined) return endList(call, listed.value)
      const found = await findProfile(engine, listed.value, name)
      if (!found.ok) return endWithError(call, found.error)
      const { profile, own } = found.value
      if (!call.json) for (const line of profileLines(profile, own)) call.world.terminal.print(line)
      printResult(call, 0, { profiles: [{ ...profile, own }] })
      return 0
    }),
}
