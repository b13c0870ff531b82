/** What a dead service left: each with its proof, and why it stays where it does. */
import { Checkbox } from '@mantine/core'
import { useState, type JSX } from 'react'
import type { CleanUpReport, Leftover, Tidied } from '../../shared/leftovers.ts'
import { leftoverWord, tidySentence } from '../../shared/wording/leftover-words.ts'
import { count, printable } from '../../shared/wording/numbers.ts'
import { cleanUpWords, nameOfLeftover } from '../model/clean-up-words.ts'
import { tell, tellError, tellTrouble, useApp } from '../store.ts'
import { readServices } from '../connect.ts'
import {
  cleanUpLabel,
  groupOf,
  leftoverSummary,
  markOf,
  sortLeftovers,
} from '../model/leftover-lines.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import { Prose } from './name.tsx'
import { ErrorNote, Note } from './note.tsx'
import { RemoveModal } from './remove-modal.tsx'
import { useAnswer } from './use-answer.ts'

function Words(props: { readonly file: Leftover; readonly word: string }): JSX.Element {
  const { file, word } = props
  const why = [...(file.keep === null ? [] : [file.keep.replace(/\.?$/, '.')]), ...file.proof].join(
    ' ',
  )
  return (
    <div className="left-words">
      <div className="left-head">
        {file.path === null ? (
          <span className="break">{printable(file.label)}</span>
        ) : (
          <code className="break">{printable(file.label)}</code>
        )}
        <span className="s t3">{word}</span>
      </div>
      {why !== '' && (
        <p className="s t2 break">
          <Prose text={why} />
        </p>
      )}
    </div>
  )
}

