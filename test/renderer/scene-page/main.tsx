/** The real window over a fake client: `?scene=everyday&run=asking&foreign&desktop`, `?scene=known&order=asking`, `&why=remote`. */
import '../../../renderer/styles.ts'
import { createRoot } from 'react-dom/client'
import { Window } from '../../../renderer/app.tsx'
import { connect } from '../../../renderer/connect.ts'
import { createApp, createQuiesceStore, type QuiesceStore } from '../../../renderer/store.ts'
import { createFakeClient, type FakeClient } from '../../fakes/client.ts'
import { sceneJournal } from '../../fakes/scene-journal.ts'
import { sceneLeftovers, sceneSaved, sceneTidy } from '../../fakes/scene-after.ts'
import { parseMore, withMore, type SceneMore } from '../../fakes/scene-more.ts'
import { makeOrder, type OrderScene } from '../../fakes/scene-orders.ts'
import { makeRunView, type RunScene } from '../../fakes/scene-runs.ts'
import { isUnitRun, makeUnitRunView, rowStateOf } from '../../fakes/scene-unit-runs.ts'
import { kamailioMembers, sceneMember } from '../../fakes/scene-rows.ts'
import type { JournalEntry } from '../../../shared/journal-entry.ts'
import type { Member } from '../../../shared/process.ts'
import { scenes, type Scene, type SceneName } from '../../fakes/scenes.ts'

declare global {
  interface Window {
    /** What a test holds of the page. */
    scene: {
      readonly client: FakeClient
      readonly store: QuiesceStore
      /** Another scene in the same page, by its address: a page takes a second to load. */
      readonly play: (address: string) => void
    }
  }
}

/** `&members=200`: so many more. */
const membersOf = (asked: URLSearchParams): Member[] => [
  ...kamailioMembers(),
  ...Array.from({ length: Number(asked.get('members') ?? 0) }, (_, at) =>
    sceneMember(7000 + at, 'worker'),
  ),
]

function sceneOf(asked: URLSearchParams, now: number): Scene {
  const scene = scenes[(asked.get('scene') ?? 'everyday') as SceneName](now)
  const run = asked.get('run')
  const order = asked.get('order')
  const journal = sceneJournal(now)
  if (order !== null) {
    const made = makeOrder(scene, order as OrderScene)
    return { ...scene, journal, orders: [made.order], runs: made.runs }
  }
  if (run === null) return { ...scene, journal }
  const view = isUnitRun(run)
    ? makeUnitRunView(run, now)
    : makeRunView(run as RunScene, now, membersOf(asked))
  const more = parseMore(asked)
  const owner = asked.has('foreign')
    ? { here: false, pid: 99, user: 'alice', door: 'desktop' }
    : view.owner
  const rows = scene.rows.map((row) =>
    row.unit?.name === view.run.unit?.name ? { ...row, state: rowStateOf(view) } : row,
  )
  return {
    ...scene,
    journal: withSaved(journal, more, now),
    tidy: more.left === null ? {} : { [view.run.target]: sceneTidy },
    rows: isUnitRun(run) ? rows : scene.rows,
    runs: [{ ...withMore(view, more, now), owner }],
    leftovers:
      more.left === null ? scene.leftovers : { [view.run.target]: sceneLeftovers(more.left) },
  }
}

/** Who had something left had evidence saved before. */
function withSaved(
  journal: readonly JournalEntry[],
  more: SceneMore,
  now: number,
): readonly JournalEntry[] {
  const last = journal.at(-1)
  return more.left === null || last === undefined ? journal : [...journal, sceneSaved(last, now)]
}

const desktop = { door: 'desktop' } as const
const place = document.getElementById('root')
let leave = (): void => undefined

/** Plays a scene by its address, `?scene=…#/…`; the one before is over. */
function play(address: string): void {
  leave()
  window.history.replaceState(null, '', address)
  const asked = new URLSearchParams(window.location.search)
  const now = Date.now()
  const client = createFakeClient({ ...sceneOf(asked, now), more: parseMore(asked) })
  const { hash } = window.location
  const store = createQuiesceStore({ hash, now, welcome: asked.has('welcome') })
  const disconnect = connect(client, store, window)
  const app = { ...createApp(client, store, window), ...(asked.has('desktop') ? desktop : {}) }
  const root = place === null ? null : createRoot(place)
  root?.render(<Window app={app} />)
  window.scene = { client, store, play }
  leave = () => {
    root?.unmount()
    disconnect()
  }
}

play(window.location.href)
