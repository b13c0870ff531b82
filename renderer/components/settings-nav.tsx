import { Fragment, type JSX } from 'react'
import { sectionWords } from '../model/setting-fields.ts'
import { printRoute, settingsSections, type SettingsSection } from '../route.ts'

/** A rule stands before these: they are about something else than those above. */
const firstOfGroup: ReadonlySet<SettingsSection> = new Set(['schedules', 'limits', 'files'])

/** The sections of the settings. */
export const SettingsNav = (props: { readonly section: SettingsSection }): JSX.Element => (
  <nav className="settings-nav" aria-label="Settings">
    {settingsSections.map((section) => (
      <Fragment key={section}>
        {firstOfGroup.has(section) && <span className="rule" aria-hidden="true" />}
        <a
          href={printRoute({ view: 'settings', section })}
          aria-current={section === props.section ? 'page' : undefined}
        >
          {sectionWords[section].word}
        </a>
      </Fragment>
    ))}
  </nav>
)
