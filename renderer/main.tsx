/** Start-up of the window: transport, store, connection, first render. */
import './styles.ts'
import { createRoot } from 'react-dom/client'
import { Window } from './app.tsx'
import { pickClient } from './client/client.ts'
import { connect, readAll } from './connect.ts'
import { createApp, createQuiesceStore, welcomeKey } from './store.ts'

const store = createQuiesceStore({
  hash: window.location.hash,
  now: Date.now(),
  welcome: window.localStorage.getItem(welcomeKey) === null,
})
const client = pickClient(window, (connection) => {
  const before = store.getState().connection
  store.setState({ connection })
  if (before === 'lost' && connection === 'connected') void readAll(client, store)
})
const app = createApp(client, store, window)
connect(client, store, window)

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
createRoot(root).render(<Window app={app} />)
