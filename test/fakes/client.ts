/** A client without an engine: it tells a scene, remembers what it was asked, and pushes on demand. */
import type {
  Client,
  PushedEvent,
  RequestInput,
  RequestName,
  RequestOutputs,
  RunView,
} from '../../shared/contract.ts'
import { fail, ok, type QuiesceError, type Result } from '../../shared/errors.ts'
import { later } from '../../shared/moment.ts'
import type { Plan, PlannedStep } from '../../shared/plan.ts'
import type { Decision, Phase } from '../../shared/run.ts'
import { isForce, parseSchedule, type ScheduleItem } from '../../shared/schedule.ts'
import { makeRunView } from './scene-runs.ts'
import { sceneDetail } from './scene-detail.ts'
import type { Scene } from './scenes.ts'

export interface Asked {
  readonly name: RequestName
  readonly input: unknown
}

type Answers = { [K in RequestName]: (input: RequestInput<K>) => Result<RequestOutputs[K]> }

export interface FakeClient extends Client {
  /** What was asked, in order. */
  readonly asked: readonly Asked[]
  readonly push: (event: PushedEvent) => void
  /** The next request of this name fails with this error. */
  readonly failNext: (name: RequestName, error: QuiesceError) => void
  readonly runs: Map<string, RunView>
}

const unknownTarget = (target: string): QuiesceError => ({
  code: 'unknown-target',
  message: `There is no service "${target}".`,
  next: 'Look at the list for the right name.',
})

const stale: QuiesceError = {
  code: 'stale-decision',
  message: 'This decision came too late: the run is already asking you.',
  next: 'Look at the run as it stands now, and decide again.',
}

const stepWords = (item: ScheduleItem): string => {
  switch (item.kind) {
    case 'stop':
      return 'SIGTERM to the main process'
    case 'signal':
      return `SIG${item.signal} to ${item.scope === 'all' ? 'every member' : 'the main process'}`
    case 'wait':
      return `wait at most ${item.seconds} s`
    case 'wait-on':
      return 'wait without a deadline'
    case 'ask':
      return 'you decide'
  }
}

/** The plan that an engine would make of a schedule for a service of the scene. */
export function scenePlan(scene: Scene, target: string, text = 'stop/30/ask/KILL/5'): Result<Plan> {
  const row = scene.rows.find((one) => one.target === target)
  if (row === undefined) return fail(unknownTarget(target))
  const schedule = parseSchedule(text)
  if (!schedule.ok) return schedule
  const members = scene.members[target] ?? []
  const asked = schedule.value.findIndex((item) => item.kind === 'ask')
  const steps = schedule.value.map((item, index): PlannedStep => ({
    index,
    item: text.split('/')[index] ?? '',
    sentence: stepWords(item),
    targets:
      item.kind === 'stop' || item.kind === 'signal'
        ? members
            .filter((m) => m.main || isForce(item))
            .map((m) => ({ pid: m.identity.pid, name: m.name }))
        : [],
    force: isForce(item),
    condition:
      index <= 1
        ? 'always'
        : asked !== -1 && index > asked
          ? 'only-if-you-say-so'
          : 'if-some-are-left',
  }))
  return ok({
    target,
    title: row.title,
    backend: row.backend,
    schedule: text,
    scheduleSource: text === 'stop/30/ask/KILL/5' ? 'default' : 'person',
    steps,
    members,
    suspects: scene.suspects[target] ?? [],
    ceilings: [],
    impact: members.length > 1 ? ['Its workers lose their main process.'] : [],
    warnings:
      members.length > 0
        ? [
            {
              severity: 'note',
              sentence: 'rtpp-notify.sh (5120) left the tree; SIGTERM does not reach it.',
            },
          ]
        : [],
    refusal: row.refusal,
    madeAt: scene.now,
  })
}

