/** What a person can do about a service. Nothing here sends a signal but the plan's own button. */
import type { ServiceRow } from '../shared/service.ts'
import { printable } from '../shared/wording/numbers.ts'
import type { Action } from './actions.ts'
import { liveRunOf, takeRun, type OpenPlan } from './state.ts'
import { tell, tellError, type App } from './store.ts'

type ServiceAction = Action<ServiceRow>

const alive = (row: ServiceRow): boolean =>
  row.state.kind === 'running' || row.state.kind === 'unknown'

function refuseStop(row: ServiceRow): string | null {
  if (row.state.kind === 'stopping' || row.state.kind === 'asking')
    return 'It is being stopped already.'
  return alive(row) ? null : 'Nothing of it runs.'
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
  refuse: refuseStop,
  run: (app, row) => {
    app.store.setState({ openPlan: { target: row.target, for: 'restart' } })
  },
}

export const startAction: ServiceAction = {
  id: 'start',
  label: () => 'Start',
  icon: 'start',
  refuse: (row) => (alive(row) ? 'It runs already.' : null),
  run: (app, row) => {
    tell(app.store, `${printable(row.title)} is being started and watched.`)
    void app.client.request('service.start', { target: row.target }).then((answer) => {
      if (answer.ok) tell(app.store, answer.value.sentence)
      else tellError(app.store, answer.error)
    })
  },
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
  const answer = await app.client.request('run.stop', {
    target,
    ...schedule,
    ...suspects,
    person: true,
  })
  if (!answer.ok) {
    tellError(app.store, answer.error)
    return
  }
  app.store.setState((state) => takeRun(state, answer.value))
  app.go({ view: 'run', id: answer.value.run.id })
}

/** A restart answers when it is over; its run is on the screen as soon as it is pushed. */
async function restart(app: App, target: string, schedule: { schedule?: string }): Promise<void> {
  const stopWatching = app.store.subscribe((state) => {
    const view = liveRunOf(state.runs, target)
    if (view === null) return
    stopWatching()
    app.go({ view: 'run', id: view.run.id })
  })
  const answer = await app.client.request('service.restart', { target, ...schedule, person: true })
  stopWatching()
  if (!answer.ok) {
    tellError(app.store, answer.error)
    return
  }
  app.store.setState((state) => takeRun(state, answer.value.run))
  if (answer.value.start !== null) tell(app.store, answer.value.start.sentence)
}
