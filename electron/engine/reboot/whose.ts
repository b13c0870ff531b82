/** Whose plan a planned shutdown is. Pure. */
export interface PlanTraces {
  readonly type: string
  /** By logind's own file; null where it does not say (before systemd 254). */
  readonly uid: number | null
  /** Who had a reboot planned for this very moment, by our journal; null where nobody had. */
  readonly recordedBy: string | null
}

export interface Asker {
  readonly uid: number
  /** As the journal names them: `ops as root`. */
  readonly name: string
  nameOf(uid: number): string
}

export interface Whose {
  /** Null where nobody knows. */
  readonly by: string | null
  readonly mine: boolean
}

/** Root is everybody who has its password, so that of root’s plans only a record tells whose one is. */
export function decideWhose(traces: PlanTraces, asker: Asker): Whose {
  const { type, uid, recordedBy } = traces
  if (uid !== null && uid !== asker.uid) return { by: asker.nameOf(uid), mine: false }
  if (recordedBy !== null && type === 'reboot') {
    return { by: recordedBy, mine: recordedBy === asker.name }
  }
  return uid === null ? { by: null, mine: false } : { by: asker.nameOf(uid), mine: asker.uid !== 0 }
}