function decided(view: RunView, decision: Decision): RunView {
  const { run } = view
  const at = { mono: run.startedAt.mono + 12_000, wall: Date.now() }
  const phase = (next: Phase): RunView => ({
    ...view,
    run: { ...run, phase: next, turn: run.turn + 1 },
  })
  switch (decision.kind) {
    case 'extend':
      return phase({
        kind: 'waiting',
        step: 'step' in run.phase ? run.phase.step : 1,
        deadline: later(at, decision.ms),
      })
    case 'hold':
      return phase({ kind: 'held', step: 1, leftMs: 18_000 })
    case 'release':
      return phase({ kind: 'waiting', step: 1, deadline: later(at, 18_000) })
    case 'go-on':
      return phase({ kind: 'asking', step: 2, why: 'schedule', since: at })
    case 'leave':
      return phase({ kind: 'ended', outcome: { kind: 'abandoned', by: 'ops' }, at })
    case 'force':
      return makeRunView(
        'killed',
        Date.now(),
        run.members.map((m) => m.member),
        { id: run.id, turn: run.turn + 1 },
      )
  }
}

function answersOf(scene: Scene, runs: Map<string, RunView>): Answers {
  const noRun: QuiesceError = {
    code: 'no-such-run',
    message: 'There is no such run.',
    next: 'Look at the activity.',
  }
  const find = (id: string): Result<RunView> => {
    const view = runs.get(id)
    return view === undefined ? fail(noRun) : ok(view)
  }
  const keep = (view: RunView): Result<RunView> => {
    runs.set(view.run.id, view)
    return ok(view)
  }
  return {
    'host.info': () => ok(scene.host),
    'services.list': ({ all }) =>
      ok({
        rows: scene.rows,
        hidden: all ? 0 : scene.hidden,
        at: Date.now(),
        problems: scene.problems,
      }),
    'services.inspect': ({ target }) => {
      const row = scene.rows.find((one) => one.target === target)
      return row === undefined ? fail(unknownTarget(target)) : ok(sceneDetail(scene, row))
    },
    'plan.make': ({ target, schedule }) => scenePlan(scene, target, schedule),
    'run.stop': ({ target }) =>
      keep(
        makeRunView('waiting', Date.now(), scene.members[target] ?? [], {
          id: 'run-new',
          target,
          title: target,
        }),
      ),
    'run.kill': () => fail(noRun),
    'run.decide': ({ run, turn, decision }) => {
      const view = runs.get(run)
      if (view === undefined) return fail(noRun)
      return turn === view.run.turn ? keep(decided(view, decision)) : fail(stale)
    },
    'run.resume': ({ run }) => find(run),
    'run.list': () => ok([...runs.values()]),
    'run.get': ({ run }) => find(run),
    'service.signal': ({ signal }) =>
      ok({ sentence: `SIG${signal} was sent to 4698.`, sent: 1, refused: 0 }),
    'service.start': ({ target }) =>
      ok({ sentence: `${target} is up and stayed up for 5 s.`, up: true }),
    'service.restart': ({ target }) =>
      ok({ run: makeRunView('stopped', Date.now(), scene.members[target] ?? []), start: null }),
    'journal.read': () => ok(scene.journal),
    'practice.start': ({ vice }) => ok({ target: scene.rows[0]?.target ?? vice, pid: 7711 }),
  }
}

/** A client for one scene. */
export function createFakeClient(scene: Scene): FakeClient {
  const asked: Asked[] = []
  const listeners = new Set<(event: PushedEvent) => void>()
  const failing = new Map<RequestName, QuiesceError>()
  const runs = new Map(scene.runs.map((view) => [view.run.id, view]))
  const answers = answersOf(scene, runs)
  return {
    asked,
    runs,
    push: (event) => {
      for (const listener of listeners) listener(event)
    },
    failNext: (name, error) => {
      failing.set(name, error)
    },
    request: (name, input) => {
      asked.push({ name, input })
      const error = failing.get(name)
      failing.delete(name)
      return Promise.resolve(error === undefined ? answers[name](input) : fail(error))
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}
