/** A file from elsewhere: first what it would add, change and remove; written only after that. */
import { FileButton } from '@mantine/core'
import type { JSX } from 'react'
import type { ConfigurationImport } from '../../shared/configuration-edit.ts'
import { count, printable } from '../../shared/wording/numbers.ts'
import { useApp } from '../store.ts'
import { Button } from './button.tsx'
import { WordsField } from './editor-fields.tsx'
import { Icon, type IconName } from './icon.tsx'
import { Prose } from './name.tsx'
import { ErrorNote, Note } from './note.tsx'
import { useImport, type Chosen } from './use-import.ts'

function Names(props: {
  readonly word: string
  readonly icon: IconName
  readonly tone: string
  readonly names: readonly string[]
}): JSX.Element | null {
  if (props.names.length === 0) return null
  return (
    <div className="import-names">
      <h3>
        <Icon name={props.icon} className={`i-14 ${props.tone}`} />
        {props.word} {props.names.length}
      </h3>
      <ul className="s">
        {props.names.map((name) => (
          <li key={name} className="break">
            {printable(name)}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Report(props: { readonly report: ConfigurationImport }): JSX.Element {
  const { added, changed, removed, problems } = props.report
  const nothing = added.length + changed.length + removed.length === 0
  return (
    <>
      {problems.length > 0 && (
        <Note tone="amber">
          <b>{count(problems.length, 'problem')}: nothing of it can be imported.</b>
          <ul className="s mono">
            {problems.map((problem) => (
              <li key={problem} className="break">
                <Prose text={problem} />
              </li>
            ))}
          </ul>
        </Note>
      )}
      {nothing && problems.length === 0 && (
        <p className="t2">It says what your file says already: nothing would be different.</p>
      )}
      <div className="three">
        <Names word="Added" icon="plus" tone="moss" names={added} />
        <Names word="Changed" icon="restart" tone="tide" names={changed} />
        <Names word="Removed" icon="minus" tone="amber" names={removed} />
      </div>
    </>
  )
}

const modeSays = {
  merge: 'What is not in the file stays as it is here.',
  replace: 'What is not in the file goes away here.',
} as const

const readText = async (file: File): Promise<Chosen> => ({
  name: file.name,
  text: await file.text(),
})

export function ImportFile(props: {
  readonly file: string
  readonly done: (report: ConfigurationImport) => void
}): JSX.Element {
  const { door } = useApp()
  const used = useImport(props.done)
  const { chosen, mode, report, error, busy } = used
  const many =
    report === null ? 0 : report.added.length + report.changed.length + report.removed.length
  const reason =
    report !== null && report.problems.length > 0
      ? 'Mend the problems in the file first.'
      : many === 0
        ? 'Nothing would be different.'
        : null
  return (
    <section className="panel" aria-labelledby="import-title">
      <header>
        <h2 id="import-title">Import</h2>
      </header>
      <div className="add-form">
        <p className="t2">
          A <code>services.yaml</code> from {door === 'console' ? 'your computer' : 'elsewhere'}. It
          is looked at first; nothing is written before you say so.
        </p>
        <div className="row wrap">
          <FileButton
            accept=".yaml,.yml,application/yaml,text/yaml,text/plain"
            inputProps={{ 'aria-label': 'File to import', tabIndex: -1 }}
            onChange={(file) => {
              if (file !== null) void readText(file).then(used.choose)
            }}
          >
            {(button) => (
              <Button
                onPress={() => {
                  button.onClick()
                }}
              >
                {chosen === null ? 'Choose a file…' : 'Choose another…'}
              </Button>
            )}
          </FileButton>
          {chosen !== null && <code className="break">{printable(chosen.name)}</code>}
        </div>
        {chosen !== null && (
          <WordsField
            label="How"
            says={modeSays[mode]}
            options={[
              ['merge', 'Add to mine'],
              ['replace', 'Replace mine'],
            ]}
            value={mode}
            onChange={used.setMode}
          />
        )}
        {error !== null && <ErrorNote error={error} />}
        {busy && <p className="t3">Looking at it…</p>}
        {report !== null && <Report report={report} />}
        {report !== null && (
          <div className="row wrap">
            <Button onPress={used.forget}>Cancel</Button>
            <Button look="go" reason={reason} onPress={used.confirm}>
              {many === 0 ? 'Import' : `Import ${count(many, 'entry', 'entries')}`}
            </Button>
            <span className="s t3 break">
              into <code>{printable(props.file)}</code>
            </span>
          </div>
        )}
      </div>
    </section>
  )
}
