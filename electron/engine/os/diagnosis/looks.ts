import { identityKey, sameIdentity, type ProcessIdentity } from '../../../../shared/process.ts'
import type { Known } from '../../../../shared/unknown.ts'
import type { Moment } from '../../../../shared/run.ts'
import type { DiagnosisFacts, ProcessFacts, ProcessSample } from '../../decide/diagnosis/facts.ts'
import { createProcReader, type ProcReader } from '../proc-reader.ts'
import { createBackground, type Background } from './background.ts'
import { createHolderSearch, type HolderSearch } from './holders.ts'
import { createKernelLines } from './kernel-lines.ts'
import { takeCounters, takeLook, type Counted, type OneLook } from './look.ts'
import type { DiagnosisPorts, DiagnosisQuestion } from './ports.ts'
import { readPortNames } from './port-names.ts'
import type { Samples } from './samples.ts'
import { pidsOfQuestion } from './whom.ts'

/**
 * Looks at one service again and again, and compares each time with the look before. It sends
 * nothing, stops nobody and opens none of the service's files; a look is over within milliseconds,
 * and what takes longer (ss(8), free space, the log) is asked beside it for the look after.
 */
export class DiagnosisLooks {
  readonly #ports: DiagnosisPorts
  readonly #root: string
  readonly #reader: ProcReader
  readonly #search: HolderSearch
  readonly #background: Background
  readonly #kernelLines: ReturnType<typeof createKernelLines>
  readonly #portNames = readPortNames()
  #before: Counted | null = null
  #oomKillsAtFirst: Known<number> | null = null
  #looks = 0

  constructor(ports: DiagnosisPorts) {
    const nowMono = (): number => ports.clock.now().mono
    this.#ports = ports
    this.#root = ports.root ?? '/proc'
    this.#reader = createProcReader(this.#root)
    this.#search = createHolderSearch(this.#reader, nowMono)
    this.#background = createBackground(ports)
    this.#kernelLines = createKernelLines(ports.kernelLog ?? '/dev/kmsg', nowMono)
  }

  /** Counts what its processes have done until now, for a whole look soon afterwards. */
  glance(question: DiagnosisQuestion): void {
    const table = this.#ports.table.readSome(pidsOfQuestion(question))
    this.#before = takeCounters(this.#reader, question, table)
    this.#looks += 1
    this.#background.ask(question.observed, this.#before.disks)
  }

  /** A whole look. `before` of each process is the look or glance before; null at the first. */
  look(question: DiagnosisQuestion): DiagnosisFacts {
    const table = this.#ports.table.read()
    const sources = {
      reader: this.#reader,
      root: this.#root,
      search: this.#search,
      told: this.#background.sockets(),
      oomKillsBefore: this.#oomKillsAtFirst,
    }
    const look = takeLook(sources, question, table)
    const before = this.#before
    this.#looks += 1
    this.#before = look
    this.#oomKillsAtFirst ??= look.memory.oomKills
    this.#background.ask(question.observed, look.disks)
    return this.#toFacts(question, look, before)
  }

  /** Resolves when nothing is asked beside the looks any more. */
  settled(): Promise<void> {
    return this.#background.settled()
  }

  #toFacts(question: DiagnosisQuestion, look: OneLook, before: Counted | null): DiagnosisFacts {
    const { run, plan, observed, asked, usual, stopCommandPid, listenedPorts } = question
    const { at, sockets, locks, mounts, memory } = look
    return {
      ...{ run, plan, observed, asked, usual },
      ...(stopCommandPid === undefined ? {} : { stopCommandPid }),
      ...(listenedPorts === undefined ? {} : { listenedPorts }),
      now: at,
      spanMs: before === null ? 0 : at.mono - before.at.mono,
      looks: this.#looks,
      processes: compareLooks(question, look, before),
      sockets,
      locks,
      mounts,
      memory,
      disks: this.#background.disks(),
      kernelLines: this.#kernelLines(bornAt(look.samples, at)),
      log: this.#background.log(),
      portNames: this.#portNames,
      asRoot: process.geteuid?.() === 0,
    }
  }
}

/** When the oldest of its processes began, by the kernel's own clock, in milliseconds since boot. */
function bornAt(samples: Samples, now: Moment): number {
  const oldest = Math.min(now.wall, ...samples.all.map(({ row }) => row.startedAt))
  return Math.max(0, now.mono - (now.wall - oldest))
}

const findSame = (look: Counted | null, identity: ProcessIdentity): ProcessSample | null => {
  const sample = look?.samples.find(identity.pid) ?? null
  return sample && sameIdentity(sample.row.identity, identity) ? sample : null
}

/** Both looks side by side: those of now in their order, then members that have left meanwhile. */
function compareLooks(
  { observed, refuse }: DiagnosisQuestion,
  now: Counted,
  before: Counted | null,
): readonly ProcessFacts[] {
  const rows = [...now.members, ...(before?.members ?? [])]
  const members = new Set(
    [...rows, ...observed.members].map(({ identity }) => identityKey(identity)),
  )
  const toFacts = (sample: ProcessSample, isNow: boolean): ProcessFacts => ({
    identity: sample.row.identity,
    name: sample.row.name,
    member: members.has(identityKey(sample.row.identity)),
    refusal: refuse(sample.row),
    before: isNow ? findSame(before, sample.row.identity) : sample,
    now: isNow ? sample : null,
  })
  const left = (before?.samples.all ?? []).filter(({ row }) => findSame(now, row.identity) === null)
  return [
    ...now.samples.all.map((sample) => toFacts(sample, true)),
    // Who was only beside it before need not be there now.
    ...left.map((sample) => toFacts(sample, false)).filter(({ member }) => member),
  ]
}
