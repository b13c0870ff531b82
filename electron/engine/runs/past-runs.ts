import type { RunView } from '../../../shared/contract.ts'
import { fail, type Result } from '../../../shared/errors.ts'
import type { JournalEntry } from '../../../shared/journal-entry.ts'
import type { ProcessIdentity } from '../../../shared/process.ts'
import { livingMembers, type Run } from '../../../shared/run.ts'
import { transition } from '../decide/escalation/transition.ts'
import { findOpenRuns, type JournalWriterIdentity } from '../decide/open-runs.ts'
import { restoreRun } from '../decide/restore-run.ts'
import type { Clock } from '../os/ports.ts'
import { viewOf, type Owner } from './live-run.ts'
import type { OpenRecords } from './open-records.ts'
import { noSuchRun, ownedByOther } from './refusals.ts'

export interface PastRunsPorts {
  readonly clock: Clock
  readonly boot: string
  /** Records of one run, of all writers, oldest first. */
  read(run: string): Promise<readonly JournalEntry[]>
  readonly openRecords: OpenRecords
  isWriterAlive(writer: JournalWriterIdentity): boolean
  isAlive(identity: ProcessIdentity): boolean
}

const ownerOf = (entry: JournalEntry): Owner => ({
  here: false,
  pid: entry.writer.pid,
  user: entry.writer.user,
  door: entry.writer.door,
})

/** The newest whole state of a run that its records hold. */
function newestState(entries: readonly JournalEntry[]): { run: Run; entry: JournalEntry } | null {
  const entry = entries.findLast(
    (e) =>
      (e.kind === 'outcome' || e.kind === 'phase' || e.kind === 'run-began') && Boolean(e.state),
  )
  if (entry === undefined || !('state' in entry)) return null
  return { run: entry.state as Run, entry }
}

/** Runs read from the journal: ended ones, found ones, and live ones of other Quiesces. */
export class PastRuns {
  readonly #ports: PastRunsPorts

  constructor(ports: PastRunsPorts) {
    this.#ports = ports
  }

  /** One run by its id, or null. */
  async find(id: string): Promise<RunView | null> {
    return this.#viewOf(await this.#ports.read(id))
  }

  /** Runs without an outcome that are not ours: found ones ask, live ones are shown as they are. */
  async open(): Promise<RunView[]> {
    return (await this.#ports.openRecords.all()).flatMap((entries) => {
      const view = this.#viewOf(entries)
      // Over without a record: the machine went down with it, or its processes left meanwhile.
      return view === null || view.run.phase.kind === 'ended' ? [] : [view]
    })
  }

  /** A found run, restored: asking, nothing sent. */
  async restore(id: string): Promise<Result<Run>> {
    const entries = await this.#ports.read(id)
    if (entries.length === 0) return fail(noSuchRun(id))
    const [open] = findOpenRuns(entries, (writer) => this.#ports.isWriterAlive(writer))
    if (open === undefined) {
      const last = entries.at(-1)
      const whose = last ? `pid ${last.writer.pid}, ${last.writer.door}, ${last.writer.user}` : '?'
      const isOver = entries.some((e) => e.kind === 'outcome')
      return fail(isOver ? over(id) : ownedByOther(id, whose))
    }
    const run = restoreRun(open, this.#ports.boot, this.#ports.clock.now())
    if (run.ok && run.value.phase.kind === 'ended') return fail(over(id))
    return run
  }

  #viewOf(entries: readonly JournalEntry[]): RunView | null {
    const newest = newestState(entries)
    if (newest === null) return null
    const frame = { owner: ownerOf(newest.entry), plan: null, canStart: false, usual: null }
    if (newest.entry.kind === 'outcome') return viewOf(newest.run, frame)
    const [open] = findOpenRuns(entries, (writer) => this.#ports.isWriterAlive(writer))
    if (open === undefined) return viewOf(newest.run, frame)
    const restored = restoreRun(open, this.#ports.boot, this.#ports.clock.now())
    return restored.ok ? viewOf(this.#closeWhenDead(restored.value), frame) : null
  }

  /** A found run whose processes have all left since has nothing to be asked about. */
  #closeWhenDead(run: Run): Run {
    if (livingMembers(run).some((m) => this.#ports.isAlive(m.identity))) return run
    const why = 'Quiesce went down, and its processes had left when it looked again'
    return transition(run, { kind: 'interrupted', why, at: this.#ports.clock.now() })[0]
  }
}

const over = (id: string): ReturnType<typeof noSuchRun> => ({
  code: 'not-now',
  message: `The run ${id} is over.`,
  next: 'Look at the service as it is now, and start a new stop.',
})
