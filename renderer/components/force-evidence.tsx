/** What force would destroy, saved first by one click. It never stands in the way of force. */
import { Checkbox } from '@mantine/core'
import { useState, type JSX } from 'react'
import type { RunView } from '../../shared/contract.ts'
import type { EvidenceReport } from '../../shared/evidence.ts'
import type { QuiesceError } from '../../shared/errors.ts'
import { evidenceWords } from '../model/evidence-words.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { useApp } from '../store.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import { Prose } from './name.tsx'
import { ErrorNote } from './note.tsx'

type Saving =
  | { readonly kind: 'not-yet' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved'; readonly report: EvidenceReport }
  | { readonly kind: 'refused'; readonly error: QuiesceError }

function Saved(props: { readonly report: EvidenceReport }): JSX.Element {
  const { report } = props
  return (
    <div role="status">
      <p className="row saved">
        <Icon name="check" className="moss" />
        <span className="break">
          {evidenceWords(report)} <code>{printable(report.folder)}</code>
        </span>
      </p>
      {report.cut && (
        <p className="s amber">The limit ran out before all was written; what is there is whole.</p>
      )}
      {report.missing.length > 0 && (
        <ul className="missing s t2">
          {report.missing.map(({ what, why }) => (
            <li key={what} className="break">
              Not saved: {printable(what)}, <Prose text={why} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function useSaving({ run }: RunView): {
  readonly saving: Saving
  readonly save: (core: boolean) => void
} {
  const { client } = useApp()
  const [saving, setSaving] = useState<Saving>({ kind: 'not-yet' })
  const save = (core: boolean): void => {
    setSaving({ kind: 'saving' })
    const how = core ? ('gcore' as const) : ('none' as const)
    const input = { target: run.target, run: run.id, core: how }
    void client.request('evidence.save', input).then((answer) => {
      setSaving(
        answer.ok
          ? { kind: 'saved', report: answer.value }
          : { kind: 'refused', error: answer.error },
      )
    })
  }
  return { saving, save }
}

export function ForceEvidence(props: { readonly view: RunView }): JSX.Element {
  const { saving, save } = useSaving(props.view)
  const [core, setCore] = useState(false)
  const busy = saving.kind === 'saving'
  return (
    <div className="sec evidence-first">
      <div className="row">
        <h3 className="grow">
          Save evidence first{' '}
          <span className="s t3">stacks, open files, sockets, maps, the last log lines</span>
        </h3>
        <Button
          size="sm"
          icon="save"
          reason={busy ? 'It is being saved.' : null}
          onPress={() => {
            save(core)
          }}
        >
          {busy ? 'Saving…' : saving.kind === 'saved' ? 'Save it again' : 'Save it now'}
        </Button>
      </div>
      <Checkbox
        size="xs"
        checked={core}
        disabled={busy}
        label={
          <>
            A core of each process, too{' '}
            <span className="s t3">
              each stands still while its memory is written, some seconds a gigabyte; passwords
              stand in it in clear
            </span>
          </>
        }
        onChange={(event) => {
          setCore(event.currentTarget.checked)
        }}
      />
      {saving.kind === 'saved' && <Saved report={saving.report} />}
      {saving.kind === 'refused' && <ErrorNote error={saving.error} />}
      {busy && (
        <p className="s t3" role="status">
          It is being written, secrets masked. Force can be used meanwhile: it waits for nobody.
        </p>
      )}
    </div>
  )
}
