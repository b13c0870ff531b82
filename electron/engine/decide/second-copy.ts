/**
 * Whether a start would make a second copy of a service. systemd itself starts one beside a process
 * that cannot be killed (systemd issue 13288: "Processes still around after final SIGKILL", then the
 * unit is failed and the next start goes through), and so does every init script whose pid file is
 * gone: two daemons then write to the same files.
 */
import type { QuiesceError } from '../../../shared/errors.ts'
import {
  identityKey,
  sameIdentity,
  type Member,
  type ProcessIdentity,
} from '../../../shared/process.ts'
import { count } from '../../../shared/wording/numbers.ts'

/** A process by what a person knows it by. */
export interface Holder {
  readonly identity: ProcessIdentity
  readonly name: string
}

/** What is there before a start. */
export interface CopyFacts {
  readonly title: string
  /** The unit that it is; null for what is no unit. */
  readonly unit: {
    readonly name: string
    /** By its manager's word. */
    readonly isUp: boolean
    /** A socket unit holds its port for it. */
    readonly bySocket: boolean
  } | null
  readonly members: readonly Member[]
  /** They are stopped before the start. */
  readonly stopsFirst: boolean
  /** Open files of some member cannot be seen from here: an unseen holder may be that one. */
  readonly hidden: boolean
  /** Members in one and the same uninterruptible sleep at two looks in a row. */
  readonly stuck: readonly ProcessIdentity[]
  /** Who outlived an earlier run about this service and still lives. */
  readonly survivors: readonly Holder[]
  /** Ports that it needs, and who waits there now; a port may be held by somebody unseen. */
  readonly ports: readonly {
    readonly port: number
    readonly listening: boolean
    readonly by: readonly Holder[]
  }[]
  /** Its pid file, where that names a living process which is none of its members. */
  readonly pidFile: { readonly path: string; readonly by: Holder } | null
}

/** What holds a start back, as words without a full stop; none where nothing does. */
export function findHolds(facts: CopyFacts): readonly string[] {
  const own = facts.members.filter((member) => member.kept === null)
  const held = [...heldProcesses(facts, own), ...heldPorts(facts), ...heldPidFile(facts)]
  return [...new Set(held)]
}

const called = ({ name, identity }: Holder): string => `${name} (${identity.pid})`

function heldProcesses(
  { unit, members, stopsFirst, stuck, survivors }: CopyFacts,
  own: readonly Member[],
): readonly string[] {
  const isStuck = (id: ProcessIdentity): boolean => stuck.some((one) => sameIdentity(one, id))
  const known = new Set<string>()
  const tell = (holder: Holder, words: string): string[] => {
    const key = identityKey(holder.identity)
    if (known.has(key)) return []
    known.add(key)
    return [`${called(holder)} ${words}`]
  }
  const kept = members.filter((member) => member.kept !== null)
  const isKept = ({ identity }: Holder): boolean =>
    kept.some((member) => sameIdentity(member.identity, identity))
  return [
    ...own
      .filter(({ identity }) => isStuck(identity))
      .flatMap((one) => tell(one, 'is in uninterruptible sleep: no signal reaches it')),
    ...survivors
      .filter((one) => !isKept(one))
      .flatMap((one) => tell(one, 'outlived an earlier stop')),
    // A unit that is up answers for itself: a start of it is refused as "runs already".
    ...(unit === null || unit.isUp || stopsFirst
      ? []
      : own.flatMap((one) => tell(one, `is left over in the cgroup of ${unit.name}`))),
  ]
}

function heldPorts({ ports, members, unit, hidden }: CopyFacts): readonly string[] {
  const isMember = ({ identity }: Holder): boolean =>
    members.some((member) => sameIdentity(member.identity, identity))
  // systemd holds the port of a socket unit on behalf of the service, and hands it over.
  const isManager = ({ identity, name }: Holder): boolean =>
    unit !== null && (identity.pid === 1 || name === 'systemd')
  return ports.flatMap(({ port, listening, by }) => {
    if (!listening || by.some(isManager)) return []
    // A plain user sees not whose it is; where the service itself is up, it is surely its own.
    if (by.length === 0 && (hidden || unit?.bySocket === true || unit?.isUp === true)) return []
    const others = by.filter((one) => !isMember(one))
    if (others.length > 0) return others.map((one) => `${called(one)} holds port ${port}`)
    return by.length === 0 ? [`somebody who cannot be seen from here holds port ${port}`] : []
  })
}

const heldPidFile = ({ pidFile }: CopyFacts): readonly string[] =>
  pidFile === null ? [] : [`its pid file ${pidFile.path} names ${called(pidFile.by)}, which lives`]

/** `needs-consent` with what holds and the price of starting all the same; null where nothing does. */
export function refuseSecondCopy(title: string, holds: readonly string[]): QuiesceError | null {
  const [first] = holds
  if (first === undefined) return null
  const more = holds.length - 1
  const rest =
    more === 0 ? '' : `, and ${count(more, 'thing')} more ${more === 1 ? 'is' : 'are'} held`
  return {
    code: 'needs-consent',
    message: `${title} is not started: ${first}${rest}.`,
    next: 'End what holds it first. Started all the same, the new copy may fail at once, or work on the same files, locks and ports as what is left, and spoil its data.',
    candidates: [...holds],
  }
}

/** What the journal says of a start that a person wanted in spite of it. */
export const overrodeSecondCopy = (by: string, title: string, holds: readonly string[]): string =>
  `${by} starts ${title} beside what holds it: ${holds.join('; ')}.`
