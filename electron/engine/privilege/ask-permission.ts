import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import type { HostInfo } from '../../../shared/host.ts'
import type { PrivilegedAction } from '../../../shared/permission.ts'
import type { Privilege } from './open-privilege.ts'

const isRoot: QuiesceError = {
  code: 'not-now',
  message: 'Quiesce runs as root: nothing has to be permitted.',
  next: 'Go on.',
}

/** Has the system ask now; the answer is the host with what is granted. */
export async function askPermission(
  { privilege, hostInfo }: { readonly privilege: Privilege; readonly hostInfo: () => HostInfo },
  action: PrivilegedAction,
): Promise<Result<HostInfo>> {
  const { helpers, asking } = privilege
  if (helpers.state().kind === 'root') return fail(isRoot)
  const asked = await helpers.ask(action, asking)
  return asked.ok ? ok(hostInfo()) : asked
}
