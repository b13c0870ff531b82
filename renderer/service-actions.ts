/** What a person can do about a service. Nothing here sends a signal but the plan's own button. */
import type { ServiceRow } from '../shared/service.ts'
import { printable } from '../shared/wording/numbers.ts'
import type { Action } from './actions.ts'
import { withPermission } from './permission.ts'
import type { OpenCopies, OpenPlan } from './opened.ts'
import { liveRunOf, takeRun } from './state.ts'
import { tell, tellError, type App } from './store.ts'
import type { ControlSubject } from './unit-actions.ts'

type ServiceAction = Action<ServiceRow>

/** A unit that is active without a process has something to stop, a failed one with processes too. */
function refuseStop(row: ServiceRow): string | null {
  switch (row.state.kind) {
    case 'stopping':
    case 'asking':
      return 'It is being stopped already.'
    case 'running':
    case 'unknown':
    case 'starting':
    case 'deactivating':
    case 'exited':
    case 'frozen':
      return null
    case 'failed':
      return row.memberCount > 0 ? null : 'Nothing of it runs.'
    case 'stopped':
    case 'dead-pid-file':
    case 'dead-lock-file':
      return 'Nothing of it runs.'
  }
}

function refuseStart(row: ServiceRow): string | null {
  switch (row.state.kind) {
    case 'stopping':
    case 'asking':
    case 'deactivating':
      return 'It is being stopped.'
    case 'running':
    case 'unknown':
      return 'It runs already.'
    case 'starting':
      return 'It is being started.'
    case 'exited':
      return 'It is active already.'
    case 'frozen':
      return 'It is frozen: thaw it.'
    case 'failed':
    case 'stopped':
    case 'dead-pid-file':
    case 'dead-lock-file':
      return row.canStart ? null : 'No start command is configured for it.'
  }
}

function refuseRestart(row: ServiceRow): string | null {
  return refuseStop(row) ?? (row.canStart ? null : 'No start command is configured for it.')
}

/** Shows the plan. A service that would be refused has a plan too: it says why. */
export const stopAction: ServiceAction = {
  id: 'stop',
  label: () => 'Stop…',
  icon: 'stop',
  look: 'go',
  key: 'S',
  refuse: refuseStop,
  run: (app, row) => {
    app.store.setState({ openPlan: { target: row.target, for: 'stop' } })
  },
}

export const restartAction: ServiceAction = {
  id: 'restart',
  label: () => 'Restart…',
  icon: 'restart',
  key: 'R',
  refuse: refuseRestart,
  run: (app, row) => {
    app.store.setState({ openPlan: { target: row.target, for: 'restart' } })
  },
}

export const startAction: ServiceAction = {
  id: 'start',
  label: () => 'Start',
  icon: 'start',
  refuse: refuseStart,
  run: (app, row) => void startService(app, row),
}

/**
 * Starts it and says whether it stays up; one that dies while it is watched is trouble. Beside what
 * still holds it is a question, whose answer is `confirmed`.
 */
export async function startService(
  app: App,
  subject: ControlSubject,
  confirmed = false,
): Promise<void> {
  const begun = `${printable(subject.title)} is being started and watched.`
  tell(app.store, begun)
  const input = { target: subject.target, ...(confirmed ? { confirmed } : {}) }
  const call = app.client.request('service.start', input)
  const answer = await withPermission(app, subject.unit?.manager ?? null, call)
  if (!answer.ok && answer.error.code === 'needs-consent' && !confirmed) {
    const { target, title, unit } = subject
    const copies = { how: 'start', subject: { target, title, unit }, error: answer.error } as const
    app.store.setState(({ notices }) => ({
      copies,
      notices: notices.filter(({ text }) => text !== begun),
    }))
  } else if (!answer.ok) tellError(app.store, answer.error)
  else if (answer.value.up) tell(app.store, answer.value.sentence)
  else {
    tellError(app.store, {
      code: 'start-failed',
      message: answer.value.sentence,
      next: 'Look at its own log before you try again.',
    })
  }
}

export const openAction: ServiceAction = {
  id: 'open',
  label: () => 'Open',
  icon: 'right',
  key: 'Enter',
  refuse: () => null,
  run: (app, row) => {
    app.go({ view: 'service', target: row.target })
  },
}

