/** Forcing what is left of several services: who dies, what each loses, held and not clicked. */
import type { JSX } from 'react'
import type { Order } from '../../shared/order.ts'
import { identityKey } from '../../shared/process.ts'
import { count, printable } from '../../shared/wording/numbers.ts'
import { dangerSentence, dangerWord } from '../../shared/wording/profile-words.ts'
import { doomedOf, type Doomed } from '../model/order-progress.ts'
import { decideOrder, forceOrderAction } from '../order-actions.ts'
import { useApp, useQuiesce } from '../store.ts'
import { FactText } from './basis.tsx'
import { Button } from './button.tsx'
import { AnyCosts } from './force-costs.tsx'
import { ForceDialog } from './force-dialog.tsx'
import { GiveForce } from './give-force.tsx'
import { Icon } from './icon.tsx'

function Costs(props: { readonly doomed: readonly Doomed[] }): JSX.Element {
  const known = props.doomed.flatMap(({ title, view }) =>
    view?.plan?.profile == null ? [] : [{ title, force: view.plan.profile.force }],
  )
  if (known.length === 0) return <AnyCosts />
  return (
    <>
      <h3>What it costs</h3>
      <dl className="kv cost-facts">
        {known.map(({ title, force }) => (
          <div key={title} style={{ display: 'contents' }}>
            <dt className="cut">{printable(title)}</dt>
            <dd className="break">
              <FactText fact={force.costs} />
              <p className="s t2">
                Force is {dangerWord[force.danger]}. {dangerSentence[force.danger]}
              </p>
            </dd>
          </div>
        ))}
      </dl>
      {known.length < props.doomed.length && (
        <p className="s t2">What it costs the others is not known.</p>
      )}
    </>
  )
}

const WhoDies = (props: { readonly doomed: readonly Doomed[] }): JSX.Element => (
  <>
    <h3>
      What will die <span className="s t3">these, and what they start meanwhile</span>
    </h3>
    <table className="die of-several">
      <colgroup>
        <col className="of" />
        <col style={{ width: 68 }} />
        <col />
        <col className="user" />
      </colgroup>
      <tbody>
        {props.doomed.map(({ title, view, members }) =>
          view === null || members.length === 0 ? (
            <tr key={title}>
              <td>{printable(title)}</td>
              <td colSpan={3} className="t3">
                {view === null ? 'its processes are not known here' : 'nobody is left'}
              </td>
            </tr>
          ) : (
            members.map(({ member }, at) => (
              <tr key={identityKey(member.identity)}>
                <td title={printable(title)}>{at === 0 ? printable(title) : ''}</td>
                <td className="mono">{member.identity.pid}</td>
                <td title={printable(member.args)}>
                  {printable(member.name)}
                  {member.main ? ', main process' : ''}
                </td>
                <td className="t3 s user">{printable(member.user)}</td>
              </tr>
            ))
          ),
        )}
      </tbody>
    </table>
  </>
)

function Body(props: { readonly order: Order; readonly close: () => void }): JSX.Element {
  const app = useApp()
  const runs = useQuiesce((s) => s.runs)
  const exact = useQuiesce((s) => s.host?.guarantee.kind === 'exact')
  const hostName = useQuiesce((s) => s.host?.hostName)
  const { order, close } = props
  const doomed = doomedOf(order, runs)
  const many = doomed.reduce((sum, { members }) => sum + members.length, 0)
  const processes = count(many, 'process', 'processes')
  const services = count(doomed.length, 'service')
  const untried = order.phase.kind === 'asking' && order.phase.next === 'terminate'
  const reason = forceOrderAction.refuse(order)
  return (
    <>
      <div className="in">
        <h2 className="ask" id="force-title">
          <Icon name="force" className="i-20 ember" />
          Force {doomed.length === 1 ? printable(doomed[0]?.title ?? '') : services}?
        </h2>
        <p className="lead" id="force-lead">
          {reason ??
            `SIGKILL ends ${processes} at once, without letting ${many === 1 ? 'it' : 'them'} save or tidy up. Waiting longer costs nothing of this.`}
        </p>
        {untried && (
          <p className="lead">
            <b>Not tried yet:</b> SIGTERM to all that are left.
          </p>
        )}
        <div className="sec">
          <Costs doomed={doomed} />
        </div>
        <div className="sec">
          <WhoDies doomed={doomed} />
          <p className={`s pin ${exact ? 't3' : 'amber'}`}>
            <Icon name={exact ? 'shield-ok' : 'shield'} className={exact ? 'i-14 moss' : 'i-14'} />
            {exact
              ? 'Each is held by a pidfd: a stranger that reuses one of these pids cannot be hit.'
              : 'Each is checked by its start time right before the signal: weaker than a pidfd.'}
          </p>
        </div>
      </div>
      <footer>
        <Button size="lg" hint="Esc" className="cancel" onPress={close}>
          Cancel
        </Button>
        <p className="s t3 grow hint">Cancel sends nothing. It goes on asking.</p>
        <GiveForce
          phrase={printable((doomed.length === 1 ? doomed[0]?.title : hostName) ?? '')}
          what={many === 0 ? services : processes}
          reason={reason}
          onGiven={() => {
            close()
            void decideOrder(app, order, { kind: 'force' })
          }}
        />
      </footer>
    </>
  )
}

export function OrderForceModal(): JSX.Element | null {
  const { store } = useApp()
  const order = useQuiesce((s) =>
    s.forceOrder === null ? null : (s.orders.get(s.forceOrder) ?? null),
  )
  const close = (): void => {
    store.setState({ forceOrder: null })
  }
  if (order === null) return null
  return (
    <ForceDialog close={close}>
      <Body order={order} close={close} />
    </ForceDialog>
  )
}
