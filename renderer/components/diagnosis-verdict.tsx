/** Why it does not stop: the verdict, how sure it is, who waits for whom, and what says so. */
import type { JSX, ReactNode } from 'react'
import type { Diagnosis, Evidence, Finding } from '../../shared/diagnosis.ts'
import {
  certaintySentence,
  certaintyWord,
  nothingFound,
} from '../../shared/wording/diagnosis-words.ts'
import { clock, printable } from '../../shared/wording/numbers.ts'
import { diagnosisText } from '../model/diagnosis-text.ts'
import { looksWords, verdictOf } from '../model/diagnosis-words.ts'
import { copyText } from '../copy-text.ts'
import { useApp } from '../store.ts'
import { Button } from './button.tsx'
import { Prose } from './name.tsx'
import { WaitGraph } from './wait-graph.tsx'

/** Each line as the system wrote it, and where it stands. */
export const EvidenceList = (props: { readonly evidence: readonly Evidence[] }): JSX.Element => (
  <ul className="sources" aria-label="What says so">
    {props.evidence.map(({ source, line }, at) => (
      <li key={at}>
        <code className="break">{printable(line.replaceAll('\t', ' '))}</code>
        <span className="src break">{printable(source)}</span>
      </li>
    ))}
  </ul>
)

const tagTone: Record<Finding['certainty'], string> = {
  certain: 'amber',
  likely: 'amber',
  possible: 'line',
}

export const CertaintyTag = (props: { readonly finding: Finding }): JSX.Element => (
  <span
    className={`tag ${tagTone[props.finding.certainty]}`}
    title={certaintySentence[props.finding.certainty]}
  >
    {certaintyWord[props.finding.certainty]}
  </span>
)

function Body(props: { readonly diagnosis: Diagnosis }): JSX.Element {
  const { diagnosis } = props
  const verdict = verdictOf(diagnosis)
  if (verdict === null) {
    return (
      <>
        <p className="says">{nothingFound(diagnosis)}</p>
        <p className="t2 s">
          Nothing of it waits for anybody, and nothing keeps a signal from it. What was looked at
          stands beside this.
        </p>
      </>
    )
  }
  return (
    <>
      <p className="says">
        <Prose text={verdict.sentence} />
      </p>
      <WaitGraph waits={diagnosis.waits} />
      {verdict.evidence.length > 0 && <EvidenceList evidence={verdict.evidence} />}
    </>
  )
}

export function DiagnosisVerdict(props: {
  readonly diagnosis: Diagnosis
  readonly heading: string
  /** Looks once more. */
  readonly onAgain: () => void
  readonly busy: boolean
  /** Where it can be put away. */
  readonly close?: ReactNode
}): JSX.Element {
  const app = useApp()
  const { diagnosis } = props
  const verdict = verdictOf(diagnosis)
  return (
    <section className="panel verdict" aria-labelledby="why-title">
      <div className="why-head">
        <h2 id="why-title" className="s t2">
          {props.heading}
        </h2>
        {verdict !== null && <CertaintyTag finding={verdict} />}
        <span className="s t3 push" title={`Last at ${clock(diagnosis.at)}`}>
          {looksWords(diagnosis)}
        </span>
        <Button
          look="quiet"
          size="sm"
          icon="search"
          reason={props.busy ? 'It is being looked at.' : null}
          onPress={props.onAgain}
        >
          Look again
        </Button>
        <Button
          look="quiet"
          size="sm"
          icon="copy"
          onPress={() => {
            void copyText(app, diagnosisText(diagnosis), 'The diagnosis is copied.')
          }}
        >
          Copy
        </Button>
        {props.close}
      </div>
      <Body diagnosis={diagnosis} />
    </section>
  )
}
