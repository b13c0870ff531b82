/** Runs over one unit, for the tests of what may begin and who has to agree. */
import type { LimitedService } from '../../../electron/engine/decide/limits/find-never.ts'
import { noLimits, type Limits } from '../../../electron/engine/decide/limits/limits.ts'
import type { Observed } from '../../../electron/engine/decide/observed.ts'
import type { Bystander } from '../../../electron/engine/decide/unit/bystanders.ts'
import { parseUnit } from '../../../electron/engine/parse/unit-properties.ts'
import type { StopWanted } from '../../../electron/engine/runs/make-run.ts'
import { OpenRecords } from '../../../electron/engine/runs/open-records.ts'
import { PastRuns } from '../../../electron/engine/runs/past-runs.ts'
import type { RunRemedies } from '../../../electron/engine/runs/ports.ts'
import { Runs } from '../../../electron/engine/runs/runs.ts'
import type { RunView } from '../../../shared/contract.ts'
import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import type { JournalBody, JournalEntry } from '../../../shared/journal-entry.ts'
import type { Plan } from '../../../shared/plan.ts'
import type { Member } from '../../../shared/process.ts'
import type { Decision, Run } from '../../../shared/run.ts'
import type { BringsBack } from '../../../shared/unit.ts'
import { boot, makeMember, ms } from '../../fakes/run.ts'
import { makeUnit, unitMembers } from '../../fakes/unit.ts'
import { FakeUnitControl } from '../../fakes/unit-control.ts'
import { FakeWorld, settle } from '../../fakes/world.ts'

/** Suspected of belonging to the unit. */
export const stranger = makeMember(200, { reasons: [] })

/** Runs over one unit that the test holds in its hand. */
export class UnitDesk {
  readonly world = new FakeWorld()
  control = new FakeUnitControl()
  readonly journal: JournalBody[] = []
  readonly prepared: string[] = []
  members: readonly Member[] = unitMembers()
  bringsBack: readonly BringsBack[] = []
  bystanders: Result<readonly Bystander[]> = ok([])
  bystandersAsked = 0
  /** What is answered to each question for permission, in order; then nothing has to be asked. */
  readonly permits: Result<boolean>[] = []
  permitsAsked = 0
  released = 0
  readonly pushed: RunView[] = []
  /** Why a claim is not granted, or null; and what it says to each change. */
  claimed: Result<never> | null = null
  claimUpdated: Result<null> = ok(null)
  /** What is on disk, for whoever comes after a crash. */
  readonly entries: JournalEntry[] = []
  boot = boot
  /** A process that belongs to what is never stopped from here, and each question for that. */
  never: number | null = null
  readonly judged: LimitedService[] = []
  /** Why nothing can be seen of the target, or null. */
  unseen: QuiesceError | null = null
  /** What the settings limit. */
  limits: Limits = noLimits
  /** What a diagnosis offers; null where nobody diagnoses. Set before the first run. */
  readonly remedies: RunRemedies | null
  runs: Runs

  constructor(remedies: RunRemedies | null = null) {
    this.remedies = remedies
    this.runs = this.#open()
  }

