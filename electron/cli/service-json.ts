/** Services and their members in the shape of `--json`. */
import type { Member, Suspect } from '../../shared/process.ts'
import type { ProfileMatch } from '../../shared/profile.ts'
import type { ServiceRow, ServiceState } from '../../shared/service.ts'
import { reasonWords } from '../../shared/wording/views.ts'
import { memberToJson } from './run-changes.ts'

/** What more a state tells: a unit's own word for it, or the result that it failed with. */
function detailOf(state: ServiceState): string | null {
  if ('sub' in state) return state.sub
  return state.kind === 'failed' ? state.result : null
}

/** A row without what only the window needs. */
export const serviceToJson = (row: ServiceRow): object => ({
  target: row.target,
  title: row.title,
  backend: row.backend,
  state: row.state.kind,
  pid: row.main?.pid ?? null,
  user: row.user,
  memberCount: row.memberCount,
  cpuPercent: row.cpuPercent,
  residentBytes: row.residentBytes,
  startedAt: row.startedAt,
  note: row.note,
  origin: row.origin,
  refusal: row.refusal,
  unit: row.unit,
  detail: detailOf(row.state),
  until: 'until' in row.state ? row.state.until : null,
  canStart: row.canStart,
})

/** Which daemon it is taken for, and why; the profile itself is what `profile ID` prints. */
export const profileMatchToJson = ({ profile, by, how, own }: ProfileMatch): object => ({
  id: profile.id,
  title: profile.title,
  by,
  how,
  own,
})

/** A suspect with its evidence. */
export const suspectToJson = (suspect: Suspect): object => ({
  ...memberToJson(suspect.member),
  why: suspect.why,
})

/** A member with the reasons why it belongs. */
export const statusMemberToJson = (member: Member): object => ({
  ...memberToJson(member),
  main: member.main,
  reasons: member.reasons.map(reasonWords),
})
