/** What a dead service had that is there no more: said, so that nobody looks for it by hand. */
import { tidyKinds, type Tidied } from '../../../../shared/leftovers.ts'
import { whyAlive } from './dead.ts'
import type { GoneThing, LeftoverFacts } from './facts.ts'

const self = (kind: GoneThing['kind']): GoneThing => ({ kind, bySystemd: false })

/** Pid and lock files that somebody named, and that are not there. */
function goneRecords({ look }: LeftoverFacts): readonly GoneThing[] {
  if (look === null) return []
  const { init, pidFile, lockFile } = look.observed
  const pidFiles = init?.pidFiles ?? (pidFile ? [pidFile] : [])
  const locks = init?.lockFiles ?? (lockFile === null ? [] : [lockFile])
  return [
    ...pidFiles.filter(({ verdict }) => verdict === 'missing').map(() => self('pid-file')),
    ...locks.filter(({ there }) => !there).map(() => self('lock-file')),
  ]
}

/** Ports that it had, and that nobody has now; one on which connections still end is not free. */
function freePorts({ memory, look, ports, ending }: LeftoverFacts): readonly GoneThing[] {
  const configured = look?.observed.configuration?.port
  const had = [
    ...(memory.before?.ports ?? []).map(({ port }) => port),
    ...(configured === undefined ? [] : [configured]),
  ]
  const taken = new Set([...ports, ...ending].map(({ port }) => port))
  return [...new Set(had)].filter((port) => !taken.has(port)).map(() => self('port'))
}

function goneMemory({ memory, sharedMemory }: LeftoverFacts): readonly GoneThing[] {
  const there = new Set(sharedMemory.map(({ id }) => id))
  const had = memory.before?.segments ?? []
  return had.filter((id) => !there.has(id)).map(() => self('sysv-memory'))
}

/** By the word of its manager, and by the kernel's folders. */
function goneCgroup({ look, cgroups }: LeftoverFacts): readonly GoneThing[] {
  const unit = look?.observed.unit
  return unit?.controlGroup === '' && cgroups.length === 0 ? [self('cgroup')] : []
}

/** By kind, in the order of the kinds; [] of a service that lives, or may. */
export function findTidy(facts: LeftoverFacts): readonly Tidied[] {
  const members = facts.look?.observed.members ?? []
  if (members.length > 0 || whyAlive(facts) !== null) return []
  const gone = [
    ...goneRecords(facts),
    ...facts.gone,
    ...freePorts(facts),
    ...goneMemory(facts),
    ...goneCgroup(facts),
  ]
  return tidyKinds.flatMap((kind) =>
    [true, false].flatMap((bySystemd) => {
      const count = gone.filter((one) => one.kind === kind && one.bySystemd === bySystemd).length
      return count === 0 ? [] : [{ kind, count, bySystemd }]
    }),
  )
}
