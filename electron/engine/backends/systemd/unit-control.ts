/** What a run can have done by the manager of its unit. */
import { fail, ok, type Result } from '../../../../shared/errors.ts'
import type { Member } from '../../../../shared/process.ts'
import type { Moment, Run } from '../../../../shared/run.ts'
import type { RunUnit } from '../../../../shared/unit.ts'
import { signalNumbers } from '../../../../shared/signals.ts'
import { deadlineDropIn, tidyUnitFor, tidyUnitText } from '../../decide/unit/deadline-drop-in.ts'
import { decideMove, isInForce, wholeSeconds } from '../../decide/unit/move-deadline.ts'
import { isInUnit } from '../../decide/escalation/targets.ts'
import { atRest, toRunUnit } from '../../decide/unit/run-unit.ts'
import type { Clock } from '../../os/ports.ts'
import type { Cgroups, DeadlineFiles, DeadlinesByRoot } from '../../os/systemd/ports.ts'
import type { UnitFacts } from '../../parse/unit-properties.ts'
import type { UnitControl, WholeKill } from '../../stop-runner/ports.ts'
import { findBystandersNow } from './bystanders.ts'
import { cannotMove, edited, jobSentences, notInForce, stoppedHalf } from './unit-control-words.ts'
import type { UnitBook } from './unit-book.ts'

export interface UnitControlOf {
  /**
   * The unit as the run knows it: which invocation it is about, and where a run that is taken up had
   * moved the deadline to.
   */
  readonly known: RunUnit
  /**
   * Its stop is still to be asked for. Until the manager has answered that, a unit that crashes and
   * restarts is on whichever invocation it likes: the stop is about the one that it meets.
   */
  readonly awaitsStop?: boolean
  readonly book: UnitBook
  readonly cgroups: Cgroups
  readonly files: DeadlineFiles
  /** Where the files are not ours to write; null where they are, or where nobody may. */
  readonly byRoot?: DeadlinesByRoot | null
  readonly clock: Clock
  readonly uid: number
}

const isAtRest = ({ state }: RunUnit): boolean =>
  state.activeState === 'inactive' || state.activeState === 'failed'

/** One unit, for the length of one run. */
export class LiveUnitControl implements UnitControl {
  readonly #of: UnitControlOf & { readonly unit: string }
  #movedTo: RunUnit['movedTo']
  /** The stop job that was accepted last. */
  #job: string | null = null
  /** Which invocation the run is about; null until the stop is answered. */
  #invocation: string | null
  /** The last move that was asked for. */
  #moving: Promise<unknown> = Promise.resolve()
  /** The drop-in that is in force. */
  #content: string | null = null

  constructor(of: UnitControlOf) {
    this.#of = { ...of, unit: of.known.name }
    this.#movedTo = of.known.movedTo
    this.#invocation = of.awaitsStop === true ? null : of.known.invocation
  }

  current(): RunUnit | null {
    const { unit, book, files, known } = this.#of
    const facts = book.get(unit)
    // Of a unit that its manager does not have nothing runs; a transient one leaves no file behind.
    if (facts === null) return book.manager.connected() ? atRest(known) : null
    const fixed = files.refusal(book.manager.manager)
    const tidiedAtRest = this.#tidyUnit() !== null
    const invocation = this.#invocation ?? facts.state.invocation
    return { ...toRunUnit(facts, fixed), invocation, movedTo: this.#movedTo, tidiedAtRest }
  }

  follow(listener: (sentence?: string) => void): () => void {
    const { unit, book, cgroups } = this.#of
    const path = book.get(unit)?.controlGroup ?? ''
    const stopBook = book.onChange((changed) => {
      if (changed === unit) listener()
    })
    const stopCgroup =
      path === ''
        ? () => undefined
        : cgroups.watch(path, () => {
            listener()
          })
    const stopJobs = book.manager.onEvent((event) => {
      const isOurs = event.kind === 'job-removed' && event.job === this.#job
      const sentence = isOurs ? jobSentences[event.result] : undefined
      if (sentence !== undefined) listener(sentence(unit))
    })
    return () => {
      stopJobs()
      stopBook()
      stopCgroup()
    }
  }

  async stop(also: readonly string[]): Promise<Result<null>> {
    const answer = await this.#queueStop(also)
    // systemd tells what changed before it answers, so this is the invocation that it stops.
    this.#invocation ??= this.current()?.invocation ?? this.#of.known.invocation
    return answer
  }

  async #queueStop(also: readonly string[]): Promise<Result<null>> {
    const { unit, book } = this.#of
    const names = [...also, unit]
    for (const [at, name] of names.entries()) {
      const queued = await book.manager.stopUnit(name, () => {
        // A unit that starts again at once does so before the answer has reached whoever awaits it.
        if (name === unit) this.#invocation ??= this.current()?.invocation ?? null
      })
      if (!queued.ok) return at === 0 ? queued : fail(stoppedHalf(names.slice(0, at), queued.error))
      this.#job = queued.value
    }
    return ok(null)
  }

