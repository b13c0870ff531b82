/** What a stop touches beside the unit: what stops too, who is connected, what brings it back. */
import { useState, type JSX, type ReactNode } from 'react'
import type { BringsBack, ConnectedClients, UnitImpact, UnitManager } from '../../shared/unit.ts'
import { count, printable } from '../../shared/wording/numbers.ts'
import { connections, isFree } from '../model/plan-weight.ts'
import { clientsWord } from '../model/unit-stop-words.ts'
import { Icon, type IconName } from './icon.tsx'
import { Prose } from './name.tsx'
import { UnitLink } from './unit-link.tsx'

/** Units of one kind shown before the rest folds away. */
const shownAtMost = 6

const backIcons: Record<BringsBack['kind'], IconName> = {
  socket: 'socket',
  timer: 'timer',
  path: 'eye',
  upheld: 'link',
  'bus-name': 'plug',
  restart: 'restart',
  other: 'out-came-back',
}

/** One thing that hangs on it: what is so, and the evidence below. */
function Line(props: {
  readonly icon: IconName
  readonly colour?: string
  readonly children: ReactNode
  readonly proof?: ReactNode
  readonly end?: ReactNode
}): JSX.Element {
  return (
    <li>
      <Icon name={props.icon} className={props.colour ?? 't3'} />
      <div className="break">
        {props.children}
        {props.proof !== undefined && <p className="s t2">{props.proof}</p>}
      </div>
      {props.end}
    </li>
  )
}

function peerWords(one: ConnectedClients): string {
  const peers = one.peers.map((peer) => `${printable(peer.address)} (${peer.count})`)
  return `${one.count} on port ${one.port}${peers.length === 0 ? '' : `: ${peers.join(', ')}`}`
}

function Clients(props: { readonly impact: UnitImpact }): JSX.Element | null {
  const { impact } = props
  const some = connections(impact)
  if (impact.clientsUnknown !== null) {
    return (
      <Line icon="users" colour="amber" proof={`${printable(impact.clientsUnknown)}.`}>
        <b>Clients are not known</b>; some are to be expected
      </Line>
    )
  }
  if (some === 0) return null
  const ports = impact.clients.filter((one) => one.count > 0)
  return (
    <Line
      icon="users"
      proof={ports.map((one) => (
        <span key={one.port} className="port">
          {peerWords(one)}
        </span>
      ))}
    >
      <b>{clientsWord(some)}</b> connected now
    </Line>
  )
}

interface ImpactProps {
  readonly impact: UnitImpact
  readonly manager: UnitManager
  /** False where it is said already, right above. */
  readonly session?: boolean
  /** What stands beside something that brings it back and could be stopped too. */
  readonly offer?: (one: BringsBack & { readonly by: string }) => ReactNode
}

function StopsToo({ impact, manager }: ImpactProps): JSX.Element {
  const [all, setAll] = useState(false)
  const shown = all ? impact.stopsToo : impact.stopsToo.slice(0, shownAtMost)
  const more = impact.stopsToo.length - shown.length
  return (
    <>
      {shown.map((unit) => (
        <Line key={unit.name} icon="stop" proof={printable(unit.because)}>
          <UnitLink name={unit.name} manager={manager} /> stops too
        </Line>
      ))}
      {more > 0 && (
        <li>
          <span />
          <button
            type="button"
            className="more"
            onClick={() => {
              setAll(true)
            }}
          >
            {count(more, 'more unit stops', 'more units stop')} too
          </button>
        </li>
      )}
    </>
  )
}

function Back({ one, offer }: { one: BringsBack; offer: ImpactProps['offer'] }): JSX.Element {
  const after = one.when === 'after-a-stop'
  const { by } = one
  const offered = one.stoppable && by !== null && offer !== undefined ? offer({ ...one, by }) : null
  return (
    <Line icon={backIcons[one.kind]} colour={after ? 'amber' : 't3'} end={offered}>
      <Prose text={one.sentence} />
    </Line>
  )
}

/** Hardest first. Says so where nothing hangs on it. */
export function ImpactList(props: ImpactProps): JSX.Element {
  const { impact } = props
  if (isFree(impact)) {
    return (
      <p className="t2 pad">
        Nothing stops with it, nothing brings it back, and nobody is connected.
      </p>
    )
  }
  const backs = [...impact.bringsBack].sort(
    (a, b) => Number(a.when === 'after-a-signal') - Number(b.when === 'after-a-signal'),
  )
  return (
    <ul className="impact">
      {impact.ownSession !== null && props.session !== false && (
        <Line icon="key" colour="amber" proof={`${printable(impact.ownSession)}.`}>
          <b>Your own session hangs on it</b>
        </Line>
      )}
      {impact.refusesManualStop && (
        <Line icon="shield" proof={<code>RefuseManualStop=yes</code>}>
          systemd refuses a stop that is asked for by name
        </Line>
      )}
      <StopsToo {...props} />
      <Clients impact={impact} />
      {backs.map((one) => (
        <Back key={`${one.kind} ${one.by ?? ''} ${one.when}`} one={one} offer={props.offer} />
      ))}
    </ul>
  )
}
