/** The settings: sections to the left, the chosen one to the right. */
import type { JSX } from 'react'
import type { Route } from '../route.ts'

export const SettingsView = (props: {
  readonly route: Extract<Route, { view: 'settings' }>
}): JSX.Element => (
  <div className="head">
    <h1>Settings: {props.route.section}</h1>
  </div>
)
