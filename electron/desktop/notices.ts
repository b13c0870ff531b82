/**
 * Which notifications a change calls for. Pure: before, after, the event, the settings, what a person
 * looks at, and the time. Nobody is told what stands before their eyes.
 */
import type { RunView } from '../../shared/contract.ts'
import type { Order } from '../../shared/order.ts'
import type { RebootNews } from '../../shared/reboot.ts'
import type { OutcomeKind, Run } from '../../shared/run.ts'
import type { ServiceAlert } from '../../shared/watch.ts'
import {
  alertWords,
  ceilingNearWords,
  endedWords,
  hungWords,
  noticeLabels,
  orderWords,
  rebootNearWords,
} from '../../shared/wording/notification-words.ts'
import type { Change } from './follower.ts'
import type { Notice, NoticeChange } from './notice.ts'
import type { Place } from './place.ts'
import { mayTell, type Urgency } from './quiet-hours.ts'
import { runChoices } from './run-choices.ts'
import { isSamePlace, type Snapshot } from './snapshot.ts'

/** What is so around the change. */
export interface Beholder {
  /** What a person looks at now, or null. */
  readonly lookedAt: Place | null
  /** Wall clock, milliseconds. */
  readonly wall: number
}

const keys = {
  run: (id: string): string => `run:${id}`,
  ceiling: (id: string): string => `ceiling:${id}`,
  order: (id: string): string => `order:${id}`,
  alert: (target: string): string => `alert:${target}`,
}

/** What to show and what to close after this change, in this order. */
export function decideNotices(change: Change, beholder: Beholder): readonly NoticeChange[] {
  return changesOf(change).filter(
    (one) => one.kind === 'close' || isWanted(change.now, one.notice, beholder),
  )
}

/** Neither in quiet hours nor about what is being looked at. */
const isWanted = ({ settings }: Snapshot, notice: Notice, { lookedAt, wall }: Beholder): boolean =>
  !isSamePlace(lookedAt, notice.place) && mayTell(settings.notify.quiet, notice.urgency, wall)

function changesOf(change: Change): readonly NoticeChange[] {
  const { event } = change
  if (event?.name === 'run') return ofRun(change, event.payload)
  if (event?.name === 'order') return ofOrder(change, event.payload)
  if (event?.name === 'reboot') return ofReboot(change.now, event.payload)
  return event?.name === 'alert' ? ofAlert(change.now, event.payload) : []
}

const rebootKey = 'reboot'

/** A shutdown ends a stop as systemd's own deadline does: somebody else’s clock. */
function ofReboot({ settings }: Snapshot, news: RebootNews): readonly NoticeChange[] {
  if (news.kind === 'far') return [{ kind: 'close', key: rebootKey }]
  if (!settings.notify.ceiling) return []
  const place: Place = { view: 'reboot' }
  // Somebody may need it: calling it off is asked about in the window.
  const actions = [{ label: noticeLabels.callOff, action: { kind: 'open', place } as const }]
  return [show({ key: rebootKey, ...rebootNearWords(news), urgency: 'critical', place, actions })]
}

function ofRun({ before, now }: Change, view: RunView): readonly NoticeChange[] {
  const { run, owner } = view
  const was = before.runs.get(run.id)
  const isStale = was !== undefined && was.run.revision > run.revision
  // Who runs it elsewhere sits before it; and what ended before we came is no news.
  if (!owner.here || isStale || (was === undefined && run.phase.kind === 'ended')) return []
  if (run.phase.kind === 'ended') return [closeCeiling(run), ...ended(now, run)]
  if (run.phase.kind !== 'asking') return was?.run.phase.kind === 'asking' ? [closeRun(run)] : []
  const isNew = was?.run.phase.kind !== 'asking' || was.run.phase.why !== run.phase.why
  return isNew && now.settings.notify.hung ? [show(hung(view))] : []
}

const closeRun = (run: Run): NoticeChange => ({ kind: 'close', key: keys.run(run.id) })
const closeCeiling = (run: Run): NoticeChange => ({ kind: 'close', key: keys.ceiling(run.id) })
const show = (notice: Notice): NoticeChange => ({ kind: 'show', notice })

function hung(view: RunView): Notice {
  const { id, turn } = view.run
  const { hold, extend } = runChoices(view)
  const place: Place = { view: 'run', id }
  const decide = (label: string, decision: typeof hold): Notice['actions'] =>
    decision === null ? [] : [{ label, action: { kind: 'decide', run: id, turn, decision } }]
  return {
    key: keys.run(id),
    ...hungWords(view),
    urgency: 'critical',
    place,
    actions: [
      { label: noticeLabels.why, action: { kind: 'open', place } },
      ...decide(noticeLabels.hold, hold),
      ...decide(noticeLabels.extend, extend),
    ],
  }
}