/** Leads to the form in which it is named and written to the configuration. */
export const keepAction: ServiceAction = {
  id: 'keep',
  label: () => 'Keep as a service…',
  icon: 'check',
  refuse: (row) => {
    if (row.origin === 'configured') return 'It is a service of the configuration already.'
    return row.unit === null ? null : 'It is a unit of systemd already.'
  },
  run: (app, row) => {
    app.go({ view: 'add', target: row.target })
  },
}

/** Leads to the description of a service that stands in a file. */
export const describeAction: ServiceAction = {
  id: 'describe',
  label: () => 'Edit how it is described',
  icon: 'settings',
  refuse: (row) => (row.origin === 'configured' ? null : 'It stands in no file.'),
  run: (app, row) => {
    app.go({ view: 'settings', section: 'services', entry: row.target })
  },
}

/** Goes to the live run of a service. */
export const openRunAction: ServiceAction = {
  id: 'open-run',
  label: () => 'Open run',
  icon: 'right',
  refuse: (row) =>
    row.state.kind === 'stopping' || row.state.kind === 'asking' ? null : 'No run.',
  run: (app, row) => {
    if (row.state.kind !== 'stopping' && row.state.kind !== 'asking') return
    app.go({ view: 'run', id: row.state.runId })
  },
}

/** What the plan's button starts: the schedule on the screen, and the suspects that were ticked. */
export interface PlanOrder {
  readonly plan: OpenPlan
  /** Undefined where it is the service's own. */
  readonly schedule: string | undefined
  readonly suspects: readonly { boot: string; pid: number; startTicks: number }[]
  /** Units that would start it again and shall be stopped first. */
  readonly triggers?: readonly string[]
}

/** Starts the stop or the restart of a plan that is on the screen, and goes to its run. */
export async function startPlan(app: App, order: PlanOrder): Promise<void> {
  const { target } = order.plan
  const schedule = order.schedule === undefined ? {} : { schedule: order.schedule }
  app.store.setState({ openPlan: null })
  if (order.plan.for === 'restart') {
    await restart(app, target, schedule)
    return
  }
  const suspects = order.suspects.length === 0 ? {} : { suspects: [...order.suspects] }
  const triggers =
    order.triggers === undefined || order.triggers.length === 0
      ? {}
      : { triggers: [...order.triggers] }
  const manager = app.store.getState().services?.get(target)?.unit?.manager ?? null
  const call = app.client.request('run.stop', {
    target,
    ...schedule,
    ...suspects,
    ...triggers,
    person: true,
  })
  const answer = await withPermission(app, manager, call)
  if (!answer.ok) {
    tellError(app.store, answer.error)
    return
  }
  app.store.setState((state) => takeRun(state, answer.value))
  app.go({ view: 'run', id: answer.value.run.id })
}

/** A restart answers when it is over; its run is on the screen as soon as it is pushed. */
async function restart(
  app: App,
  target: string,
  schedule: { schedule?: string },
  confirmed = false,
): Promise<void> {
  const stopWatching = app.store.subscribe((state) => {
    const view = liveRunOf(state.runs, target)
    if (view === null) return
    stopWatching()
    app.go({ view: 'run', id: view.run.id })
  })
  const sure = confirmed ? { confirmed } : {}
  const input = { target, ...schedule, ...sure, person: true }
  const answer = await app.client.request('service.restart', input)
  stopWatching()
  if (!answer.ok && answer.error.code === 'needs-consent' && !confirmed) {
    const row = app.store.getState().services?.get(target)
    const subject = { target, title: row?.title ?? target, unit: row?.unit ?? null }
    app.store.setState({ copies: { how: 'restart', subject, ...schedule, error: answer.error } })
    return
  }
  if (!answer.ok) {
    tellError(app.store, answer.error)
    return
  }
  app.store.setState((state) => takeRun(state, answer.value.run))
  if (answer.value.start !== null) tell(app.store, answer.value.start.sentence)
}

/** Starts it beside what holds: a person read the price. */
export async function startBeside(app: App, copies: OpenCopies): Promise<void> {
  const { how, subject, schedule } = copies
  app.store.setState({ copies: null })
  if (how === 'start') await startService(app, subject, true)
  else await restart(app, subject.target, schedule === undefined ? {} : { schedule }, true)
}
