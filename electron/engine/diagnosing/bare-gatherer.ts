/** The little that every process table tells: rows and masks. Serves until the whole is gathered. */
import { livingMembers } from '../../../shared/run.ts'
import { unknown } from '../../../shared/unknown.ts'
import type { DiagnosisFacts, ProcessFacts, ProcessSample } from '../decide/diagnosis/facts.ts'
import type { Clock, ProcessTable } from '../os/ports.ts'
import { identityKey, sameIdentity, type Member } from '../../../shared/process.ts'
import type { FactsGatherer, LookOf } from './ports.ts'

const notRead = unknown('it is not read yet')

function sampleOf(table: ProcessTable, { identity }: Member): ProcessSample | null {
  const row = table.readOne(identity.pid)
  if (row === null || !sameIdentity(row.identity, identity)) return null
  const masks = table.masks(identity)
  return {
    row,
    masks: masks ?? notRead,
    tracerPid: notRead,
    threads: [],
    io: notRead,
    files: notRead,
    frozen: notRead,
  }
}

function membersOf({ run, observed }: LookOf): readonly Member[] {
  const all = [...observed.members, ...(run ? livingMembers(run) : [])]
  return [...new Map(all.map((m) => [identityKey(m.identity), m])).values()]
}

export function createBareGatherer(table: ProcessTable, clock: Clock): FactsGatherer {
  const gather = (of: LookOf, earlier: DiagnosisFacts | null): DiagnosisFacts => {
    const now = clock.now()
    const processes = membersOf(of).map((member): ProcessFacts => {
      const was = earlier?.processes.find((p) => sameIdentity(p.identity, member.identity))
      const { identity, name } = member
      const sample = sampleOf(table, member)
      return { identity, name, member: true, refusal: null, before: was?.now ?? null, now: sample }
    })
    return {
      ...of,
      now,
      spanMs: earlier === null ? 0 : now.mono - earlier.now.mono,
      looks: earlier === null ? 1 : 2,
      processes,
      sockets: notRead,
      locks: notRead,
      mounts: notRead,
      memory: {
        availableBytes: 0,
        totalBytes: 0,
        oomKills: notRead,
        cgroupCurrent: notRead,
        cgroupMax: notRead,
        memoryPressure: notRead,
        ioPressure: notRead,
      },
      disks: [],
      kernelLines: notRead,
      log: notRead,
      asRoot: process.getuid?.() === 0,
    }
  }
  return { gather: (of, earlier) => Promise.resolve(gather(of, earlier)) }
}