  #open(): Runs {
    const { clock, table } = this.world
    const past = new PastRuns({
      clock,
      boot: this.boot,
      read: (run) => Promise.resolve(this.entries.filter((entry) => entry.run === run)),
      openRecords: new OpenRecords(() => Promise.resolve([...this.entries])),
      isWriterAlive: () => false,
      isAlive: ({ pid }) => this.world.processes.get(pid)?.alive === true,
    })
    return new Runs(
      {
        clock,
        table,
        services: {
          prepare: (target) => {
            this.prepared.push(target)
            return Promise.resolve()
          },
          observe: (target) => (this.unseen ? fail(this.unseen) : ok(this.#observe(target))),
          plan: (target, schedule) => ok(this.#plan(target, schedule)),
          refuseStop: (service) => this.#refuseStop(service),
        },
        me: { here: true, pid: 1, user: 'ops', door: 'test' },
        record: (run, target, body) => {
          this.journal.push(body)
          return Promise.resolve(ok(this.#write(run, target, body)))
        },
        claim: () => {
          const release = (): Promise<Result<null>> => {
            this.released += 1
            return Promise.resolve(ok(null))
          }
          if (this.claimed) return Promise.resolve(this.claimed)
          return Promise.resolve(ok({ update: () => Promise.resolve(this.claimUpdated), release }))
        },
        runnerPorts: (run) => ({
          ...this.world.ports,
          unit: this.control,
          record: (body) => Promise.resolve(ok(this.#write(run.id, run.target, body))),
        }),
        permit: () => {
          this.permitsAsked += 1
          return Promise.resolve(this.permits.shift() ?? ok(false))
        },
        limits: () => this.limits,
        ...(this.remedies === null ? {} : { remedies: this.remedies }),
        bystanders: () => {
          this.bystandersAsked += 1
          return Promise.resolve(this.bystanders)
        },
        push: (view) => {
          this.pushed.push(view)
        },
      },
      past,
    )
  }
  #write(run: string | null, target: string | null, body: JournalBody): JournalEntry {
    const writer = { pid: 1, door: 'test', user: 'ops' }
    const seq = this.entries.length + 1
    const entry = { v: 1, seq, at: this.world.clock.now(), boot, writer, run, target, ...body }
    // As it comes back from disk: plain data.
    this.entries.push(JSON.parse(JSON.stringify(entry)) as JournalEntry)
    return entry as JournalEntry
  }
  /** Quiesce goes down, and another one comes up over the same journal; the control is its own. */
  crash(): void {
    void this.runs.close()
    this.world.sent.length = 0
    this.control = new FakeUnitControl()
    this.runs = this.#open()
  }
  #refuseStop(service: LimitedService): QuiesceError | null {
    this.judged.push(service)
    const isHit = service.members.some(({ identity }) => identity.pid === this.never)
    return isHit ? { code: 'protected', message: 'It is never stopped.', next: 'x' } : null
  }
  #observe(target: string): Observed {
    const raw = { Id: 'iguana.service', LoadState: 'loaded', ActiveState: 'active' }
    return {
      target,
      title: 'iguana.service',
      subtitle: '',
      backend: 'systemd',
      origin: 'discovered',
      main: null,
      members: this.members,
      suspects: [{ member: stranger, why: 'same INVOCATION_ID' }],
      pidFile: null,
      lockFile: null,
      stopMethod: { kind: 'unit', unit: 'iguana.service', manager: 'system', also: [] },
      startCommand: null,
      configuration: null,
      unit: parseUnit(raw, 'system'),
      init: null,
      profile: null,
    }
  }
  #plan(target: string, schedule = 'stop/30/ask/KILL/5'): Plan {
    const unit = this.control.unit ?? makeUnit()
    const impact = {
      ...{ stopsToo: [], clients: [], clientsUnknown: null, ownSession: null },
      ...{ refusesManualStop: false, bringsBack: this.bringsBack },
    }
    return {
      ...{ target, title: 'iguana.service', backend: 'systemd', schedule },
      ...{ scheduleSource: 'default', steps: [], members: this.members, suspects: [] },
      ...{ ceilings: [], impact: [], warnings: [], refusal: null, madeAt: 0 },
      profile: null,
      unit: { unit, impact },
    }
  }
  begin(more: Partial<StopWanted> = {}): Promise<Result<RunView>> {
    for (const member of this.members) this.world.spawn(member, { TERM: undefined })
    return this.runs.begin({
      ...{ target: 'iguana.service', schedule: undefined, suspects: [], person: true },
      ...{ kill: null, triggers: [] },
      ...more,
    })
  }
  /** A run whose unit is being stopped, and forced by systemd at 90 s. */
  async stopping(): Promise<Run> {
    const begun = await this.begin()
    if (!begun.ok) throw new Error(begun.error.message)
    await settle()
    const { id } = begun.value.run
    const since = ms(0)
    this.control.change({ activeState: 'deactivating', subState: 'stop-sigterm', since })
    return this.run(id)
  }
  run(id: string): Run {
    const run = this.runs.live.find((one) => one.id === id)
    if (run === undefined) throw new Error('the run is over')
    return run
  }
  async decide(run: Run, decision: Decision): Promise<Result<RunView>> {
    const decided = await this.runs.decide(run.id, run.turn, decision)
    await settle()
    return decided
  }
}
