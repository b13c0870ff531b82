/** The state of a SysV service, computed as LSB 5.0 ("Init Script Actions") numbers it. */
import type { InitScriptDetail, LockFileFact, LsbStatus } from '../../../../shared/init-script.ts'
import type { Member, Suspect } from '../../../../shared/process.ts'
import type { PidFileVerdict, ServiceState } from '../../../../shared/service.ts'
import { lsbWords } from '../../../../shared/wording/init-words.ts'
import { count, printable } from '../../../../shared/wording/numbers.ts'
import type { InitFacts } from './init-facts.ts'

export interface StatusFacts {
  readonly members: readonly Member[]
  readonly suspects: readonly Suspect[]
  readonly pidFiles: readonly PidFileVerdict[]
  readonly lockFiles: readonly LockFileFact[]
  /** Something says which processes it has: only then does seeing none mean anything. */
  readonly canTell: boolean
}

export type Status = InitScriptDetail['status']

/** A pid file, or a program that can be looked for. */
export const canTell = ({ seesProgram, pidFiles }: InitFacts): boolean =>
  seesProgram || pidFiles.length > 0

const cannotTell = 'Nothing says which processes it has, so nobody can tell whether it runs.'

const sayPidFile = ({ path, evidence }: PidFileVerdict): string =>
  `${printable(path)}: ${evidence.join(' ')}`

const sayLockFile = ({ path, there }: LockFileFact): string =>
  there ? `${printable(path)} is there.` : `${printable(path)} is not there.`

function sayMembers(members: readonly Member[]): string {
  const main = members.find((m) => m.main) ?? members[0]
  const who = main ? `: ${main.name} (${main.identity.pid})` : ''
  const more = members.length > 1 ? ` and ${members.length - 1} more` : ''
  return `${count(members.length, 'process of it lives', 'processes of it live')}${who}${more}.`
}

/** Verdicts that leave open whether the service runs. */
const leavesOpen = new Set<PidFileVerdict['verdict']>(['unsafe', 'bad', 'unreadable'])

function decideNumber(facts: StatusFacts): LsbStatus {
  const { members, suspects, pidFiles, lockFiles, canTell } = facts
  if (members.length > 0) return 0
  // Somebody runs its program: nobody may say that it is stopped, or that a file is a dead one's.
  if (suspects.length > 0 || !canTell) return 4
  if (pidFiles.some(({ verdict }) => leavesOpen.has(verdict))) return 4
  if (pidFiles.some(({ verdict }) => verdict === 'stale')) return 1
  return lockFiles.some(({ there }) => there) ? 2 : 3
}

/** Number, words and the evidence for both; nothing is asked of the script. */
export function decideLsbStatus(facts: StatusFacts): Status {
  const number = decideNumber(facts)
  const { members, suspects, pidFiles, lockFiles, canTell } = facts
  const evidence = [
    members.length > 0 ? sayMembers(members) : canTell ? 'No process of it lives.' : cannotTell,
    ...suspects.map(
      ({ member, why }) => `${member.name} (${member.identity.pid}) may be of it: ${why}.`,
    ),
    ...pidFiles.map(sayPidFile),
    ...lockFiles.map(sayLockFile),
  ]
  return { number, words: lsbWords[number], evidence }
}

/** "No process of it lives" is no reason where something else says that one may. */
const sayWhyUnknown = ({ evidence }: Status, { canTell }: StatusFacts): string =>
  evidence.slice(canTell ? 1 : 0).join(' ')

/** The state of the services table for a status. */
export function stateOfStatus(status: Status, facts: StatusFacts): ServiceState {
  switch (status.number) {
    case 0:
      return { kind: 'running' }
    case 1: {
      const stale = facts.pidFiles.find(({ verdict }) => verdict === 'stale')
      return { kind: 'dead-pid-file', path: stale?.path ?? '' }
    }
    case 2:
      return { kind: 'dead-lock-file', path: facts.lockFiles.find((l) => l.there)?.path ?? '' }
    case 3:
      return { kind: 'stopped' }
    case 4:
      return { kind: 'unknown', why: sayWhyUnknown(status, facts) }
  }
}