  wholeKill(scope: 'main' | 'group' | 'all', kept: readonly Member[]): WholeKill | null {
    const { unit, book, cgroups, uid } = this.#of
    const facts = book.get(unit)
    const path = facts?.controlGroup ?? ''
    // Nobody else than root may signal a process of a system unit by itself; its manager may.
    const byManager = uid !== 0 && book.manager.manager === 'system'
    // With such a KillMode= whoever was forked since the last look is kept as well.
    const keepsOthers =
      kept.some(isInUnit) || ['process', 'none'].includes(facts?.settings.killMode ?? '')
    if (scope === 'main' || (scope === 'all' && keepsOthers)) {
      return byManager ? this.#killByManager('main') : null
    }
    if (scope !== 'all') return null
    if (path !== '' && cgroups.mayKill(path)) {
      const kill = (): Promise<Result<null>> => Promise.resolve(cgroups.kill(path))
      return { how: `cgroup.kill of ${path}`, whom: 'all', kill }
    }
    return byManager ? this.#killByManager('all') : null
  }

  #killByManager(whom: WholeKill['whom']): WholeKill {
    const { unit, book } = this.#of
    return {
      how: `KillUnit(${unit}, ${whom}, SIGKILL)`,
      whom,
      kill: () => book.manager.killUnit(unit, whom, signalNumbers.KILL),
    }
  }

  /**
   * One after the other: a drop-in of ours that is written and not read yet would look like
   * somebody's edit, and the one of the later decision has to be the last.
   */
  moveDeadline(to: Moment | 'never', run: Run): Promise<Result<RunUnit>> {
    const move = (): Promise<Result<RunUnit>> => this.#move(to, run)
    const moved = this.#moving.then(move, move)
    this.#moving = moved
    return moved
  }

  async #move(to: Moment | 'never', run: Run): Promise<Result<RunUnit>> {
    const { unit, book, files, clock } = this.#of
    const fresh = await book.load(unit)
    if (!fresh.ok) return fresh
    const now = this.current()
    if (now === null || now.fixedDeadline !== null) return fail(cannotMove(now?.fixedDeadline))
    const { byRoot = null } = this.#of
    if (byRoot) return this.#moveByRoot(byRoot, now, to, run)
    const path = files.pathOf(unit, book.manager.manager)
    if (await this.#isEdited(fresh.value, path)) return fail(edited(unit))
    const move = decideMove(now, to, clock.now())
    if (!move.ok) return move
    const isFirst = !files.exists(path)
    const tidyUnit = this.#tidyUnit()
    const content = deadlineDropIn({ path, run: run.id, tidyUnit, ...move.value })
    // First who takes it back: a drop-in without that would stay for ever.
    const written = this.#writeTidy(tidyUnit, path, run) ?? files.write(path, content)
    if (!written.ok) {
      this.#takeBack(path, isFirst)
      return written
    }
    const reloaded = await book.manager.reload()
    const after = await book.load(unit)
    // A manager that did not answer in time may have read it all the same: look what is in force.
    const isMoved = after.ok ? isInForce(after.value.settings, move.value) : reloaded.ok
    if (!isMoved) {
      this.#takeBack(path, isFirst)
      return reloaded.ok ? fail(notInForce(unit)) : reloaded
    }
    this.#content = content
    this.#movedTo = to === 'never' ? 'never' : to.wall
    const moved = this.current()
    return moved === null ? fail(cannotMove(undefined)) : ok(moved)
  }

  /** Root's helper writes, reloads and looks for itself; what is in force afterwards is looked at here. */
  async #moveByRoot(
    byRoot: DeadlinesByRoot,
    now: RunUnit,
    to: Moment | 'never',
    run: Run,
  ): Promise<Result<RunUnit>> {
    const { unit, book, clock } = this.#of
    const move = decideMove(now, to, clock.now())
    if (!move.ok) return move
    const seconds = wholeSeconds(move.value)
    const done = await byRoot.move(unit, seconds, run.id)
    if (!done.ok) return done
    const after = await book.load(unit)
    const inForceMs = after.ok ? after.value.settings.timeoutStopMs : seconds * 1000
    if (inForceMs !== null && inForceMs < seconds * 1000) return fail(notInForce(unit))
    this.#movedTo = (now.state.since?.wall ?? clock.now().wall) + seconds * 1000
    const moved = this.current()
    return moved === null ? fail(cannotMove(undefined)) : ok(moved)
  }

  /**
   * Somebody changed or removed its files, and our reload would bring that into force under the stop:
   * without its unit file, systemd 252 went from 200 s back to its default of 90 s. One of ours that
   * nobody has read, as a crash leaves it, is no such change: it goes.
   */
  async #isEdited(fresh: UnitFacts, path: string): Promise<boolean> {
    const { book, files } = this.#of
    if (!fresh.needsReload || !files.exists(path) || fresh.dropIns.includes(path)) {
      return fresh.needsReload
    }
    this.#removeFiles(path)
    const again = await book.load(fresh.name)
    return !again.ok || again.value.needsReload
  }

  /** Nobody has read it. An earlier one that is in force has to stay: without it, a reload kills at once. */
  #takeBack(path: string, isFirst: boolean): void {
    const { files } = this.#of
    if (this.#content !== null) files.write(path, this.#content)
    else if (isFirst) this.#removeFiles(path)
  }

  #tidyUnit(): string | null {
    const { unit, book } = this.#of
    const facts = book.get(unit)
    return facts && tidyUnitFor(facts, book.manager.version())
  }

  /** Null where it was written, or is not needed. */
  #writeTidy(tidyUnit: string | null, dropIn: string, run: Run): Result<null> | null {
    if (tidyUnit === null) return null
    const { unit, book, files } = this.#of
    const path = files.tidyPathOf(unit, book.manager.manager)
    const written = files.write(path, tidyUnitText({ dropIn, path, run: run.id }))
    return written.ok ? null : written
  }

  #removeFiles(path: string): void {
    const { unit, book, files } = this.#of
    files.remove(path)
    files.remove(files.tidyPathOf(unit, book.manager.manager))
  }

  /**
   * The files go by themselves when the unit ends; what the manager read of them stays in force
   * until a reload. While the unit is still stopping the file protects it, and stays.
   */
  async tidy(leaving: AbortSignal): Promise<string | null> {
    const { unit, book, files } = this.#of
    const path = files.pathOf(unit, book.manager.manager)
    // A Quiesce that went down in mid-move left one that no record tells of.
    const { byRoot = null } = this.#of
    if (this.#movedTo === null && (byRoot !== null || !files.exists(path))) return null
    if (!(await this.#untilRest(leaving))) return null
    if (byRoot === null) this.#removeFiles(path)
    const others = await findBystandersNow(book, unit)
    const names = others.ok ? others.value.map((one) => one.name) : ['units that cannot be listed']
    if (names.length > 0) {
      return `The moved deadline of ${unit} stays in systemd's memory until its next daemon-reload: one now would touch ${names.join(', ')}.`
    }
    const reloaded = await (byRoot ? byRoot.takeBack(unit) : book.manager.reload())
    return reloaded.ok ? null : `systemd was not reloaded: ${reloaded.error.message}`
  }

  /** False where Quiesce leaves before that. */
  #untilRest(leaving: AbortSignal): Promise<boolean> {
    const { unit, book } = this.#of
    const isOver = (): boolean => {
      const now = this.current()
      return now === null || isAtRest(now) || now.state.activeState === 'active'
    }
    if (isOver() || leaving.aborted) return Promise.resolve(isOver())
    return new Promise((resolve) => {
      const done = (over: boolean): void => {
        stop()
        leaving.removeEventListener('abort', leave)
        resolve(over)
      }
      const leave = (): void => {
        done(false)
      }
      const stop = book.onChange((changed) => {
        if (changed === unit && isOver()) done(true)
      })
      leaving.addEventListener('abort', leave)
    })
  }
}
