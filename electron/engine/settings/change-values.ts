/** Changes to settings as values: what the file shall say, or which change is refused and why. */
import { isDeepStrictEqual } from 'node:util'
import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import { settingsSchema, type SettingChange } from '../../../shared/settings.ts'
import { describeIssue, type Finding } from '../configuration/issues.ts'
import type { Values } from '../configuration/rewrite/rewrite.ts'
import { isStricter, type Limits } from '../decide/limits/limits.ts'

type Path = readonly string[]

const isValues = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A value at a path; what is empty goes, and so do those above that have nothing left. */
function withValue(values: Values, [key, ...rest]: Path, value: unknown): Values {
  if (key === undefined) return values
  const { [key]: now, ...others } = values
  const next = rest.length === 0 ? value : withValue(isValues(now) ? now : {}, rest, value)
  const isEmptied = rest.length > 0 && isValues(next) && Object.keys(next).length === 0
  if (next === null || isEmptied) return others
  return Object.hasOwn(values, key) ? { ...values, [key]: next } : { ...others, [key]: next }
}

/** What stands at a path, `undefined` where nothing does. */
const valueAt = (values: Values, path: Path): unknown =>
  path.reduce<unknown>(
    (value, key) => (isValues(value) && Object.hasOwn(value, key) ? value[key] : undefined),
    values,
  )

const nothingWritten = 'Nothing was written.'

function refused({ message, path, candidates }: Finding): QuiesceError {
  return {
    code: 'bad-input',
    message,
    next: `${nothingWritten} Correct it, then change it again.`,
    place: path.slice(1).map(String).join('.'),
    ...(candidates.length > 0 && { candidates }),
  }
}

const isOnTheWay = (path: readonly PropertyKey[], other: readonly PropertyKey[]): boolean =>
  path.every((key, at) => other[at] === undefined || String(other[at]) === String(key))

/** What the schema finds wrong with the first bad change, in its own words. */
function refuseBySchema(values: Values, changes: readonly SettingChange[]): QuiesceError | null {
  const issues = settingsSchema.safeParse(values).error?.issues ?? []
  const change = changes.find(({ path }) => issues.some((issue) => isOnTheWay(issue.path, path)))
  const issue = issues.find((one) => change && isOnTheWay(one.path, change.path)) ?? issues[0]
  if (issue === undefined) return null
  const [finding] = describeIssue({ ...issue, path: ['settings', ...issue.path] })
  return finding === undefined ? null : refused(finding)
}

const cannotLoosen = (what: string, place: string, key: string): QuiesceError => ({
  code: 'protected',
  message: `${what}, by ${place}: a limit of this machine cannot be loosened from here.`,
  next: `${nothingWritten} Ask an administrator of this machine to change that file.`,
  place: key,
})

interface Wanted {
  readonly path: Path
  readonly value: unknown
}

/** A change that takes back what a file of the machine forbids would say something that is not so. */
function refuseLoosening({ path, value }: Wanted, machine: Limits): QuiesceError | null {
  const key = path.join('.')
  if (path[0] === 'limits' && path.length === 1 && isValues(value)) {
    const parts = Object.entries(value).map(([name, one]) => ({
      path: ['limits', name],
      value: one,
    }))
    return firstOf(parts, (part) => refuseLoosening(part, machine))
  }
  if (key === 'limits.never' && Array.isArray(value)) {
    const missing = machine.never.find(({ target }) => !value.includes(target))
    if (missing === undefined) return null
    return cannotLoosen(`${missing.target} is never stopped here`, missing.place, key)
  }
  const { force } = machine
  if (key !== 'limits.force' || force.place === null) return null
  if (value !== 'allowed' && value !== 'person') return null
  if (!isStricter(force.value, value)) return null
  const what = force.value === 'never' ? 'Force is not given here' : 'Force needs a person here'
  return cannotLoosen(what, force.place, key)
}

function firstOf<T>(
  list: readonly T[],
  refuse: (one: T) => QuiesceError | null,
): QuiesceError | null {
  for (const one of list) {
    const refusal = refuse(one)
    if (refusal !== null) return refusal
  }
  return null
}

/** A setting that is to go has to be one: a slip of the keyboard is told. */
function refuseUnknown({ path, value }: SettingChange): QuiesceError | null {
  if (value !== null) return null
  // Zod tells of unknown names on the way; what is wrong with the value does not matter here.
  const parsed = settingsSchema.safeParse(withValue({}, path, 'x'))
  const issue = parsed.error?.issues.find(({ code }) => code === 'unrecognized_keys')
  if (issue === undefined) return null
  const [finding] = describeIssue({ ...issue, path: ['settings', ...issue.path] })
  return finding === undefined ? null : refused(finding)
}

/**
 * The settings of the person's own file with all changes made, or what is wrong with the first bad
 * one: `bad-input` with the path of the setting, `protected` where the machine's limits forbid it.
 */
export function changeSettings(
  now: Values,
  changes: readonly SettingChange[],
  machine: Limits,
): Result<Values> {
  const values = changes.reduce((before, { path, value }) => withValue(before, path, value), now)
  const refusal =
    firstOf(changes, refuseUnknown) ??
    refuseBySchema(values, changes) ??
    firstOf(changes, (change) => refuseLoosening(change, machine))
  return refusal === null ? ok(values) : fail(refusal)
}

/** The settings that a change is about, with what stands there before and after; for the record. */
export const differences = (
  before: Values,
  after: Values,
  changes: readonly SettingChange[],
): readonly string[] =>
  changes.flatMap(({ path }) => {
    const [old, now] = [valueAt(before, path), valueAt(after, path)]
    if (isDeepStrictEqual(old, now)) return []
    const key = path.join('.')
    return [now === undefined ? `${key} as by default` : `${key} to ${JSON.stringify(now)}`]
  })
