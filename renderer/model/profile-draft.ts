/** A profile of one's own in its form: all of a new one, or what differs from one of the catalogue. */
import {
  ownProfileSchema,
  profileSchema,
  type Fact,
  type OwnProfile,
  type Profile,
  type ProfileSignal,
} from '../../shared/profile.ts'
import type { SignalName } from '../../shared/signals.ts'
import { errorsOf, type FieldErrors } from './issue-words.ts'

/** A signal's meaning as it is typed. */
export interface SignalDraft {
  readonly signal: SignalName
  readonly role: ProfileSignal['role']
  readonly action: string
  readonly does: string
  readonly to: 'main' | 'all'
  readonly price: string
  readonly basis: string
}

/** What stands in the form. `stops` and `forced`: that part is the person's own. */
export interface ProfileDraft {
  readonly id: string
  readonly title: string
  /** One a line. */
  readonly programs: string
  readonly units: string
  readonly scripts: string
  readonly signals: readonly SignalDraft[]
  readonly stops: boolean
  readonly schedule: string
  readonly usual: Fact
  readonly longest: Fact
  readonly waitsFor: Fact
  readonly command: Fact
  readonly forced: boolean
  readonly danger: Profile['force']['danger']
  readonly costs: Fact
  readonly survivors: Fact
  readonly recovery: Fact
}

const noFact: Fact = { text: '', basis: 'unknown' }

/** What a row of signals begins with. */
export const newSignal: SignalDraft = {
  signal: 'TERM',
  role: 'graceful',
  action: '',
  does: '',
  to: 'main',
  price: '',
  basis: 'unknown',
}

/** A signal's row, as it is written; what its masks have to show is not in the form. */
export const signalDraft = (from: ProfileSignal): SignalDraft => ({
  signal: from.signal,
  role: from.role,
  action: from.action,
  does: from.does,
  to: from.to,
  price: from.price ?? '',
  basis: from.basis,
})

const lines = (list: readonly string[] | undefined): string => (list ?? []).join('\n')

/** What the form begins with: what the person wrote, with the catalogue's behind it. */
export function draftOfProfile(id: string, own: OwnProfile, known: Profile | null): ProfileDraft {
  const stop = own.stop ?? known?.stop
  const force = own.force ?? known?.force
  return {
    id,
    title: own.title ?? '',
    programs: lines(own.recognise?.programs),
    units: lines(own.recognise?.units),
    scripts: lines(own.recognise?.scripts),
    signals: (own.signals ?? []).map(signalDraft),
    stops: own.stop !== undefined || known === null,
    schedule: stop?.schedule ?? '',
    usual: stop?.usual ?? noFact,
    longest: stop?.longest ?? noFact,
    waitsFor: stop?.waitsFor ?? noFact,
    command: stop?.command ?? noFact,
    forced: own.force !== undefined || known === null,
    danger: force?.danger ?? 'unknown',
    costs: force?.costs ?? noFact,
    survivors: force?.survivors ?? noFact,
    recovery: force?.recovery ?? noFact,
  }
}

const split = (typed: string): readonly string[] =>
  typed
    .split('\n')
    .map((one) => one.trim())
    .filter((one) => one !== '')

const filled = (values: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(
    Object.entries(values).filter(
      ([, value]) =>
        value !== '' && value !== undefined && !(Array.isArray(value) && value.length === 0),
    ),
  )

function recognised(draft: ProfileDraft, own: OwnProfile): object | undefined {
  const recognise = filled({
    ...own.recognise,
    programs: split(draft.programs),
    units: split(draft.units),
    scripts: split(draft.scripts),
  })
  return Object.keys(recognise).length === 0 ? undefined : recognise
}

/** The signals with what the form does not show of them. */
const signalsOf = (draft: ProfileDraft, own: OwnProfile): readonly object[] =>
  draft.signals.map((one) => {
    const before = own.signals?.find((other) => other.signal === one.signal)
    return filled({ ...one, expects: before?.expects })
  })

/** What would be written, right or wrong; what the form does not show stays as it was. */
export function looseProfile(draft: ProfileDraft, own: OwnProfile, known: Profile | null): object {
  const { usual, longest, waitsFor, command, costs, survivors, recovery, danger } = draft
  const deadline = (own.stop ?? known?.stop)?.ownDeadline
  const stop = filled({
    schedule: draft.schedule,
    usual,
    longest,
    waitsFor,
    command,
    ownDeadline: deadline,
  })
  const isNew = known === null
  return filled({
    ...own,
    title: draft.title,
    recognise: recognised(draft, own) ?? (isNew ? {} : undefined),
    signals: signalsOf(draft, own),
    stop: draft.stops ? stop : undefined,
    force: draft.forced ? { danger, costs, survivors, recovery } : undefined,
    files: own.files ?? (isNew ? {} : undefined),
    sources: own.sources ?? (isNew ? ['services.yaml'] : undefined),
  })
}

export interface ReadProfile {
  readonly profile: OwnProfile | null
  readonly errors: FieldErrors
}

/** Reads the form. A profile that the catalogue has not must be whole. */
export function readProfile(
  draft: ProfileDraft,
  own: OwnProfile,
  known: Profile | null,
): ReadProfile {
  const loose = looseProfile(draft, own, known)
  const whole = profileSchema.safeParse({ id: draft.id, ...loose })
  const part = ownProfileSchema.safeParse(loose)
  const id = whole.success ? undefined : whole.error.issues.find(({ path }) => path[0] === 'id')
  const asked = known === null ? whole : part
  const errors = {
    ...(id === undefined ? {} : { id: `Expected ${id.message}.` }),
    ...(asked.success ? {} : errorsOf(asked.error.issues)),
  }
  const isRight = part.success && Object.keys(errors).length === 0
  return { profile: isRight ? part.data : null, errors }
}

/** It stands alone: no profile of the catalogue is behind it. */
export const isWhole = (own: OwnProfile): boolean =>
  profileSchema.safeParse({ id: 'any', ...own }).success

/** A new form for a profile that is chosen of the catalogue; its stop and force are taken over. */
export const draftFor = (id: string, known: Profile | null): ProfileDraft =>
  draftOfProfile(id, {}, known)
