/** What screen readers hear of live runs and orders: steps, 30 s, 10 s, groups of exits; urgent when it asks. */
import { useEffect, useState, type JSX } from 'react'
import { announceOrder } from '../model/announce-order.ts'
import { announceChange, announceSeconds, type Announcement } from '../model/announce.ts'
import { useApp } from '../store.ts'

export function Announcer(): JSX.Element {
  const { store } = useApp()
  const [polite, setPolite] = useState('')
  const [urgent, setUrgent] = useState('')
  useEffect(
    () =>
      store.subscribe((state, before) => {
        const say = (said: Announcement | null): void => {
          if (said !== null) (said.urgent ? setUrgent : setPolite)(said.text)
        }
        for (const order of state.orders.values()) {
          const old = before.orders.get(order.id) ?? null
          if (before.connection === 'connected' && old !== order) say(announceOrder(old, order))
        }
        for (const view of state.runs.values()) {
          const old = before.runs.get(view.run.id) ?? null
          // A run that was there when the window opened is not news.
          const news =
            before.connection !== 'connected' || old === view ? null : announceChange(old, view)
          say(news ?? announceSeconds(view, before.now, state.now))
        }
      }),
    [store],
  )
  return (
    <>
      <div className="sr" role="status" aria-live="polite">
        {polite}
      </div>
      <div className="sr" role="alert">
        {urgent}
      </div>
    </>
  )
}
