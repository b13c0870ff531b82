import type { JSX } from 'react'
import type { Run } from '../../shared/run.ts'
import { LogPanel } from './log-panel.tsx'

/** What the unit of a run has said since the run began. */
export const RunLog = (props: { readonly run: Run }): JSX.Element | null =>
  props.run.unit === null ? null : (
    <LogPanel target={props.run.target} since={props.run.startedAt.wall} />
  )
