import type { Member } from '../../shared/process.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { reasonWords } from '../../shared/wording/views.ts'

/** Why it belongs, where the unit is named above already: "its cgroup", "its cgroup/timers". */
export const whyHere = (member: Member, unit: string | null): string =>
  member.reasons
    .map((reason) =>
      reason.kind === 'unit' && reason.unit === unit
        ? `in its cgroup${printable(reason.below)}`
        : reasonWords(reason),
    )
    .join(', ')
