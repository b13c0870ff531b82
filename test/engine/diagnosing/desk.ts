/** Diagnoses over a made-up machine: time is moved by hand, and the verdict is dictated. */
import { Diagnoses } from '../../../electron/engine/diagnosing/diagnoses.ts'
import type { DiagnosesPorts, Verdict } from '../../../electron/engine/diagnosing/ports.ts'
import type { Observed } from '../../../electron/engine/decide/observed.ts'
import type { RunView } from '../../../shared/contract.ts'
import type { Diagnosis } from '../../../shared/diagnosis.ts'
import { fail, ok } from '../../../shared/errors.ts'
import type { Run } from '../../../shared/run.ts'
import type { StopTimes } from '../../../shared/stop-times.ts'
import { createInTurn } from '../../../electron/engine/in-turn.ts'
import { makeDiagnosis } from '../../fakes/diagnosis.ts'
import type { Play } from '../../fakes/run.ts'
import { continueMain } from '../../fakes/run.ts'
import { FakeClock } from '../../fakes/world.ts'
import { makeFacts } from '../decide/diagnosis/build-facts.ts'

const observed = {
  ...{ target: 'iguana', title: 'iguana', unit: null, members: [], main: null },
} as unknown as Observed

export class Desk {
  readonly clock = new FakeClock()
  /** What was read, in order: `glance` or `look`, with its moment. */
  readonly read: string[] = []
  /** The run by which the last whole look was judged. */
  judged: Run | null = null
  /** The stop command that the last whole look was told of. */
  command: number | null = null
  /** The ports of the beginning that it was told of. */
  ports: readonly number[] | null = null
  readonly told: Diagnosis[] = []
  readonly reported: unknown[] = []
  verdict: Verdict = { diagnosis: makeDiagnosis(), actions: new Map([['continue', continueMain]]) }
  usual: StopTimes | null = null
  about: Run | null = null
  /** Pids of which it is said that they live. */
  readonly alive = new Set<number>()
  found: RunView | null = null
  /** Thrown at the next verdict: a bug of a rule. */
  bug: Error | null = null
  readonly diagnoses: Diagnoses

  constructor() {
    this.diagnoses = new Diagnoses(this.#ports())
  }

  /** The run as it is shown, of this Quiesce unless said otherwise. */
  show(run: Run, here = true): void {
    this.diagnoses.noteRun(this.view(run, here))
  }

  view(run: Run, here = true): RunView {
    const owner = { here, pid: 1, user: 'ops', door: 'cli' }
    return { run, plan: null, owner, advice: null, canStart: false, usual: null }
  }

  /** Plays what happens, at the clock's time, and shows the run. */
  happen(play: Play, change: (play: Play) => unknown): void {
    play.now = this.clock.now().mono
    change(play)
    this.show(play.run)
  }

  #ports(): DiagnosesPorts {
    return {
      clock: this.clock,
      openLooks: () => ({
        glance: () => {
          this.read.push(`glance ${this.clock.now().mono}`)
        },
        look: (question) => {
          this.read.push(`look ${this.clock.now().mono}`)
          this.judged = question.run
          this.command = question.stopCommandPid ?? null
          this.ports = question.listenedPorts ?? null
          return { ...makeFacts(), ...question, spanMs: 100 }
        },
      }),
      diagnose: () => {
        if (this.bug) throw this.bug
        return this.verdict
      },
      observe: (target) =>
        Promise.resolve(
          target === 'iguana'
            ? ok(observed)
            : fail({ code: 'unknown-target', message: 'No.', next: 'x' }),
        ),
      usual: () => this.usual,
      refuser: () => () => null,
      ownPortNames: () => new Map(),
      isAlive: ({ pid }) => this.alive.has(pid),
      inTurn: createInTurn(),
      findRun: (id) =>
        Promise.resolve(
          this.found ? ok(this.found) : fail({ code: 'no-such-run', message: id, next: 'x' }),
        ),
      runAbout: () => Promise.resolve(this.about),
      push: (diagnosis) => {
        this.told.push(diagnosis)
      },
      report: (error) => {
        this.reported.push(error)
      },
    }
  }
}
