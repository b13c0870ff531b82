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

/** It comes below what a small window shows. */
const show = (result: HTMLElement | null): void => {
  result?.scrollIntoView({ block: 'nearest' })
}

function Saved(props: { readonly report: EvidenceReport }): JSX.Element {
  const { report } = props
  return (
    <div role="status" ref={show}>
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

/** What stops its processes while it is written. */
interface More {
  readonly core: boolean
  readonly stacks: boolean
}

function useSaving({ run }: RunView): {
  readonly saving: Saving
  readonly save: (more: More) => void
} {
  const { client } = useApp()
  const [saving, setSaving] = useState<Saving>({ kind: 'not-yet' })
  const save = ({ core, stacks }: More): void => {
    setSaving({ kind: 'saving' })
    const how = core ? ('gcore' as const) : ('none' as const)
    const input = { target: run.target, run: run.id, core: how, ...(stacks ? { stacks } : {}) }
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

function Wish(props: {
  readonly checked: boolean
  readonly busy: boolean
  readonly label: string
  readonly price: string
  readonly change: (checked: boolean) => void
}): JSX.Element {
  return (
    <Checkbox
      size="xs"
      checked={props.checked}
      disabled={props.busy}
      label={
        <>
          {props.label} <span className="s t3">{props.price}</span>
        </>
      }
      onChange={(event) => {
        props.change(event.currentTarget.checked)
      }}
    />
  )
}

export function ForceEvidence(props: { readonly view: RunView }): JSX.Element {
  const { saving, save } = useSaving(props.view)
  const [more, setMore] = useState<More>({ core: false, stacks: false })
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
            save(more)
          }}
        >
          {busy ? 'Saving…' : saving.kind === 'saved' ? 'Save it again' : 'Save it now'}
        </Button>
      </div>
      <Wish
        checked={more.stacks}
        busy={busy}
        label="Where each thread stands in its program, too"
        price="each stands still for a moment"
        change={(stacks) => {
          setMore({ ...more, stacks })
        }}
      />
      <Wish
        checked={more.core}
        busy={busy}
        label="A core of each process, too"
        price="each stands still while its memory is written, some seconds a gigabyte; passwords stand in it in clear"
        change={(core) => {
          setMore({ ...more, core })
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
