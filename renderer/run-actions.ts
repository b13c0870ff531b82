/** What a person can do about a run. Each decision names the turn of the run that was on the screen. */
import type { RunView } from '../shared/contract.ts'
import { livingMembers, type Decision, type PhaseKind } from '../shared/run.ts'
import { isForce } from '../shared/schedule.ts'
import type { Action } from './actions.ts'
import { canHoldCeiling, canMoveCeiling, fixedReason } from './model/ceiling-words.ts'
import { startService } from './service-actions.ts'
import type { OpenConsent } from './opened.ts'
import { takeRun } from './state.ts'
import { tellError, type App } from './store.ts'

type RunAction = Action<RunView>

/** A decision, and the turn of the run that was on the screen when it was made. */
interface Order {
  readonly run: string
  readonly turn: number
  readonly decision: Decision
}

/**
 * Sends a decision. One that would reload systemd while other units are on their way asks a person
 * first; any other refusal is told, and the run is read again, because it moved.
 */
async function send(app: App, order: Order): Promise<void> {
  const answer = await app.client.request('run.decide', order)
  if (answer.ok) {
    app.store.setState((state) => takeRun(state, answer.value))
    return
  }
  const { error } = answer
  const { decision } = order
  if (
    error.code === 'needs-consent' &&
    (decision.kind === 'extend' || decision.kind === 'hold') &&
    decision.reload !== true
  ) {
    app.store.setState({ consent: { run: order.run, turn: order.turn, decision, error } })
    return
  }
  tellError(app.store, error)
  const fresh = await app.client.request('run.get', { run: order.run })
  if (fresh.ok) app.store.setState((state) => takeRun(state, fresh.value))
}

/** Sends a decision about the run on the screen. */
export const decide = (app: App, { run }: RunView, decision: Decision): Promise<void> =>
  send(app, { run: run.id, turn: run.turn, decision })

/**
 * Sends it again with the answer, for the same turn: a run that moved on refuses it. Without the
 * reload only our own clock hears it.
 */
export async function consentTo(app: App, consent: OpenConsent, reload: boolean): Promise<void> {
  app.store.setState({ consent: null })
  const { run, turn, decision } = consent
  await send(app, { run, turn, decision: { ...decision, reload } })
}

const phaseRefusal: Partial<Record<PhaseKind, string>> = {
  planned: 'Nothing has been sent yet.',
  forcing: 'SIGKILL is on its way and cannot be recalled.',
  verifying: 'Nothing of it runs any more; it is watched whether it comes back.',
  ended: 'This run is over.',
}

/** What holds for every decision: somebody else's run is only shown. */
export function refuseDecision(view: RunView): string | null {
  if (!view.owner.here) {
    return `Another Quiesce (${view.owner.door}, pid ${view.owner.pid}, ${view.owner.user}) runs this stop.`
  }
  return phaseRefusal[view.run.phase.kind] ?? null
}

function hasDeadline(view: RunView): boolean {
  const { phase } = view.run
  if (phase.kind === 'held') return phase.leftMs !== null
  return phase.kind === 'asking' || ('deadline' in phase && phase.deadline !== null)
}

const extend = (id: string, ms: number, key: string): RunAction => ({
  id,
  label: ({ run }) => {
    const time = ms < 60_000 ? `${ms / 1000}\u00a0s` : `${ms / 60_000}\u00a0min`
    return run.phase.kind === 'asking' ? `Wait ${time} more` : `Extend +${time}`
  },
  icon: 'extend',
  key,
  refuse: (view) =>
    refuseDecision(view) ??
    (view.run.phase.kind === 'asking' && view.run.phase.why === 'found'
      ? 'Resume the run first.'
      : hasDeadline(view) || canMoveCeiling(view.run)
        ? null
        : 'This wait has no deadline.'),
  run: (app, view) => void decide(app, view, { kind: 'extend', ms }),
})

export const extendAction: RunAction = extend('extend', 30_000, 'E')
export const extendLongAction: RunAction = extend('extend-long', 120_000, 'Shift E')