/** Ticked where its owner is proven dead; else the reason why it stays. */
function Line(props: {
  readonly file: Leftover
  readonly ticked: boolean
  readonly onTick: () => void
}): JSX.Element {
  const { file } = props
  const mark = markOf(file)
  const kind = leftoverWord[file.kind]
  if (groupOf(file) === 'removable') {
    return (
      <li>
        <Checkbox
          size="xs"
          aria-label={`Remove ${printable(file.label)}`}
          checked={props.ticked}
          onChange={props.onTick}
        />
        <Words file={file} word={kind} />
      </li>
    )
  }
  return (
    <li>
      <Icon name={mark.icon} className={mark.colour} />
      <Words file={file} word={mark.word === 'stays' ? `${kind}, stays` : mark.word} />
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

/** A run remembers what its service held right before force. */
interface LeftoverOwner {
  readonly target: string
  readonly run?: string
}

interface CleanUp {
  readonly report: CleanUpReport | null
  /** Grows with every clean-up, so that the list is read again. */
  readonly times: number
  readonly remove: (ids: readonly string[]) => void
}

function useCleanUp(of: LeftoverOwner): CleanUp {
  const { client, store } = useApp()
  const [report, setReport] = useState<CleanUpReport | null>(null)
  const [times, setTimes] = useState(0)
  const remove = (ids: readonly string[]): void => {
    const input = { ...of, ids: [...ids], confirmed: true as const }
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
  readonly chosen: readonly Leftover[]
  readonly onTick: (id: string) => void
}): JSX.Element {
  const ticked = new Set(props.chosen.map(({ id }) => id))
  return (
    <ul className="body-list checklist">
      {sortLeftovers(props.files).map((file) => (
        <Line
          key={file.id}
          file={file}
          ticked={ticked.has(file.id)}
          onTick={() => {
            props.onTick(file.id)
          }}
        />
      ))}
    </ul>
  )
}

/** Ticked is what can go; a person takes ticks away. */
function useChosen(files: readonly Leftover[]): {
  readonly chosen: readonly Leftover[]
  readonly toggle: (id: string) => void
} {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  return {
    chosen: files.filter((file) => groupOf(file) === 'removable' && !left.has(file.id)),
    toggle: (id) => {
      const next = new Set(left)
      if (!next.delete(id)) next.add(id)
      setLeft(next)
    },
  }
}

function Checklist(props: {
  readonly title: string
  readonly files: readonly Leftover[]
  readonly cleanUp: CleanUp
}): JSX.Element {
  const { title, files, cleanUp } = props
  const { chosen, toggle } = useChosen(files)
  const [asking, setAsking] = useState(false)
  const canGo = files.some((file) => groupOf(file) === 'removable')
  return (
    <>
      <header>
        <h2 id="leftovers-title">Left behind</h2>
        <span className="s t3">{leftoverSummary(files)}</span>
        {canGo && (
          <span className="end">
            <Button
              size="sm"
              look="go"
              icon="wipe"
              reason={chosen.length === 0 ? 'Nothing is ticked.' : null}
              onPress={() => {
                setAsking(true)
              }}
            >
              {cleanUpLabel(chosen.length)}
            </Button>
          </span>
        )}
      </header>
      <Files title={title} files={files} chosen={chosen} onTick={toggle} />
      <RemoveModal
        open={asking}
        title={title}
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

/** What went by itself, so that nobody looks for it. */
function AlreadyTidy(props: { readonly tidy: readonly Tidied[] }): JSX.Element | null {
  const sentence = tidySentence(props.tidy)
  if (sentence === null) return null
  return (
    <footer className="tidy">
      <Icon name="check" className="moss" />
      <span className="s t2 break">{sentence}</span>
    </footer>
  )
}

/** What was removed stays told: nobody has to remember what the list was. */
const CleanedUp = (props: { readonly report: CleanUpReport }): JSX.Element => (
  <footer className="tidy">
    <Icon name="check" className="moss" />
    <span className="s t2 break">
      Cleaned up: {props.report.removed.map((id) => printable(nameOfLeftover(id))).join(', ')}.
    </span>
  </footer>
)

/** Shown where something is left, where it cannot be read, and after force also where nothing is. */
export function LeftoversPanel(props: {
  readonly target: string
  readonly run?: string
  readonly title: string
  /** What makes the list old: it is read again. */
  readonly revision: string
  /** Force was used: that nothing is left is news. */
  readonly forced?: boolean
}): JSX.Element | null {
  const { target, run, title, revision, forced = false } = props
  const of = run === undefined ? { target } : { target, run }
  const cleanUp = useCleanUp(of)
  const { report } = cleanUp
  const answer = useAnswer('leftovers.find', of, `${revision} ${cleanUp.times}`)
  if (answer === null) {
    return forced ? <p className="t3 s pad">Looking what it left behind…</p> : null
  }
  if (!answer.ok && answer.error.code === 'not-available') return null
  const { leftovers: files, tidy } = answer.ok ? answer.value : { leftovers: [], tidy: [] }
  if (answer.ok && files.length === 0 && report === null && !forced) return null
  return (
    <section className="panel leftovers" aria-labelledby="leftovers-title">
      {files.length > 0 ? (
        <Checklist title={title} files={files} cleanUp={cleanUp} />
      ) : (
        <header>
          <h2 id="leftovers-title">Left behind</h2>
        </header>
      )}
      {(!answer.ok || (report !== null && report.refused.length > 0)) && (
        <div className="script">
          {!answer.ok && <ErrorNote error={answer.error} />}
          {report !== null && <Report report={report} />}
        </div>
      )}
      {answer.ok && files.length === 0 && (
        <p className="t2 pad tidy">
          <Icon name="check" className="moss" />
          <span>Nothing of it is left.</span>
        </p>
      )}
      {report !== null && report.removed.length > 0 && <CleanedUp report={report} />}
      {files.some((file) => groupOf(file) === 'removable') && (
        <p className="s t3 pad">
          Each is proven nobody’s again in the moment of its removal; one whose owner lives by then
          stays.
        </p>
      )}
      <AlreadyTidy tidy={tidy} />
    </section>
  )
}
