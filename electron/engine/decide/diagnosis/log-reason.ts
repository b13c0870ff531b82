/** What the daemon itself says of its stop: some refuse for a good reason, and write it down. */
import type { Evidence, FindingCode } from '../../../../shared/diagnosis.ts'
import { isKnown } from '../../../../shared/unknown.ts'
import type { Case } from './case.ts'
import type { Claim } from './claim.ts'
import { evidence } from './evidence.ts'

/** Words of somebody who does not leave, or cannot. */
const telling =
  /\b(?:refus\w*|wait\w*|busy|cannot|can't|can not|could not|unable|error|fail\w*|still|in progress|lock(?:ed|s)?|not (?:permitted|allowed|responding)|timed? ?out|retry\w*|pending|denied|no space)\b/i

/** States that the kernel is sure of need no word of the daemon: it may not even run. */
const needNoWord: ReadonlySet<FindingCode> = new Set([
  ...(['stopped', 'traced', 'frozen', 'uninterruptible', 'zombie', 'already-gone'] as const),
  ...(['restarted', 'starting-again', 'no-permission', 'nothing-sent'] as const),
])

/** Log clocks and ours may differ by a little. */
const slackMs = 1000
const lookedAt = 20

/** The last line since the stop was asked that tells why it stays; null where there is none. */
export function reasonInLog(c: Case): Evidence | null {
  const { log, asked } = c.facts
  if (c.asked === null || asked === null || !isKnown(log)) return null
  const line = log
    .slice(-lookedAt)
    .findLast(({ at, text }) => at !== null && at >= asked.at.wall - slackMs && telling.test(text))
  return line === undefined ? null : evidence('log', line.text.trim())
}

/** The verdict with the daemon's own words behind it, quoted. */
export function quoteLog(c: Case, claims: readonly Claim[]): readonly Claim[] {
  const [verdict, ...rest] = claims
  if (verdict === undefined || needNoWord.has(verdict.code)) return claims
  const said = reasonInLog(c)
  if (said === null || verdict.evidence.some((one) => one.line === said.line)) return claims
  const quoted: Claim = {
    ...verdict,
    sentence: `${verdict.sentence} It says itself: “${said.line}”`,
    evidence: [...verdict.evidence, said],
  }
  return [quoted, ...rest]
}
