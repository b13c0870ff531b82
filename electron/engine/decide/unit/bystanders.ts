/** Whom a reload of the manager would touch beside the unit whose deadline is moved. */

/** One unit of the manager's list, as far as this needs it. */
export interface ListedUnit {
  readonly name: string
  readonly activeState: string
  readonly subState: string
  /** `stop`, `start` … of the job that is queued for it, or null. */
  readonly job: string | null
}

export interface Bystander {
  readonly name: string
  /** Without a full stop. */
  readonly why: string
}

const onTheWay: readonly string[] = ['activating', 'deactivating', 'reloading', 'refreshing']

/**
 * Every other unit that a reload may harm: one on its way up or down loses the time that it asked
 * for with EXTEND_TIMEOUT_USEC, and one whose file was edited gets the edit. `pendingEdits` are the
 * units with NeedDaemonReload=yes.
 */
export function findBystanders(
  listings: readonly ListedUnit[],
  unit: string,
  pendingEdits: readonly string[],
): readonly Bystander[] {
  const found = new Map<string, string[]>()
  const add = (name: string, why: string): void => {
    if (name !== unit) found.set(name, [...(found.get(name) ?? []), why])
  }
  for (const { name, activeState, subState, job } of listings) {
    if (onTheWay.includes(activeState)) {
      add(name, `is ${activeState} (${subState}), and loses the time that it may have asked for`)
    } else if (job !== null) add(name, `has a ${job} job that waits`)
  }
  for (const name of pendingEdits) add(name, 'was edited, and the reload applies the edit')
  return [...found].map(([name, whys]) => ({ name, why: whys.join('; ') }))
}
