/** The live log of a unit: follows the end, holds still when one scrolls up, says why it is empty. */
import { NativeSelect } from '@mantine/core'
import { useState, type JSX } from 'react'
import { count } from '../../shared/wording/numbers.ts'
import { logLevels } from '../model/log-lines.ts'
import { Button } from './button.tsx'
import { LogRows } from './log-rows.tsx'
import { ErrorNote } from './note.tsx'
import { useHeldLines } from './use-held-lines.ts'
import { useLog, type FollowedLog } from './use-log.ts'

function LevelChoice(props: {
  readonly level: number
  readonly onChange: (level: number) => void
}): JSX.Element {
  return (
    <NativeSelect
      className="level"
      size="xs"
      aria-label="Least important level shown"
      value={String(props.level)}
      data={logLevels.map(({ level, word }) => ({ value: String(level), label: word }))}
      onChange={(event) => {
        props.onChange(Number(event.currentTarget.value))
      }}
    />
  )
}

function Nothing(props: { readonly log: FollowedLog; readonly since: boolean }): JSX.Element {
  const { lines, error, again } = props.log
  if (error !== null) {
    return (
      <div className="log-void">
        <ErrorNote error={error} />
        <Button size="sm" icon="restart" onPress={again}>
          Read it again
        </Button>
      </div>
    )
  }
  if (lines === null) return <p className="t3 pad">Reading the log…</p>
  return (
    <p className="t2 pad">
      {props.since ? 'No line since the start of the run.' : 'No line yet.'} New ones appear here.
    </p>
  )
}

interface LogPanelProps {
  readonly target: string
  /** Since the start of a run: the wall clock, milliseconds. */
  readonly since?: number
  /** As high as its place instead of a few lines. */
  readonly tall?: boolean
}

export function LogPanel(props: LogPanelProps): JSX.Element {
  const { target, since, tall = false } = props
  const [level, setLevel] = useState(7)
  const log = useLog({ target, level, since: since ?? null })
  const held = useHeldLines(log.lines)
  const empty = held.lines.length === 0
  return (
    <section className={`panel log-panel ${tall ? 'tall' : ''}`} aria-labelledby="log-title">
      <header>
        <h2 id="log-title">Log</h2>
        <span className="s t3 cut">
          {since === undefined ? 'journal of this unit, live' : 'since the start of the run, live'}
        </span>
        <span className="end row">
          {held.holding && (
            <Button size="sm" icon="down" onPress={held.release}>
              {held.waiting === 0 ? 'Follow' : `Follow, ${count(held.waiting, 'new line')}`}
            </Button>
          )}
          <LevelChoice
            level={level}
            onChange={(to) => {
              held.release()
              setLevel(to)
            }}
          />
        </span>
      </header>
      {empty ? (
        <Nothing log={log} since={since !== undefined} />
      ) : (
        <>
          <LogRows lines={held.lines} holding={held.holding} onHold={held.hold} />
          {log.error !== null && <Nothing log={log} since={false} />}
        </>
      )}
    </section>
  )
}
