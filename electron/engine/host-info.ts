import type { Ability, HostInfo } from '../../shared/host.ts'
import { version } from '../../shared/version.ts'
import type { World } from './world.ts'

/** What this machine is and allows, with the source of each answer. */
export function describeHost(world: World): HostInfo {
  const guarantee = world.signaller.guarantee()
  const journal = world.journal.health()
  const abilities: Ability[] = [
    {
      has: guarantee.kind === 'exact',
      what: guarantee.kind === 'exact' ? 'Exact signals' : 'Signals checked by start time only',
      source: guarantee.why,
    },
    {
      has: journal.state === 'writing',
      what: journal.state === 'writing' ? 'A record of everything' : 'No record on disk',
      source: journal.why ?? journal.folder,
    },
    aboutOthers(world),
  ]
  return {
    ...world.host,
    version,
    guarantee,
    journal,
    abilities: [...abilities, ...aboutUnits(world)],
    permission: world.privilege.helpers.state(),
  }
}

/** What can be done about other users' daemons. */
function aboutOthers({ host, user, privilege }: World): Ability {
  const source = `user ${user}`
  if (host.root) return { has: true, what: 'Daemons of all users', source }
  const { kind, why } = privilege.helpers.state()
  if (kind !== 'can-ask') return { has: false, what: 'Your own daemons only', source: why }
  const what = 'Your own daemons, and others’ after permission'
  return { has: true, what, source: `${source}; the system asks` }
}

/** What can be done with units; nothing is said on a machine without systemd. */
function aboutUnits({ host, units, deadlineFiles, privilege }: World): Ability[] {
  if (!host.systemd) return []
  const manager = units.book('system')?.manager
  const answers = manager?.connected() === true
  const fixed = deadlineFiles.refusal('system')
  return [
    {
      has: answers,
      what: answers ? 'Units of systemd' : 'Units of systemd, which does not answer now',
      source: manager ? `systemd ${manager.version()}` : 'no connection to its bus yet',
    },
    {
      has: fixed === null,
      what:
        fixed === null
          ? 'Deadlines of system units that can be moved'
          : 'Deadlines of system units stay as they are',
      source: fixed ?? (privilege.deadlines ? 'after permission' : 'runtime drop-in and reload'),
    },
  ]
}
