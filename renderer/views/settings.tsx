/** The settings: sections to the left, the chosen one to the right. */
import type { JSX } from 'react'
import type { SettingsView as Settings } from '../../shared/settings.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { ConfigurationFiles } from '../components/configuration-files.tsx'
import { EntrySection } from '../components/entry-section.tsx'
import { ErrorNote, Note } from '../components/note.tsx'
import { Prose } from '../components/name.tsx'
import { SettingsAbout } from '../components/settings-about.tsx'
import { SettingsLimits } from '../components/settings-limits.tsx'
import { SettingsNav } from '../components/settings-nav.tsx'
import { SettingsPermission } from '../components/settings-permission.tsx'
import { SettingsSchedules } from '../components/settings-schedules.tsx'
import { Setting } from '../components/setting-control.tsx'
import { useAnswer } from '../components/use-answer.ts'
import type { EntryKind } from '../model/entry-words.ts'
import { sectionWords, settingFields } from '../model/setting-fields.ts'
import type { Route, SettingsSection } from '../route.ts'
import { useApp, useQuiesce } from '../store.ts'
import { ConfiguredView } from './configured.tsx'

type SettingsRoute = Extract<Route, { view: 'settings' }>

/** The fields of a section, on one panel. */
function Fields(props: {
  readonly section: SettingsSection
  readonly view: Settings
}): JSX.Element | null {
  const { door } = useApp()
  const fields = settingFields[props.section] ?? []
  const beyond = door === 'console' && fields.some((field) => field.desktop === true)
  if (fields.length === 0) return null
  return (
    <>
      {beyond && (
        <Note>
          This window is the console, in a browser: it has no tray, no login and no notifications.
          Change those in the desktop application, or in the file.
        </Note>
      )}
      <section className="panel settings-panel" aria-label={sectionWords[props.section].word}>
        {fields.map((field) => (
          <Setting key={field.key} view={props.view} field={field} />
        ))}
      </section>
    </>
  )
}

/** What a section has beside its fields. */
function More(props: {
  readonly section: SettingsSection
  readonly view: Settings
}): JSX.Element | null {
  switch (props.section) {
    case 'schedules':
      return <SettingsSchedules />
    case 'limits':
      return <SettingsLimits view={props.view} />
    case 'permission':
      return <SettingsPermission />
    case 'files':
      return <ConfigurationFiles file={props.view.file} />
    case 'about':
      return <SettingsAbout view={props.view} />
    case 'window':
    case 'notifications':
    case 'tray':
    case 'services':
    case 'groups':
    case 'profiles':
      return null
  }
}

const Problems = (props: { readonly problems: readonly string[] }): JSX.Element | null =>
  props.problems.length === 0 ? null : (
    <Note tone="amber">
      <b>Part of a file was refused; what was last good is in force.</b>
      <ul className="s mono">
        {props.problems.map((problem) => (
          <li key={problem} className="break">
            <Prose text={problem} />
          </li>
        ))}
      </ul>
    </Note>
  )

function Section(props: { readonly route: SettingsRoute; readonly view: Settings }): JSX.Element {
  const { view, route } = props
  const { section } = route
  const words = sectionWords[section]
  return (
    <div className="body page settings-body">
      <div className="settings-col">
        <header className="settings-title">
          <h2>{words.word}</h2>
          <p className="s t2">{words.says}</p>
        </header>
        <Problems problems={view.problems} />
        <Fields section={section} view={view} />
        <More section={section} view={view} />
        {isEntryKind(section) && <EntrySection kind={section} />}
      </div>
    </div>
  )
}

/** An engine that has no settings says so here; elsewhere that is no news. */
function NoSettings(): JSX.Element {
  const answer = useAnswer('settings.get', {})
  return (
    <div className="body page">
      {answer?.ok === false ? (
        <ErrorNote error={answer.error} />
      ) : (
        <p className="t3">Reading the settings…</p>
      )}
    </div>
  )
}

const isEntryKind = (section: SettingsSection): section is EntryKind =>
  section === 'services' || section === 'groups' || section === 'profiles'

export function SettingsView(props: { readonly route: SettingsRoute }): JSX.Element {
  const { section, entry } = props.route
  if (entry !== undefined && isEntryKind(section)) {
    return <ConfiguredView key={`${section} ${entry ?? ''}`} kind={section} name={entry} />
  }
  return <Sections {...props} />
}

function Sections(props: { readonly route: SettingsRoute }): JSX.Element {
  const { route } = props
  const view = useQuiesce((s) => s.settings)
  return (
    <>
      <div className="head settings-head">
        <div className="grow">
          <h1>Settings</h1>
        </div>
        {view !== null && (
          <span className="s t3 cut" title={printable(view.file)}>
            Written at once to <code>{printable(view.file)}</code>
          </span>
        )}
      </div>
      <div className="settings">
        <SettingsNav section={route.section} />
        {view === null ? <NoSettings /> : <Section key={route.section} route={route} view={view} />}
      </div>
    </>
  )
}
