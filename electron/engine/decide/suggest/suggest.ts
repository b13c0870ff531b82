/** What a process or script would be as a service of the configuration, and what that rests on. */
import type { ServiceConfiguration } from '../../../../shared/configuration.ts'
import type { ErrorCode, QuiesceError } from '../../../../shared/errors.ts'
import { isKnown } from '../../../../shared/unknown.ts'
import { printable } from '../../../../shared/wording/numbers.ts'
import { called, readableName } from '../readable-name.ts'
import type { SuggestFacts } from './facts.ts'
import { findBy, programPath } from './find-by.ts'
import { chooseName } from './name-service.ts'
import { guessStart } from './start-command.ts'

export interface Suggested {
  readonly name: string
  readonly configuration: ServiceConfiguration
  readonly found: readonly string[]
  readonly refusal: QuiesceError | null
}

const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** Refusals that no configuration lifts. Of the others a person learns, and may keep the service. */
const final: ReadonlySet<ErrorCode> = new Set([
  'protected',
  'kernel-thread',
  'foreign-namespace',
  'managed-by-unit',
  'ambiguous-target',
  'identity-changed',
  'unknown-target',
])

function nameOf({ look, main, script, taken }: SuggestFacts): string {
  const { observed } = look
  const path = main && programPath(main)
  return chooseName(
    [
      ...(observed.profile ? [observed.profile.profile.id] : []),
      ...(script ? [script.name] : []),
      ...(observed.unit ? [observed.unit.name] : []),
      ...(main ? [path === null ? readableName(main) : lastPart(path)] : []),
      observed.title,
    ],
    taken,
  )
}

function refuse({ look, target, owner }: SuggestFacts): QuiesceError | null {
  const { observed, refusal } = look
  const name = observed.origin === 'configured' && target.kind === 'name' ? target.name : owner
  if (name !== null) {
    const what = name === observed.title ? name : `${observed.title}, as ${name},`
    return {
      code: 'bad-input',
      message: `${what} is a service of the configuration already.`,
      next: 'Change it there, in its file.',
      place: `services.${name}`,
    }
  }
  return refusal !== null && final.has(refusal.code) ? refusal : null
}

/** A unit needs nothing; a name, a title, a schedule and a profile may stand in the configuration. */
function suggestUnit(facts: SuggestFacts): Pick<Suggested, 'configuration' | 'found'> | null {
  const { unit, profile } = facts.look.observed
  if (unit === null) return null
  const name = unit.manager === 'user' ? `user:${unit.name}` : unit.name
  return {
    configuration: {
      ...(profile && { title: profile.profile.title }),
      unit: name,
      ...(profile && { profile: profile.profile.id }),
    },
    found: [
      `It is the systemd unit ${name}, which is a service already and needs no configuration.`,
      'A name, a title, a schedule and a profile may be written for it all the same.',
      ...sayProfile(facts),
    ],
  }
}

function sayProfile({ look }: SuggestFacts): readonly string[] {
  const match = look.observed.profile
  return match
    ? [`The profile ${match.profile.id} (${match.profile.title}) fits: ${match.how}.`]
    : []
}

/** The script's own start and stop, or the process's own arguments. */
function startOf(facts: SuggestFacts): Pick<Suggested, 'configuration' | 'found'> {
  const { main, script } = facts
  if (script !== null && script.refusal === null) {
    const found = [
      `${printable(script.path)} controls it: it is started and stopped by that script.`,
    ]
    return {
      configuration: {
        init: script.path === `/etc/init.d/${script.name}` ? script.name : script.path,
      },
      found,
    }
  }
  const untrusted = script?.refusal ? [`${script.refusal.message} So it is left out.`] : []
  if (main === null) return { configuration: {}, found: untrusted }
  const guess = guessStart(main)
  const configuration = guess.argv === null ? {} : { start: [...guess.argv] }
  return { configuration, found: [...untrusted, guess.sentence] }
}

/** It left its starter: an orphan of init with a session that it leads, or whose leader has gone. */
function forksOf(
  { main, pidFiles }: SuggestFacts,
  hasStart: boolean,
): Pick<Suggested, 'configuration' | 'found'> {
  const named = pidFiles.find(({ verdict }) => verdict === 'trusted')
  if (main === null || !hasStart || named === undefined) return { configuration: {}, found: [] }
  const isOrphan = main.parentPid === 1 && main.terminal === 0
  if (!isOrphan) return { configuration: {}, found: [] }
  const found = [
    `${called(main)} is a child of init without a terminal, and has written ${printable(named.path)}: its start command leaves it behind and ends (forks: true).`,
  ]
  return { configuration: { forks: true }, found }
}

const nothingTellsIt = (facts: SuggestFacts): QuiesceError => ({
  code: 'not-available',
  message: `Nothing that was found tells ${facts.look.observed.title} from other processes.`,
  next:
    facts.main !== null && !isKnown(facts.main.executable)
      ? 'Run Quiesce as root: it may see what the processes of every user run.'
      : 'Have it write a pid file, or start its script by an absolute path.',
})

const findable = (of: ServiceConfiguration): boolean =>
  [of.exe, of.pidfile, of.port, of.unit, of.init].some((one) => one !== undefined)

/** Proposes a service. Where there is a refusal, the rest is what was found on the way. */
export function suggestService(facts: SuggestFacts): Suggested {
  const name = nameOf(facts)
  const refusal = refuse(facts)
  const unit = suggestUnit(facts)
  if (unit !== null) return { name, ...unit, refusal }
  const { profile } = facts.look.observed
  const start = startOf(facts)
  const isScripted = start.configuration.init !== undefined
  const by = findBy(isScripted ? facts : { ...facts, script: null })
  const forks = forksOf(facts, start.configuration.start !== undefined)
  const configuration: ServiceConfiguration = {
    ...(profile && { title: profile.profile.title }),
    ...(isScripted && start.configuration),
    ...by.settings,
    ...(!isScripted && start.configuration),
    ...forks.configuration,
    ...(profile && { profile: profile.profile.id }),
  }
  const now = facts.look.refusal
  return {
    name,
    configuration,
    found: [
      ...by.found,
      ...start.found,
      ...forks.found,
      ...sayProfile(facts),
      ...(refusal === null && now !== null
        ? [`At present a stop would be refused: ${now.message}`]
        : []),
    ],
    refusal: refusal ?? (findable(configuration) ? null : nothingTellsIt(facts)),
  }
}
