/** Which profile fits a service, and why it is thought so. */
import type { ProfileMatch } from '../../../../shared/profile.ts'
import { printable } from '../../../../shared/wording/numbers.ts'
import { templateOf, type KnownProfile, type ProfileIndex } from './index-profiles.ts'

/** The program of a service's main process, or the one that it is configured to be. */
export interface ProgramFacts {
  /** File names without a folder: of an interpreter's script first, then of the executable. */
  readonly names: readonly string[]
  readonly args: readonly string[]
  /** "its main process runs /usr/sbin/nginx" */
  readonly how: string
}

/** What a service can be recognised by. */
export interface ProfileFacts {
  /** `profile:` of its configuration; `none` for none. */
  readonly configured: string | null
  /** The unit's own name, of either manager. */
  readonly unit: string | null
  /** Name of its init script. */
  readonly script: string | null
  readonly program: ProgramFacts | null
}

/** A word of the arguments, or the file name that it ends in: `/opt/x/activemq.jar`. */
function hasArgument({ profile }: KnownProfile, args: readonly string[]): boolean {
  const wanted = profile.recognise.argument ?? []
  return args.some((arg) => wanted.includes(arg) || wanted.includes(lastPart(arg)))
}

const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/**
 * The candidate whose argument fits, else one that asks for none. A name that is the daemon's own
 * (`whole`) fits without its argument, too: a unit that is down has none.
 */
function choose(
  candidates: readonly KnownProfile[],
  args: readonly string[],
  whole: boolean,
): KnownProfile | null {
  const fitting = candidates.find((known) => hasArgument(known, args))
  const plain = candidates.find(({ profile }) => profile.recognise.argument === undefined)
  return fitting ?? plain ?? (whole ? (candidates[0] ?? null) : null)
}

function candidatesOfUnit(unit: string, index: ProfileIndex): readonly KnownProfile[] {
  const template = templateOf(unit)
  return [
    ...(index.byUnit.get(unit) ?? []),
    ...((template === null ? undefined : index.byUnit.get(template)) ?? []),
    ...index.unitPatterns.flatMap(([pattern, known]) => (pattern.test(unit) ? [known] : [])),
  ]
}

function chooseByProgram(program: ProgramFacts, index: ProfileIndex): KnownProfile | null {
  for (const name of program.names) {
    const found = choose(index.byProgram.get(name) ?? [], program.args, false)
    if (found) return found
  }
  return null
}

/**
 * The profile that fits, or null: by configuration, else by unit, init script or program, in this
 * order. A configured id that does not exist fits nothing; the configuration's problems name it.
 */
export function matchProfile(facts: ProfileFacts, index: ProfileIndex): ProfileMatch | null {
  const { configured, unit, script, program } = facts
  const args = program?.args ?? []
  const as = (known: KnownProfile, by: ProfileMatch['by'], how: string): ProfileMatch => ({
    ...known,
    by,
    how: printable(how),
  })
  if (configured !== null) {
    const known = index.byId.get(configured)
    return known
      ? as(known, 'configuration', `its configuration says profile: ${configured}`)
      : null
  }
  const byUnit = unit === null ? null : choose(candidatesOfUnit(unit, index), args, true)
  if (byUnit) return as(byUnit, 'unit', `its unit is ${unit ?? ''}`)
  const byScript = script === null ? null : choose(index.byScript.get(script) ?? [], args, true)
  if (byScript) return as(byScript, 'script', `its init script is ${script ?? ''}`)
  const byProgram = program && chooseByProgram(program, index)
  return byProgram ? as(byProgram, 'program', program.how) : null
}
