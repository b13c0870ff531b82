/** Carries out what a person chose in the tray or in a notification. */
import type { Client } from '../../shared/contract.ts'
import type { QuiesceError, Result } from '../../shared/errors.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { whyToAsk } from './harmless-stop.ts'
import type { Place } from './place.ts'
import type { Snapshot } from './snapshot.ts'
import type { TrayAction } from './tray-item.ts'

export interface ActionPorts {
  readonly client: Client
  readonly snapshot: () => Snapshot
  /** Brings the window to the front, and to a place where one is named. */
  readonly show: (place: Place | null) => void
  /** Tells what came of something that shows nothing by itself. */
  readonly tell: (told: Told) => void
  readonly quit: (then: 'end' | 'relaunch') => void
}

/** A short message, and where one sees more. */
export interface Told {
  readonly title: string
  readonly body: string
  readonly place: Place
}

/** Resolves when it is done, or has been handed to the window. It never throws. */
export async function act(ports: ActionPorts, action: TrayAction): Promise<void> {
  switch (action.kind) {
    case 'show':
      ports.show(null)
      return
    case 'open':
      ports.show(action.place)
      return
    case 'decide':
      await decide(ports, action)
      return
    case 'stop':
    case 'restart':
      await stopOrAsk(ports, action.kind, action.target)
      return
    case 'start':
      await start(ports, action.target)
      return
    case 'quit':
      ports.quit('end')
      return
    case 'relaunch':
      ports.quit('relaunch')
  }
}

/** What is refused is refused for a reason that the run's own view shows, and answers. */
async function decide(
  ports: ActionPorts,
  { run, turn, decision }: Extract<TrayAction, { kind: 'decide' }>,
): Promise<void> {
  const place: Place = { view: 'run', id: run }
  const answer = await ports.client.request('run.decide', { run, turn, decision })
  // A reload of systemd is asked about, too; the window has that question, and its words.
  if (!answer.ok) tellRefusal(ports, answer, place)
}

async function stopOrAsk(
  ports: ActionPorts,
  kind: 'stop' | 'restart',
  target: string,
): Promise<void> {
  const row = ports.snapshot().rows.get(target)
  const plan = await ports.client.request('plan.make', { target })
  if (!plan.ok || whyToAsk(plan.value, row) !== null) {
    ports.show({ view: 'service', target, plan: kind })
    return
  }
  if (kind === 'restart') {
    const answer = await ports.client.request('service.restart', { target, person: true })
    if (!answer.ok) tellRefusal(ports, answer, { view: 'service', target })
    else if (answer.value.start !== null) {
      const { title, id } = answer.value.run.run
      tell(ports, title, answer.value.start.sentence, { view: 'run', id })
    }
    return
  }
  const answer = await ports.client.request('run.stop', { target, person: true })
  if (!answer.ok) tellRefusal(ports, answer, { view: 'service', target })
}

async function start(ports: ActionPorts, target: string): Promise<void> {
  const place: Place = { view: 'service', target }
  const answer = await ports.client.request('service.start', { target })
  if (!answer.ok) tellRefusal(ports, answer, place)
  else tell(ports, ports.snapshot().rows.get(target)?.title ?? target, answer.value.sentence, place)
}

/** Said, and shown: a desktop without notifications would leave a person waiting for nothing. */
function tellRefusal(
  ports: ActionPorts,
  { error }: Extract<Result<unknown>, { ok: false }>,
  place: Place,
): void {
  ports.show(place)
  tell(ports, titleOf(error), `${error.message} ${error.next}`, place)
}

const titleOf = ({ code }: QuiesceError): string =>
  code === 'stale-decision' ? 'It has moved on' : 'That was refused'

const tell = ({ tell }: ActionPorts, title: string, body: string, place: Place): void => {
  tell({ title: printable(title), body: printable(body), place })
}
