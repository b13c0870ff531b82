/** Replies of org.freedesktop.login1(5), as values; rows of another shape are left out. */

/** One of ListInhibitors, a(ssssuu), as far as it is about a shutdown. */
export interface ShutdownInhibitor {
  readonly who: string
  readonly why: string
  readonly mode: 'block' | 'delay'
  readonly uid: number
  readonly pid: number
}

/** Those that hold a shutdown back; `what` is a list, such as `shutdown:sleep`. */
export function parseInhibitors(body: readonly unknown[]): readonly ShutdownInhibitor[] {
  return rowsOf(body).flatMap(([what, who, why, mode, uid, pid]) => {
    if (typeof what !== 'string' || !what.split(':').includes('shutdown')) return []
    // `block-weak` (systemd 257) does not hold root back, and holds everybody else.
    const kind = mode === 'delay' ? 'delay' : 'block'
    if (typeof uid !== 'number' || typeof pid !== 'number') return []
    return [{ who: textOf(who), why: textOf(why), mode: kind, uid, pid }]
  })
}

/** One of ListSessions, a(susso). */
export interface ListedSession {
  readonly id: string
  readonly user: string
  readonly seat: string
  readonly path: string
}

export function parseSessions(body: readonly unknown[]): readonly ListedSession[] {
  return rowsOf(body).flatMap(([id, , user, seat, path]) =>
    typeof id === 'string' && typeof path === 'string' && path.startsWith('/')
      ? [{ id, user: textOf(user), seat: textOf(seat), path }]
      : [],
  )
}

/** What a session's properties tell beside that. */
export interface SessionFacts {
  /** `user`, `greeter`, `manager`, `background` …. */
  readonly class: string
  /** `pts/0`, and the host it comes from; '' where it has none. */
  readonly where: string
  /** Wall clock, milliseconds. */
  readonly since: number | null
}

export function parseSession(properties: unknown): SessionFacts {
  const of = (name: string): unknown => (isRecord(properties) ? properties[name] : undefined)
  const places = [textOf(of('TTY')) || textOf(of('Display')), textOf(of('RemoteHost'))]
  const since = microsecondsOf(of('Timestamp'))
  return {
    class: textOf(of('Class')),
    where: places.filter((place) => place !== '').join(', '),
    since: since === null || since === 0 ? null : since / 1000,
  }
}

/** ScheduledShutdown, (st): null where nothing is planned. Wall clock, milliseconds. */
export function parseScheduled(
  value: unknown,
): { readonly at: number; readonly type: string } | null {
  if (!Array.isArray(value)) return null
  const [type, at] = value as readonly unknown[]
  const microseconds = microsecondsOf(at)
  // Nothing planned is an empty type, with 0 or the highest number behind it.
  if (typeof type !== 'string' || type === '' || microseconds === null) return null
  return microseconds === 0 ? null : { at: microseconds / 1000, type }
}

const rowsOf = ([rows]: readonly unknown[]): readonly (readonly unknown[])[] =>
  Array.isArray(rows) ? rows.filter((row): row is readonly unknown[] => Array.isArray(row)) : []
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function microsecondsOf(value: unknown): number | null {
  const number = typeof value === 'bigint' || typeof value === 'number' ? Number(value) : NaN
  return Number.isSafeInteger(number) && number >= 0 ? number : null
}
