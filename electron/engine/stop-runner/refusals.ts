import type { QuiesceError } from '../../../shared/errors.ts'
import type { Member } from '../../../shared/process.ts'

/** The pid belongs to another process than the one that was looked at. */
export const changedIdentity = (member: Member): QuiesceError => ({
  code: 'identity-changed',
  message: `Pid ${member.identity.pid} no longer belongs to ${member.name}: another process has it now.`,
  next: 'List the services again; nothing was sent.',
})