/** While the run asks, only somebody else's clock can be held. */
function refuseHoldBack({ run }: RunView): string | null {
  if (run.phase.kind === 'asking' && run.phase.why === 'found') return 'Resume the run first.'
  if (run.unit?.movedTo === 'never') return 'It is held already: nobody forces.'
  const fixed = fixedReason(run)
  if (fixed !== null) return `The other deadline cannot be moved: ${fixed}.`
  return canHoldCeiling(run) ? null : 'No clock is running: the run waits for you.'
}

/** Holds the clock, and releases it. */
export const holdAction: RunAction = {
  id: 'hold',
  label: ({ run }) => {
    if (run.phase.kind === 'held') return 'Release'
    return run.phase.kind === 'asking' ? 'Hold it back' : 'Hold'
  },
  icon: 'hold',
  key: 'H',
  refuse: (view) =>
    refuseDecision(view) ?? (view.run.phase.kind === 'asking' ? refuseHoldBack(view) : null),
  run: (app, view) =>
    void decide(app, view, { kind: view.run.phase.kind === 'held' ? 'release' : 'hold' }),
}

/** Why going on is not offered: it would be force, or nothing follows. */
function refuseGoOn(view: RunView): string | null {
  const { phase, schedule } = view.run
  if (!('step' in phase)) return null
  const waits = schedule[phase.step + 1]?.kind === 'wait' && phase.kind === 'stopping'
  const next = schedule[phase.step + (waits ? 2 : 1)]
  if (next !== undefined && isForce(next)) {
    return 'The next step is SIGKILL. Going on never crosses into force.'
  }
  return next === undefined && phase.kind === 'asking' ? 'The schedule has no further step.' : null
}

export const goOnAction: RunAction = {
  id: 'go-on',
  label: ({ run }) => (run.phase.kind === 'verifying' ? 'Enough watching' : 'Go on now'),
  icon: 'skip',
  key: 'G',
  refuse: (view) =>
    view.owner.here && view.run.phase.kind === 'verifying'
      ? null
      : (refuseDecision(view) ?? refuseGoOn(view)),
  run: (app, view) => void decide(app, view, { kind: 'go-on' }),
}

/** Leaves it as it is: what was sent stays sent. */
export const leaveAction: RunAction = {
  id: 'leave',
  label: () => 'Leave it',
  icon: 'leave',
  look: 'quiet',
  key: 'L',
  // A run that a crash left is nobody's: whoever finds it may leave it.
  refuse: (view) => (resumeAction.refuse(view) === null ? null : refuseDecision(view)),
  run: (app, view) => void decide(app, view, { kind: 'leave' }),
}

/** Opens the dialog that can force; sends nothing. It has no key on purpose. */
export const forceAction: RunAction = {
  id: 'force',
  label: () => 'Force…',
  icon: 'force',
  look: 'quiet force',
  refuse: (view) =>
    refuseDecision(view) ?? (livingMembers(view.run).length === 0 ? 'Nobody is left.' : null),
  run: (app, view) => {
    app.store.setState({ forceFor: view.run.id })
  },
}

/** Takes up a run that was found after Quiesce went down. */
export const resumeAction: RunAction = {
  id: 'resume',
  label: () => 'Resume the stop',
  icon: 'start',
  refuse: (view) =>
    view.run.phase.kind === 'asking' && view.run.phase.why === 'found' ? null : 'It runs already.',
  run: (app, view) => {
    void app.client.request('run.resume', { run: view.run.id, person: true }).then((answer) => {
      if (answer.ok) app.store.setState((state) => takeRun(state, answer.value))
      else tellError(app.store, answer.error)
    })
  },
}

/** Somebody outlived force: another copy would stand beside it. */
export const survived = ({ run: { phase } }: RunView): boolean =>
  phase.kind === 'ended' && phase.outcome.kind === 'survived'

/** Starts the service again after a stop, and says whether it stays up. */
export const tryRestartAction: RunAction = {
  id: 'try-restart',
  label: (view) => (survived(view) ? 'Try a restart…' : 'Try a restart'),
  icon: 'restart',
  refuse: (view) => (view.canStart ? null : 'No start command is configured for it.'),
  run: (app, { run }) =>
    void startService(app, { target: run.target, title: run.title, unit: run.unit }),
}

/** What acts on a live run, in the order of the buttons. */
export const liveRunActions: readonly RunAction[] = [
  extendAction,
  extendLongAction,
  holdAction,
  goOnAction,
  leaveAction,
]
