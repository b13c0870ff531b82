/** The only way to force: what will die, what it costs, Cancel as the default, held not clicked. */
import { useState, type JSX } from 'react'
import type { RunView } from '../../shared/contract.ts'
import type { HostInfo } from '../../shared/host.ts'
import { identityKey } from '../../shared/process.ts'
import { livingMembers, type RunMember } from '../../shared/run.ts'
import { count, printable } from '../../shared/wording/numbers.ts'
import { isEscapee } from '../../shared/wording/views.ts'
import { nextCeiling, shortCeiling } from '../model/ceiling-words.ts'
import { whyHere } from '../model/member-words.ts'
import { decide, forceAction } from '../run-actions.ts'
import { useApp, useQuiesce } from '../store.ts'
import { Button } from './button.tsx'
import { ForceCosts } from './force-costs.tsx'
import { ForceDialog } from './force-dialog.tsx'
import { ForceEvidence } from './force-evidence.tsx'
import { ForceVerdict } from './force-verdict.tsx'
import { GiveForce } from './give-force.tsx'
import { Icon } from './icon.tsx'

function Row(props: { readonly one: RunMember; readonly unit: string | null }): JSX.Element {
  const { member, gone } = props.one
  const reasons = whyHere(member, props.unit)
  return (
    <tr className={gone === null ? '' : 'gone'}>
      <td className="mono">{member.identity.pid}</td>
      <td title={printable(member.args)}>
        {printable(member.name)}
        {member.main ? ', main process' : ''}
      </td>
      <td className={isEscapee(member) ? 'amber' : 't2'} title={reasons}>
        {reasons}
      </td>
      <td className="t3 s user">{gone === null ? printable(member.user) : 'has left'}</td>
    </tr>
  )
}

function WhatDies(props: { readonly view: RunView; readonly host: HostInfo | null }): JSX.Element {
  const { members } = props.view.run
  const [before] = useState(
    () =>
      new Set(members.filter((m) => m.gone !== null).map((m) => identityKey(m.member.identity))),
  )
  const counted = members.filter((m) => m.member.kept === null)
  // Who left before the dialog matters no more; who leaves while it is open becomes a line.
  const listed = counted.filter((m) => !before.has(identityKey(m.member.identity)))
  const living = counted.filter((m) => m.gone === null)
  const kept = members.filter((m) => m.member.kept !== null && m.gone === null)
  const exact = props.host?.guarantee.kind === 'exact'
  return (
    <div className="sec">
      <h3>
        What will die{' '}
        <span className="s t3">
          {living.length === 1
            ? 'this one, and what it starts meanwhile'
            : `these ${living.length}, and what they start meanwhile`}
        </span>
      </h3>
      <table className="die">
        <colgroup>
          <col className="pid" />
          <col className="name" />
          <col />
          <col className="user" />
        </colgroup>
        <tbody>
          {listed.map((one) => (
            <Row
              key={identityKey(one.member.identity)}
              one={one}
              unit={props.view.run.unit?.name ?? null}
            />
          ))}
        </tbody>
      </table>
      {kept.length > 0 && (
        <p className="s t2">
          Kept running on purpose:{' '}
          {kept.map((m) => `${printable(m.member.name)} ${m.member.identity.pid}`).join(', ')}
        </p>
      )}
      <p className={`s pin ${exact ? 't3' : 'amber'}`}>
        <Icon name={exact ? 'shield-ok' : 'shield'} className={exact ? 'i-14 moss' : 'i-14'} />
        {exact
          ? props.view.run.unit === null
            ? 'Each is held by a pidfd: a stranger that reuses one of these pids cannot be hit.'
            : 'The unit is hit as a whole, a suspect through its pidfd: no stranger can be hit.'
          : 'Each is checked by its start time right before the signal: weaker than a pidfd.'}
      </p>
    </div>
  )
}

function ForceBody(props: { readonly view: RunView; readonly close: () => void }): JSX.Element {
  const app = useApp()
  const host = useQuiesce((s) => s.host)
  const { view, close } = props
  const living = livingMembers(view.run)
  const processes = count(living.length, 'process', 'processes')
  const forbidden = useQuiesce((s) => s.settings?.settings.limits.force === 'never')
  const reason =
    forceAction.refuse(view) ?? (forbidden ? 'The settings of this machine forbid force.' : null)
  const ceiling = nextCeiling(view.run.ceilings)
  return (
    <>
      <div className="in">
        <h2 className="ask" id="force-title">
          <Icon name="force" className="i-20 ember" />
          Force {printable(view.run.title)}?
        </h2>
        <p className="lead" id="force-lead">
          {reason ??
            `SIGKILL ends ${processes} at once, without letting ${living.length === 1 ? 'it' : 'them'} save or tidy up. Waiting longer costs nothing of this.`}
        </p>
        <ForceVerdict run={view.run.id} />
        <div className="sec">
          <ForceCosts known={view.plan?.profile ?? null} />
        </div>
        <WhatDies view={view} host={host} />
        <ForceEvidence view={view} />
      </div>
      <footer>
        <Button size="lg" hint="Esc" className="cancel" onPress={close}>
          Cancel
        </Button>
        <p className="s t3 grow hint">
          {ceiling === null
            ? 'Cancel sends nothing. The stop goes on as it is.'
            : `Cancel sends nothing. ${shortCeiling(ceiling)}.`}
        </p>
        <GiveForce
          phrase={printable(view.run.title)}
          what={living.length === 0 ? null : processes}
          reason={reason}
          onGiven={() => {
            close()
            void decide(app, view, { kind: 'force', scope: 'all' })
          }}
        />
      </footer>
    </>
  )
}

export function ForceModal(): JSX.Element | null {
  const { store } = useApp()
  const view = useQuiesce((s) => (s.forceFor === null ? null : (s.runs.get(s.forceFor) ?? null)))
  const close = (): void => {
    store.setState({ forceFor: null })
  }
  if (view === null) return null
  return (
    <ForceDialog close={close}>
      <ForceBody view={view} close={close} />
    </ForceDialog>
  )
}