/** A person's own word just now, or our own end, is no news. */
const untold: ReadonlySet<OutcomeKind> = new Set(['abandoned', 'interrupted', 'refused'])
const good: ReadonlySet<OutcomeKind> = new Set(['stopped', 'already-stopped'])

function ended(now: Snapshot, run: Run): readonly NoticeChange[] {
  if (run.phase.kind !== 'ended') return []
  const { outcome } = run.phase
  const { notify } = now.settings
  const wanted = outcome.kind === 'came-back' ? notify.back : notify.ended
  const isGood = good.has(outcome.kind)
  if (!wanted || untold.has(outcome.kind) || (isGood && isOfOrder(now, run.id))) {
    return [closeRun(run)]
  }
  const urgency = urgencyOf(outcome.kind)
  const place: Place = { view: 'run', id: run.id }
  const actions = [{ label: noticeLabels.show, action: { kind: 'open', place } as const }]
  return [show({ key: keys.run(run.id), ...endedWords(run, outcome), urgency, place, actions })]
}

function urgencyOf(outcome: OutcomeKind): Urgency {
  if (good.has(outcome)) return 'low'
  return outcome === 'killed' ? 'normal' : 'critical'
}

/** One notification at the end of an order says what twenty would. */
const isOfOrder = ({ orders }: Snapshot, run: string): boolean =>
  [...orders.values()].some(({ states }) =>
    states.some((state) => 'runId' in state && state.runId === run),
  )

function ofOrder({ before, now }: Change, order: Order): readonly NoticeChange[] {
  const was = before.orders.get(order.id)
  const { phase } = order
  const key = keys.order(order.id)
  if (was === undefined || was.revision > order.revision) return []
  if (phase.kind === was.phase.kind) return []
  const close: NoticeChange = { kind: 'close', key }
  // Whoever hangs in it asks by its own run.
  const runAsks = [...now.runs.values()].some(({ run }) => run.phase.kind === 'asking')
  const asks = phase.kind === 'asking' && !runAsks && now.settings.notify.hung
  const isOver = phase.kind === 'ended' && phase.how === 'done' && now.settings.notify.ended
  if (!asks && !isOver) return [close]
  const place: Place = { view: 'order', id: order.id }
  const actions = [{ label: noticeLabels.show, action: { kind: 'open', place } as const }]
  const urgency = asks ? 'critical' : 'normal'
  return [show({ key, ...orderWords(order), urgency, place, actions })]
}

const alertUrgency: Record<ServiceAlert['kind'], Urgency> = {
  'not-answering': 'critical',
  'answering-again': 'low',
  'over-run-time': 'normal',
  ended: 'critical',
  restarted: 'normal',
  'gave-up': 'critical',
  'came-back': 'critical',
}

function ofAlert({ settings }: Snapshot, alert: ServiceAlert): readonly NoticeChange[] {
  if (!settings.notify.watch) return []
  const { kind, target } = alert
  const place: Place = { view: 'service', target }
  const actions = [{ label: noticeLabels.show, action: { kind: 'open', place } as const }]
  const urgency = alertUrgency[kind]
  return [show({ key: keys.alert(target), ...alertWords(alert), urgency, place, actions })]
}

/** Somebody else forces in a few seconds: what is shown then, or nothing. */
export function decideCeilingNotice(
  snapshot: Snapshot,
  view: RunView,
  beholder: Beholder,
): readonly NoticeChange[] {
  const { run } = view
  const { settings } = snapshot
  if (!settings.notify.ceiling || !view.owner.here) return []
  const notice: Notice = {
    ...hung(view),
    ...ceilingNearWords(run),
    key: keys.ceiling(run.id),
  }
  return isWanted(snapshot, notice, beholder) ? [show(notice)] : []
}

/** What is closed when a person looks at this place. */
export function closeLookedAt(at: Place | null): readonly NoticeChange[] {
  if (at === null) return []
  if (at.view === 'service') return [{ kind: 'close', key: keys.alert(at.target) }]
  if (at.view === 'order' && at.id !== null) return [{ kind: 'close', key: keys.order(at.id) }]
  if (at.view !== 'run') return []
  return [
    { kind: 'close', key: keys.run(at.id) },
    { kind: 'close', key: keys.ceiling(at.id) },
  ]
}

/** The deadline moved, or the run goes on: what was said of the old one is wrong now. */
export const closeCeilingNotice = (run: string): NoticeChange => ({
  kind: 'close',
  key: keys.ceiling(run),
})
