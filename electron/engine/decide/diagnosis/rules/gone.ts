/** Nobody of it lives, and something still says that it runs. */
import { printable } from '../../../../../shared/wording/numbers.ts'
import type { Case } from '../case.ts'
import type { Claim } from '../claim.ts'
import { evidence } from '../evidence.ts'
import { byHand, waitLonger } from '../remedies.ts'

const nobody = (c: Case): boolean => !c.procs.some((proc) => proc.member)

function byPidFile(c: Case): readonly Claim[] {
  const { pidFile, lockFile } = c.facts.observed
  const stale = pidFile !== null && pidFile.verdict === 'stale'
  if (!stale && lockFile?.there !== true) return []
  const path = stale ? pidFile.path : (lockFile?.path ?? '')
  const what = stale ? 'pid file' : 'lock file'
  const says = stale && pidFile.pid !== null ? ` names ${pidFile.pid}` : ' is still there'
  return [
    {
      code: 'already-gone',
      certainty: 'certain',
      sentence: `Nothing of it runs. Its ${what} ${printable(path)}${says}: the file is out of date.`,
      subject: null,
      evidence: stale
        ? (pidFile.evidence.length > 0 ? pidFile.evidence : ['stale']).map((line) =>
            evidence(path, line),
          )
        : [evidence(path, 'is there')],
      offers: [
        byHand(
          `file:${path}`,
          'Clean up what it left',
          `${printable(path)} may go: its owner is dead. Look at what it left behind, and remove what is proven.`,
        ),
      ],
    },
  ]
}

function byUnit(c: Case): readonly Claim[] {
  const { unit } = c
  if (unit?.state.activeState !== 'deactivating' || c.stopCommand !== null) return []
  return [
    {
      code: 'already-gone',
      certainty: 'likely',
      sentence: `Nothing of it runs. systemd still says that ${unit.name} is on its way down (${printable(unit.state.subState)}).`,
      subject: null,
      evidence: [
        evidence(unit.name, `ActiveState=${unit.state.activeState}`),
        evidence(unit.name, `SubState=${unit.state.subState}`),
      ],
      offers: [waitLonger('systemd tidies up, and then says that it is down.')],
    },
  ]
}

/** Gone, whatever its files or its unit say. */
export function alreadyGone(c: Case): readonly Claim[] {
  return nobody(c) ? [...byUnit(c), ...byPidFile(c)] : []
}
