import { serviceName } from '../../shared/configuration.ts'
import type { FieldErrors } from './issue-words.ts'

/** A group as it stands in its form. */
export interface GroupDraft {
  readonly name: string
  readonly members: readonly string[]
}

/** What is wrong with it, by field. `taken`: another group has its name. */
export function readGroup(draft: GroupDraft, taken: boolean): FieldErrors {
  const name = serviceName.safeParse(draft.name)
  return {
    ...(name.success ? {} : { name: `Expected ${name.error.issues[0]?.message ?? 'a name'}.` }),
    ...(taken ? { name: 'There is a group of that name.' } : {}),
    ...(draft.members.length === 0 ? { members: 'Choose at least one service.' } : {}),
  }
}
