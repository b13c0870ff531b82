import { RingProgress } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import type { JSX } from 'react'
import type { Run } from '../../shared/run.ts'
import { isForce } from '../../shared/schedule.ts'
import { phaseWord, whatFollows } from '../../shared/wording/phases.ts'
import { leftMs, leftShare, ringText } from '../model/run-clock.ts'
import { useQuiesce } from '../store.ts'

/** The next step is a SIGKILL that nobody will be asked about: the one thing that makes the ring red. */
function forceFollows(run: Run): boolean {
  if (run.phase.kind !== 'waiting') return false
  const next = run.schedule[run.phase.step + 1]
  return next !== undefined && isForce(next) && run.schedule[run.phase.step]?.kind !== 'ask'
}

/** What stands in the ring: seconds, or the word of a state without a clock. */
function inRing(run: Run, left: number | null): { big: string; small: string } {
  const { phase } = run
  if (phase.kind === 'held') {
    return {
      big: 'held',
      small: phase.leftMs === null ? 'no deadline' : `${ringText(phase.leftMs)} s were left`,
    }
  }
  if (left === null) return { big: 'waits', small: 'without a deadline' }
  const unit = left > 59_000 ? 'left' : 'seconds left'
  return { big: ringText(left), small: unit }
}

/** Our own deadline, stepping once a second: what is left, and what comes then. */
export function Ring(props: { readonly run: Run }): JSX.Element {
  const { run } = props
  const now = useQuiesce((s) => s.now)
  const small = useMediaQuery('(max-width: 719px)')
  const left = leftMs(run, now)
  const share = leftShare(run, now) ?? 0
  const text = inRing(run, left)
  const follows = run.phase.kind === 'held' ? 'nothing is sent by itself' : whatFollows(run)
  const size = /\d/.test(text.big) ? (text.big.length > 3 ? 'long' : '') : 'word'
  return (
    <div
      className="ring"
      role="timer"
      aria-live="off"
      aria-label={
        left === null
          ? `${phaseWord(run.phase)}: ${text.big}`
          : [`${text.big} ${text.small}`, follows].filter((part) => part !== '').join(', ')
      }
    >
      <RingProgress
        size={small ? 168 : 196}
        thickness={9}
        roundCaps
        rootColor="var(--track)"
        sections={
          share > 0
            ? [{ value: share * 100, color: forceFollows(run) ? 'var(--ember)' : 'var(--tide)' }]
            : []
        }
        label={
          <span aria-hidden="true">
            <span className={`big ${size}`}>{text.big}</span>
            <span className="t2 s">
              {text.small}
              {follows !== '' && (
                <>
                  ,<br />
                  {follows}
                </>
              )}
            </span>
          </span>
        }
      />
    </div>
  )
}
