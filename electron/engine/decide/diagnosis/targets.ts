/** Who got the stop signal, or would get it. */
import { sameIdentity, type Member } from '../../../../shared/process.ts'
import type { SentSignal } from '../../../../shared/run.ts'
import { rootsOf } from '../escalation/targets.ts'
import type { CaseUnit } from './case.ts'
import type { DiagnosisFacts } from './facts.ts'

const reached = (sent: SentSignal): boolean => sent.outcome === 'sent' || sent.outcome === 'maybe'

const pidsOf = (members: readonly Member[]): ReadonlySet<number> =>
  new Set(members.map((m) => m.identity.pid))

/** The main process, or the roots where there is none. */
function headsOf({ observed }: DiagnosisFacts): readonly Member[] {
  const { main } = observed
  const counted = observed.members.filter((m) => m.kept === null)
  return main === null
    ? rootsOf(counted)
    : counted.filter((member) => sameIdentity(member.identity, main))
}

/** systemd.kill(5), KillMode=: `mixed` and `process` signal the main process alone. */
function ofUnit(facts: DiagnosisFacts, { settings }: CaseUnit): ReadonlySet<number> {
  if (settings.killMode === 'none') return new Set()
  if (settings.killMode !== 'control-group') return pidsOf(headsOf(facts))
  return pidsOf(facts.observed.members.filter((m) => m.kept === null))
}

/** Pids of those whom the stop signal reached; of those whom it would reach where none was sent. */
export function targetPids(facts: DiagnosisFacts, unit: CaseUnit | null): ReadonlySet<number> {
  const sent = facts.run?.sent.filter(reached) ?? []
  const direct = sent.flatMap((s) => (s.identity === null ? [] : [s.identity.pid]))
  if (direct.length > 0) return new Set(direct)
  if (unit !== null) return ofUnit(facts, unit)
  const { stopMethod, members } = facts.observed
  return stopMethod.kind === 'signal' && stopMethod.scope !== 'main'
    ? pidsOf(members.filter((m) => m.kept === null))
    : pidsOf(headsOf(facts))
}
