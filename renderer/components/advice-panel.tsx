/** What now: the five steps, one sentence, the reasons with their evidence, and why not to reboot. */
import type { JSX, ReactNode } from 'react'
import {
  adviceLevels,
  type Advice,
  type AdviceFinding,
  type AdviceLevel,
} from '../../shared/advice.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { adviceWord } from '../../shared/wording/views.ts'
import { useApp } from '../store.ts'
import { Button } from './button.tsx'
import { EvidenceList } from './diagnosis-verdict.tsx'
import { Icon, type IconName } from './icon.tsx'
import { Prose } from './name.tsx'

/** A reboot is argued for: then it may be planned. */
export const speaksForReboot = (level: AdviceLevel): boolean =>
  level === 'reboot-recommended' || level === 'reboot-required'

export function Ladder(props: { readonly level: AdviceLevel }): JSX.Element {
  const at = adviceLevels.indexOf(props.level)
  return (
    <ol className="ladder" aria-label="Advice, mildest first">
      {adviceLevels.map((level, index) => (
        <li
          key={level}
          className={index < at ? 'past-step' : index === at ? `here ${at > 2 ? 'bad' : ''}` : ''}
          aria-current={index === at ? 'step' : undefined}
        >
          {adviceWord[level]}
        </li>
      ))}
    </ol>
  )
}

const findingMark: Record<AdviceLevel, readonly [IconName, string]> = {
  none: ['check', 'moss'],
  'clean-up': ['info', 't3'],
  'try-restart': ['restart', 'tide'],
  'reboot-recommended': ['no-answer', 'amber'],
  'reboot-required': ['out-survived', 'ember'],
}

/** A rule that speaks: what it rests on, and what would change it. */
function Spoken(props: { readonly finding: AdviceFinding }): JSX.Element {
  const { sentence, level, evidence, changesMind } = props.finding
  const [icon, colour] = findingMark[level]
  return (
    <li>
      <Icon name={icon} className={colour} />
      <div className="grow">
        <span className="break">
          <Prose text={sentence} />
        </span>
        {changesMind !== '' && (
          <p className="s t2 break">
            What would change this: <Prose text={changesMind} />
          </p>
        )}
        {evidence.length > 0 && (
          <details>
            <summary className="s t2">What says so</summary>
            <EvidenceList evidence={evidence} />
          </details>
        )}
      </div>
    </li>
  )
}

/** The rules with their evidence, where the engine tells them; else the bare reasons. */
export function Reasons(props: { readonly advice: Advice }): JSX.Element {
  const { findings = [], reasons, level } = props.advice
  // What a rule says is not said twice.
  const said = new Set(findings.map(({ sentence }) => sentence))
  const reboot = speaksForReboot(level)
  return (
    <ul>
      {findings.map((finding) => (
        <Spoken key={`${finding.rule} ${finding.sentence}`} finding={finding} />
      ))}
      {reasons
        .filter((reason) => !said.has(reason))
        .map((reason) => (
          <li key={reason}>
            <Icon name={reboot ? 'no-answer' : 'info'} className={reboot ? 'amber' : 't3'} />
            <span className="break">
              <Prose text={reason} />
            </span>
          </li>
        ))}
    </ul>
  )
}

/** What the last paragraph argues. */
const rebootHeading: Record<AdviceLevel, string> = {
  none: 'Why not reboot',
  'clean-up': 'Why not reboot',
  'try-restart': 'When to reboot',
  'reboot-recommended': 'Why a reboot',
  'reboot-required': 'Why a reboot',
}

/** What would speak for a reboot and was looked at, each with its answer. */
export function AboutReboot(props: { readonly advice: Advice }): JSX.Element | null {
  const { store } = useApp()
  const { aboutReboot, checked = [], level } = props.advice
  if (aboutReboot === '' && checked.length === 0 && !speaksForReboot(level)) return null
  return (
    <div className="not">
      <h3>{rebootHeading[level]}</h3>
      {aboutReboot !== '' && (
        <p>
          <Prose text={aboutReboot} />
        </p>
      )}
      {checked.length > 0 && (
        <dl className="checked s" aria-label="What would speak for a reboot">
          {checked.map(({ what, answer }) => (
            <div key={what}>
              <dt className="t2 break">{printable(what)}</dt>
              <dd className="t3">{printable(answer)}</dd>
            </div>
          ))}
        </dl>
      )}
      {speaksForReboot(level) && (
        <div className="row">
          <Button
            icon="power"
            onPress={() => {
              store.setState({ rebootOpen: true })
            }}
          >
            Plan a reboot…
          </Button>
          <span className="s t3">shows what it costs here; nothing happens yet</span>
        </div>
      )}
    </div>
  )
}

export const AdvicePanel = (props: {
  readonly advice: Advice
  /** The mildest useful act. */
  readonly children?: ReactNode
}): JSX.Element => (
  <section className="panel what-now" aria-labelledby="now-title">
    <header>
      <h2 id="now-title">What now</h2>
    </header>
    <Ladder level={props.advice.level} />
    <div className="advice">
      <h3>
        <Prose text={props.advice.sentence} />
      </h3>
      <Reasons advice={props.advice} />
      {props.children}
    </div>
    <AboutReboot advice={props.advice} />
  </section>
)
