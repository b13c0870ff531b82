/** Whether somebody lives who may use what nobody has open in this moment. */
import type { LeftoverFacts } from './facts.ts'

export const notAllSeen = 'Not every process of this machine can be seen.'

/** Why a thing of these users may be wanted, or null. Root can do everything, and always lives. */
export function findLivingUser(
  { livingUsers, seesAll }: Pick<LeftoverFacts, 'livingUsers' | 'seesAll'>,
  uids: readonly number[],
): string | null {
  if (uids.includes(0)) return 'Any process of root may use it, and the kernel does not say which.'
  if (!seesAll) return notAllSeen
  const found = uids.map((uid) => livingUsers.get(uid)).find((one) => one !== undefined)
  return found ? `${found.name} (${found.pid}) runs as the same user and may use it.` : null
}
