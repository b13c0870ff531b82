/** What a dead service left: each with its proof, and why it stays where it does. */
import { Checkbox } from '@mantine/core'
import { useState, type JSX } from 'react'
import type { CleanUpReport, Leftover } from '../../shared/leftovers.ts'
import { leftoverWord } from '../../shared/wording/leftover-words.ts'
import { count, printable } from '../../shared/wording/numbers.ts'
import { cleanUpWords, nameOfLeftover } from '../model/clean-up-words.ts'
import { tell, tellError, tellTrouble, useApp } from '../store.ts'
import { readServices } from '../connect.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import { Prose } from './name.tsx'
import { ErrorNote, Note } from './note.tsx'
import { RemoveModal } from './remove-modal.tsx'
import { useAnswer } from './use-answer.ts'

function Proof(props: { readonly file: Leftover }): JSX.Element {
  const { file } = props
  return (
    <>
      <code className="break">{printable(file.label)}</code>{' '}
      <span className="s t3">{leftoverWord[file.kind]}</span>
      {file.keep !== null && (
        <p className="s amber break">
          It stays: <Prose text={file.keep} />.
        </p>
      )}
      <p className="s t2 break">
        <Prose text={file.proof.join(' ')} />
      </p>
    </>
  )
}

function Line(props: {
  readonly file: Leftover
  readonly ticked: boolean
  readonly onTick: () => void
}): JSX.Element {
  const { file } = props
  return (
    <li>
      {file.keep === null ? (
        <Checkbox
          size="xs"
          aria-label={`Remove ${printable(file.label)}`}
          checked={props.ticked}
          onChange={props.onTick}
        />
      ) : (
        <Icon name="locked" className="t3" />
      )}
      <div>
        <Proof file={file} />
      </div>
    </li>
  )
}

const Report = (props: { readonly report: CleanUpReport }): JSX.Element | null =>
  props.report.refused.length === 0 ? null : (
    <Note tone="amber">
      <b>{count(props.report.refused.length, 'thing')} stayed.</b>
      {props.report.refused.map(({ id, why }) => (
        <p key={id} className="s break">
          <code>{printable(nameOfLeftover(id))}</code>: <Prose text={why} />
        </p>
      ))}
    </Note>
  )

interface CleanUp {
  readonly report: CleanUpReport | null
  /** Grows with every clean-up, so that the list is read again. */
  readonly times: number
  readonly remove: (ids: readonly string[]) => void
}

function useCleanUp(target: string): CleanUp {
  const { client, store } = useApp()
  const [report, setReport] = useState<CleanUpReport | null>(null)
  const [times, setTimes] = useState(0)
  const remove = (ids: readonly string[]): void => {
    const input = { target, ids: [...ids], confirmed: true as const }
    void client.request('leftovers.remove', input).then((answer) => {
      if (!answer.ok) {
        tellError(store, answer.error)
        return
      }
      setReport(answer.value)
      setTimes((before) => before + 1)
      if (answer.value.refused.length > 0) tellTrouble(store, cleanUpWords(answer.value))
      else tell(store, cleanUpWords(answer.value))
      void readServices(client, store)
    })
  }
  return { report, times, remove }
}

function Files(props: {
  readonly title: string
  readonly files: readonly Leftover[]
  readonly cleanUp: CleanUp
}): JSX.Element {
  const { files, cleanUp } = props
  const removable = files.filter((file) => file.keep === null)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [asking, setAsking] = useState(false)
  const chosen = removable.filter((file) => !left.has(file.id))
  const toggle = (id: string): void => {
    const next = new Set(left)
    if (!next.delete(id)) next.add(id)
    setLeft(next)
  }
  return (
    <>
      <ul className="body-list">
        {files.map((file) => (
          <Line
            key={file.id}
            file={file}
            ticked={!left.has(file.id)}
            onTick={() => {
              toggle(file.id)
            }}
          />
        ))}
      </ul>
      {removable.length > 0 && (
        <footer>
          <Button
            reason={chosen.length === 0 ? 'Nothing is ticked.' : null}
            onPress={() => {
              setAsking(true)
            }}
          >
            Remove {count(chosen.length, 'thing')}…
          </Button>
          <span className="s t3">each is proven stale again in that moment</span>
        </footer>
      )}
      <RemoveModal
        open={asking}
        title={props.title}
        files={chosen}
        close={() => {
          setAsking(false)
        }}
        remove={() => {
          cleanUp.remove(chosen.map((file) => file.id))
        }}
      />
    </>
  )
}

/** Shown where something is left, and where it cannot be read. */
export function LeftoversPanel(props: {
  readonly target: string
  readonly title: string
  /** What makes the list old: it is read again. */
  readonly revision: string
}): JSX.Element | null {
  const { target, title, revision } = props
  const cleanUp = useCleanUp(target)
  const answer = useAnswer('leftovers.find', { target }, `${revision} ${cleanUp.times}`)
  if (answer === null) return null
  if (!answer.ok && answer.error.code === 'not-available') return null
  const files = answer.ok ? answer.value : []
  if (answer.ok && files.length === 0 && cleanUp.report === null) return null
  return (
    <section className="panel leftovers" aria-labelledby="leftovers-title">
      <header>
        <h2 id="leftovers-title">Left behind</h2>
        <span className="s t3 end">each with its proof</span>
      </header>
      {(!answer.ok || (cleanUp.report !== null && cleanUp.report.refused.length > 0)) && (
        <div className="script">
          {!answer.ok && <ErrorNote error={answer.error} />}
          {cleanUp.report !== null && <Report report={cleanUp.report} />}
        </div>
      )}
      {answer.ok && files.length === 0 && <p className="t2 pad">Nothing is left.</p>}
      {files.length > 0 && <Files title={title} files={files} cleanUp={cleanUp} />}
    </section>
  )
}
