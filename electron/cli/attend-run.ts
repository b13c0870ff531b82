/** A person at a run: the live line with the seconds left, the keys, and the question before force. */
import type { RunView } from '../../shared/contract.ts'
import type { Diagnosis, Remedy } from '../../shared/diagnosis.ts'
import type { PlannedProfile } from '../../shared/profile.ts'
import type { Decision } from '../../shared/run.ts'
import { livingMembers } from '../../shared/run.ts'
import { ceilingCountdown } from '../../shared/wording/ceilings.ts'
import {
  canHoldOthers,
  countdownLine,
  keysLine,
  shortCountdownLine,
} from '../../shared/wording/cli.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { processNames } from '../../shared/wording/process-names.ts'
import { forceCosts } from '../../shared/wording/views.ts'
import type { DoorEngine, World } from './command.ts'
import { choosable, numberedBy, verdictLines } from './diagnosis-lines.ts'
import { closeQuestion, forceWords, pressKey, type Attention, type KeyAction } from './keys.ts'
import { sayWhatStays } from './leave-run.ts'
import { forceCostLines } from './profile-lines.ts'
import { memberToJson } from './run-changes.ts'
import { unusualLines } from './stop-times-lines.ts'
import { paint, type Key } from './terminal.ts'
import { displayWidth } from './text.ts'

const tickMs = 200

export interface Attendance {
  /** The run moved. */
  show(view: RunView): void
  /** Why it takes so long is known, or known better. */
  diagnose(diagnosis: Diagnosis): void
  /** Nobody attends any more; the terminal is as it was. */
  end(): void
}

export interface AttendanceEvents {
  /** Ctrl-C. */
  leave(): void
  /** The terminal went away. */
  lost(): void
}

/** The longest of these texts that fits; where none does, the last, which is cut. */
const fitting = (texts: readonly string[], width: number): string =>
  texts.find((text) => displayWidth(text) <= width) ?? texts.at(-1) ?? ''

/** What the live line says: the countdown with its keys, or the question with what was typed. */
export function liveText(
  view: RunView,
  attention: Attention,
  at: { readonly now: number; readonly width: number },
): string {
  const { run } = view
  if (run.phase.kind === 'ended') return ''
  if (attention.kind === 'confirming') {
    const typed = printable(attention.typed)
    const words = forceWords(run).map((word) => `"${printable(word)}"`)
    const question = `Type ${words.join(' or ')} and Enter, Esc cancels: ${typed}`
    return fitting([question, `Type "force" and Enter, Esc cancels: ${typed}`], at.width)
  }
  if (attention.kind === 'consenting') {
    // The clock that the question is about does not wait for the answer.
    const clock = ceilingCountdown(run, at.now)
    return `Reload systemd all the same? [y/N]${clock === '' ? ' ' : ` (${clock})`}`
  }
  if (attention.kind === 'choosing') return `${printable(attention.remedy.label)}? [y/N] `
  const countdown = countdownLine(run, at.now)
  const keys = keysLine(run)
  const short = shortCountdownLine(run, at.now)
  if (keys === '') return fitting([countdown, short], at.width)
  const hint = '  [?] keys'
  return fitting([`${countdown}  ${keys}`, countdown + hint, short + hint, short], at.width)
}

/** What force would do, before its question. */
export function forceWarning(view: RunView, profile: PlannedProfile | null = null): string[] {
  const members = livingMembers(view.run).map(memberToJson)
  return [
    `Force sends SIGKILL to ${processNames(members)}.`,
    ...[...forceCosts, ...forceCostLines(profile)].map((sentence) => `  ${sentence}`),
  ]
}

/** The choices of the asking state, with the remedies by their numbers where there are some. */
function choicesLine(view: RunView, offered: readonly Remedy[]): string {
  const hold = canHoldOthers(view.run) ? ' · h: hold systemd back' : ''
  const numbers = offered.length > 1 ? `1-${offered.length}` : '1'
  const remedies = offered.length === 0 ? '' : `${numbers}: choose a remedy · `
  return `${remedies}e: wait 30 s more${hold} · g: go on · f: force… · l: leave it running`
}

/** Who is there in the asking state, why, and the choices, before the keys of the live line. */
export function askingLines(view: RunView, diagnosis: Diagnosis | null = null): string[] {
  const members = livingMembers(view.run).map((m) => `  ${m.identity.pid}  ${printable(m.name)}`)
  if (diagnosis === null) return [...members, choicesLine(view, [])]
  const verdict = verdictLines(diagnosis, numberedBy(diagnosis))
  const unusual = unusualLines(view.run, diagnosis)
  return [...members, ...verdict, ...unusual, choicesLine(view, choosable(diagnosis))]
}

