/** Where its threads stand in their programs: on request alone, since they stand still for it. */
import { useState, type JSX } from 'react'
import type { Result } from '../../shared/errors.ts'
import type { StacksReport } from '../../shared/stacks.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { describeStacks, stackLines, stacksPrice } from '../../shared/wording/stacks-words.ts'
import { copyText } from '../copy-text.ts'
import { useApp } from '../store.ts'
import { Button } from './button.tsx'
import { Prose } from './name.tsx'
import { ErrorNote } from './note.tsx'

interface Taking {
  readonly answer: Result<StacksReport> | null
  readonly busy: boolean
  readonly take: () => void
}

function useStacks(target: string, run: string | null): Taking {
  const { client } = useApp()
  const [answer, setAnswer] = useState<Result<StacksReport> | null>(null)
  const [busy, setBusy] = useState(false)
  const take = (): void => {
    setBusy(true)
    void client
      .request('stacks.take', run === null ? { target } : { target, run })
      .then((result) => {
        setAnswer(result)
        setBusy(false)
      })
  }
  return { answer, busy, take }
}

const linesOf = ({ processes }: StacksReport): string =>
  processes.flatMap((one) => [...stackLines(one)]).join('\n')

function Taken(props: { readonly report: StacksReport }): JSX.Element {
  const app = useApp()
  const { report } = props
  const text = linesOf(report)
  return (
    <div role="status">
      <p className="s t2 break">{describeStacks(report)}</p>
      {report.missing.length > 0 && (
        <ul className="s t2">
          {report.missing.map(({ what, why }) => (
            <li key={what} className="break">
              Not taken: {printable(what)}, <Prose text={why} />
            </li>
          ))}
        </ul>
      )}
      {text !== '' && (
        <>
          <pre className="stacks" tabIndex={0} aria-label="Stacks, the innermost function first">
            {text}
          </pre>
          <Button
            size="sm"
            look="quiet"
            icon="copy"
            onPress={() => {
              void copyText(app, text, 'The stacks are copied.')
            }}
          >
            Copy the stacks
          </Button>
        </>
      )}
    </div>
  )
}

export function TakeStacks(props: {
  readonly target: string
  /** Null where nobody stops it. */
  readonly run: string | null
}): JSX.Element {
  const { answer, busy, take } = useStacks(props.target, props.run)
  return (
    <section className="panel" aria-labelledby="stacks-title">
      <header>
        <h2 id="stacks-title">Where it stands in its program</h2>
        <span className="end">
          <Button
            size="sm"
            icon="search"
            reason={busy ? 'They are being taken.' : null}
            onPress={take}
          >
            {busy ? 'Taking…' : answer === null ? 'Take its stacks' : 'Take them again'}
          </Button>
        </span>
      </header>
      <div className="stacks-body">
        {answer === null && <p className="s t3">{stacksPrice}</p>}
        {answer?.ok === false && <ErrorNote error={answer.error} />}
        {answer?.ok === true && <Taken report={answer.value} />}
      </div>
    </section>
  )
}
