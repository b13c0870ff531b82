import { useMemo, type JSX } from 'react'
import type { UnitManager } from '../../shared/unit.ts'
import { hasView, targetOfUnit, unitTargets } from '../model/unit-search.ts'
import { printRoute } from '../route.ts'
import { useQuiesce } from '../store.ts'
import { Name } from './name.tsx'

/** A unit's name, leading to its own view where it has one. */
export function UnitLink(props: {
  readonly name: string
  readonly manager: UnitManager
}): JSX.Element {
  const { name, manager } = props
  const services = useQuiesce((s) => s.services)
  const targets = useMemo(() => unitTargets(services), [services])
  if (!hasView(name)) return <Name text={name} className="unit-name" />
  const target = targetOfUnit(targets, { name, manager })
  return (
    <a className="unit-link" href={printRoute({ view: 'service', target })}>
      <Name text={name} />
    </a>
  )
}
