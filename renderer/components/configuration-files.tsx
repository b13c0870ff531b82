/** The person's own file: kept elsewhere, or brought from another machine after a look at what it changes. */
import { useState, type JSX } from 'react'
import type { ConfigurationExport, ConfigurationImport } from '../../shared/configuration-edit.ts'
import type { QuiesceError } from '../../shared/errors.ts'
import { count, printable } from '../../shared/wording/numbers.ts'
import { readServices } from '../connect.ts'
import { tell, tellError, useApp } from '../store.ts'
import { Button } from './button.tsx'
import { ImportFile } from './import-file.tsx'
import { ErrorNote } from './note.tsx'

function Export(props: { readonly file: string }): JSX.Element {
  const app = useApp()
  const [error, setError] = useState<QuiesceError | null>(null)
  const take = (then: (whole: ConfigurationExport) => Promise<void> | void): void => {
    setError(null)
    void app.client.request('configuration.export', {}).then(async (answer) => {
      if (answer.ok) await then(answer.value)
      else setError(answer.error)
    })
  }
  const copy = (whole: ConfigurationExport): Promise<void> =>
    app.copy(whole.text).then(
      () => {
        tell(app.store, 'The whole file is copied.')
      },
      (thrown: unknown) => {
        tellError(app.store, {
          code: 'not-available',
          message: `The file could not be copied: ${String(thrown)}`,
          next: 'Download it instead.',
        })
      },
    )
  return (
    <section className="panel" aria-labelledby="export-title">
      <header>
        <h2 id="export-title">Export</h2>
      </header>
      <div className="add-form">
        <p className="t2 break">
          All of <code>{printable(props.file)}</code>, comments included: services, groups, profiles
          and settings.
        </p>
        {error !== null && <ErrorNote error={error} />}
        <div className="row wrap">
          <Button
            icon="save"
            onPress={() => {
              take((whole) => {
                app.save(whole.fileName, whole.text)
              })
            }}
          >
            Download the file
          </Button>
          <Button
            icon="copy"
            onPress={() => {
              take(copy)
            }}
          >
            Copy it
          </Button>
        </div>
      </div>
    </section>
  )
}

export function ConfigurationFiles(props: { readonly file: string }): JSX.Element {
  const { client, store } = useApp()
  const done = (report: ConfigurationImport): void => {
    const many = report.added.length + report.changed.length + report.removed.length
    const kept = report.backup === undefined ? '' : ` What stood there is kept at ${report.backup}.`
    tell(store, `Imported: ${count(many, 'entry is', 'entries are')} different now.${kept}`)
    void readServices(client, store)
  }
  return (
    <>
      <Export file={props.file} />
      <ImportFile file={props.file} done={done} />
    </>
  )
}
