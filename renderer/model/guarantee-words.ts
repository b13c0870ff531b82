/** What stands behind "exact" and "weaker", and behind the record, in plain words. Pure. */
import type { HostInfo } from '../../shared/host.ts'

export interface Promised {
  /** The line of the footer. */
  readonly line: string
  readonly good: boolean
  readonly title: string
  readonly says: readonly string[]
  /** Why it is so here, as the engine tells it. */
  readonly why: string
  /** What would change it; '' where nothing has to. */
  readonly next: string
}

/** How sure it is that a signal reaches whom it is meant for. */
export function signalPromise({ guarantee }: Pick<HostInfo, 'guarantee'>): Promised {
  if (guarantee.kind === 'exact') {
    return {
      line: 'Signals: exact, through pidfd',
      good: true,
      title: 'A signal reaches the process that was meant, or none',
      says: [
        'Each process is held by a pidfd from the moment it is selected. A pid that meanwhile belongs to another process gets nothing.',
      ],
      why: guarantee.why,
      next: '',
    }
  }
  return {
    line: 'Signals: checked by start time, weaker',
    good: false,
    title: 'A signal is checked right before it is sent: weaker than a pidfd',
    says: [
      'Pid, start time and boot are compared again before each signal. Between that look and the signal lies a moment in which the process could end, and its pid be given to another one.',
      'It is a very short moment, and pids are seldom used again so soon. It is not impossible.',
    ],
    why: guarantee.why,
    next: 'Exact signals need Linux 5.3 or newer and the signal helper, which comes with the packages, or is built where a C compiler is installed.',
  }
}

/** Whether what is done gets on record. */
export function recordPromise({ journal }: Pick<HostInfo, 'journal'>): Promised {
  if (journal.state === 'writing') {
    const records = journal.records.toLocaleString('en')
    return {
      line: `Journal: writing, ${records} ${journal.records === 1 ? 'record' : 'records'}`,
      good: true,
      title: 'Every effect is on record before it happens',
      says: ['What is sent is on the disk before it is sent, and what came of it after.'],
      why: journal.folder,
      next: '',
    }
  }
  return {
    line: 'Journal: cannot be written',
    good: false,
    title: 'The journal cannot be written',
    says: [
      'Before a signal is sent, Quiesce asks whether to go on with the record in memory and in syslog. No schedule goes on to force by itself.',
    ],
    why: journal.why ?? journal.folder,
    next: `Make room, or make the folder writable: ${journal.folder}`,
  }
}
