/** A person at a run: the live line with the seconds left, the keys, and the question before force. */
import type { RunView } from '../../shared/contract.ts'
import type { Decision } from '../../shared/run.ts'
import { livingMembers } from '../../shared/run.ts'
import { countdownLine, keysLine, processNames } from '../../shared/wording/cli.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { forceCosts } from '../../shared/wording/views.ts'
import type { DoorEngine, World } from './command.ts'
import { closeQuestion, forceWords, pressKey, type Attention, type KeyAction } from './keys.ts'
import { memberToJson } from './run-changes.ts'
import { paint, type Key } from './terminal.ts'

const tickMs = 200

export interface Attendance {
  /** The run moved. */
  show(view: RunView): void
  /** Nobody attends any more; the terminal is as it was. */
  end(): void
}

export interface AttendanceEvents {
  /** Ctrl-C. */
  leave(): void
  /** The terminal went away. */
  lost(): void
}

/** What the live line says: the countdown with its keys, or the question with what was typed. */
export function liveText(view: RunView, attention: Attention, now: number): string {
  if (view.run.phase.kind === 'ended') return ''
  if (attention.kind === 'confirming') {
    const words = forceWords(view.run).map((word) => `"${printable(word)}"`)
    return `Type ${words.join(' or ')} and Enter, Esc cancels: ${printable(attention.typed)}`
  }
  return [countdownLine(view.run, now), keysLine(view.run.phase)].filter((s) => s !== '').join('  ')
}

/** What force would do, before its question. */
export function forceWarning(view: RunView): string[] {
  const members = livingMembers(view.run).map(memberToJson)
  return [
    `Force sends SIGKILL to ${processNames(members)}.`,
    ...forceCosts.map((sentence) => `  ${sentence}`),
  ]
}

/** Choices in the asking state, one a line, before the keys of the live line. */
export function askingLines(view: RunView): string[] {
  const members = livingMembers(view.run).map((m) => `  ${m.identity.pid}  ${printable(m.name)}`)
  return [...members, 'e: wait 30 s more · g: go on · f: force… · l: leave it running']
}

/** Begins to attend: from now on keys are heard, until `end`. */
export function attendRun(world: World, engine: DoorEngine, events: AttendanceEvents): Attendance {
  const { terminal } = world
  let view: RunView | null = null
  let attention: Attention = { kind: 'watching' }

  const redraw = (): void => {
    if (view) terminal.showLive(liveText(view, attention, world.now()))
  }
  const decide = async (run: string, turn: number, decision: Decision): Promise<void> => {
    const decided = await engine.request('run.decide', { run, turn, decision })
    if (decided.ok) return
    terminal.print(paint(terminal, 'yellow', `${decided.error.message} ${decided.error.next}`))
  }
  const act = (current: RunView, action: KeyAction): void => {
    if (action.kind === 'leave') events.leave()
    if (action.kind === 'say') terminal.print(printable(action.sentence))
    if (action.kind === 'ask-to-force') {
      for (const line of forceWarning(current)) terminal.print(paint(terminal, 'red', line))
    }
    if (action.kind === 'decide') void decide(current.run.id, action.turn, action.decision)
  }
  const hear = (key: Key): void => {
    if (!view) {
      if (key.ctrl && key.name === 'c') events.leave()
      return
    }
    const [next, action] = pressKey(view.run, attention, key)
    attention = next
    act(view, action)
    redraw()
  }
  const deafen = terminal.listen(hear, () => {
    events.lost()
  })
  const stopTicking = world.every(tickMs, redraw)
  return {
    show: (next) => {
      const asksAnew = next.run.phase.kind === 'asking' && view?.run.turn !== next.run.turn
      view = next
      const closed = closeQuestion(next.run, attention)
      if (closed !== null) {
        attention = { kind: 'watching' }
        terminal.print(closed)
      }
      if (asksAnew) for (const line of askingLines(next)) terminal.print(line)
      redraw()
    },
    end: () => {
      stopTicking()
      deafen()
      terminal.showLive('')
    },
  }
}