class RunAttendance implements Attendance {
  readonly #world: World
  readonly #engine: DoorEngine
  readonly #events: AttendanceEvents
  readonly #stop: readonly (() => void)[]
  #view: RunView | null = null
  #attention: Attention = { kind: 'watching' }
  /** Only the first view brings the plan. */
  #profile: PlannedProfile | null = null
  /** As it was told last: its numbers are those that a person sees. */
  #diagnosis: Diagnosis | null = null

  constructor(world: World, engine: DoorEngine, events: AttendanceEvents) {
    this.#world = world
    this.#engine = engine
    this.#events = events
    const hear = (key: Key): void => {
      this.#hear(key)
    }
    const lose = (): void => {
      events.lost()
    }
    const redraw = (): void => {
      this.#redraw()
    }
    this.#stop = [world.every(tickMs, redraw), world.terminal.listen(hear, lose)]
  }

  show(next: RunView): void {
    const { terminal } = this.#world
    const asksAnew = next.run.phase.kind === 'asking' && this.#view?.run.turn !== next.run.turn
    this.#view = next
    this.#profile = next.plan?.profile ?? this.#profile
    const closed = closeQuestion(next.run, this.#attention)
    if (closed !== null) {
      this.#attention = { kind: 'watching' }
      terminal.print(closed)
    }
    if (asksAnew) for (const line of askingLines(next, this.#diagnosis)) terminal.print(line)
    this.#redraw()
  }

  diagnose(diagnosis: Diagnosis): void {
    this.#diagnosis = diagnosis
    const { terminal } = this.#world
    const unusual = this.#view === null ? [] : unusualLines(this.#view.run, diagnosis)
    const verdict = verdictLines(diagnosis, numberedBy(diagnosis))
    for (const line of [...verdict, ...unusual]) terminal.print(line)
    const isAsking = this.#view?.run.phase.kind === 'asking'
    if (this.#view && isAsking) terminal.print(choicesLine(this.#view, choosable(diagnosis)))
    this.#redraw()
  }

  end(): void {
    for (const stop of this.#stop) stop()
    this.#world.terminal.showLive('')
  }

  #redraw(): void {
    if (!this.#view) return
    const { terminal } = this.#world
    const at = { now: this.#world.now(), width: terminal.liveWidth }
    terminal.showLive(liveText(this.#view, this.#attention, at))
  }

  #hear(key: Key): void {
    if (!this.#view) {
      // The run is not there yet; leaving it is all that one can want.
      if (key.ctrl && key.name === 'c') this.#events.leave()
      return
    }
    const offered = this.#diagnosis === null ? [] : choosable(this.#diagnosis)
    const [next, action] = pressKey(this.#view.run, this.#attention, key, offered)
    this.#attention = next
    this.#act(this.#view, action)
    this.#redraw()
  }

  #act(view: RunView, action: KeyAction): void {
    const { terminal } = this.#world
    if (action.kind === 'leave') this.#events.leave()
    if (action.kind === 'say') terminal.print(printable(action.sentence))
    if (action.kind === 'ask-to-force') {
      for (const line of forceWarning(view, this.#profile))
        terminal.print(paint(terminal, 'red', line))
    }
    if (action.kind === 'decide') {
      if (action.decision.kind === 'leave') sayWhatStays(terminal, view)
      void this.#decide(view.run.id, action.turn, action.decision)
    }
  }

  async #decide(run: string, turn: number, decision: Decision): Promise<void> {
    const decided = await this.#engine.request('run.decide', { run, turn, decision })
    if (decided.ok) return
    const { code, message, next } = decided.error
    const { terminal } = this.#world
    terminal.print(paint(terminal, 'yellow', printable(`${message} ${next}`)))
    const moves = decision.kind === 'extend' || decision.kind === 'hold'
    if (code !== 'needs-consent' || !moves || this.#attention.kind !== 'watching') return
    this.#attention = { kind: 'consenting', decision, turn }
    this.#redraw()
  }
}

/** Begins to attend: from now on keys are heard, until `end`. */
export const attendRun = (world: World, engine: DoorEngine, events: AttendanceEvents): Attendance =>
  new RunAttendance(world, engine, events)
