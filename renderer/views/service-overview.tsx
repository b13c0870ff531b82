import type { JSX } from 'react'
import type { ServiceDetail } from '../../shared/service.ts'
import { ImpactPanel } from '../components/impact-panel.tsx'
import { InitPanel } from '../components/init-panel.tsx'
import { LeftoversPanel } from '../components/leftovers-panel.tsx'
import { LogPanel } from '../components/log-panel.tsx'
import { MembersPanel } from '../components/members-panel.tsx'
import { PastStops } from '../components/past-stops.tsx'
import { ProfilePanel } from '../components/profile-panel.tsx'
import { ServiceFiles } from '../components/service-files.tsx'
import { SignalsPanel } from '../components/signals-panel.tsx'
import { UnitPanel } from '../components/unit-panel.tsx'
import { WatchPanel } from '../components/watch-panel.tsx'
import { stopAction } from '../service-actions.ts'

/** Members and log to the left; what hangs on it, how it stops and what signals do to the right. */
export function ServiceOverview(props: { readonly detail: ServiceDetail }): JSX.Element {
  const { detail } = props
  const { row, unit } = detail
  const stoppable = stopAction.refuse(row) === null && row.refusal === null
  return (
    <div className="two">
      <div className="col">
        <MembersPanel detail={detail} />
        {unit !== null && <LogPanel target={row.target} />}
        {row.memberCount === 0 && (
          <LeftoversPanel target={row.target} title={row.title} revision={row.state.kind} />
        )}
        <InitPanel init={detail.init} />
        {unit === null && <ServiceFiles detail={detail} />}
        {unit !== null && <UnitPanel unit={unit} />}
        <ProfilePanel match={detail.profile} />
      </div>
      <div className="col">
        {unit !== null && <ImpactPanel target={row.target} unit={unit} stoppable={stoppable} />}
        <WatchPanel watch={detail.watch} startedAt={row.startedAt} />
        <PastStops history={detail.history} times={detail.stopTimes} />
        <SignalsPanel detail={detail} />
      </div>
    </div>
  )
}
