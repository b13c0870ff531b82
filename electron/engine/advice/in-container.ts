import { isKnown } from '../../../shared/unknown.ts'
import { readLink, readText } from './read-text.ts'

/** What container managers leave: Docker, Podman, and systemd inside of any (its container interface). */
const marks = ['.dockerenv', 'run/.containerenv', 'run/systemd/container']

/** The pid namespace that the kernel boots with (PROC_PID_INIT_INO, include/linux/proc_ns.h). */
const bootNamespace = 'pid:[4026531836]'

/** True where the kernel is shared with a host, by a mark or by a pid namespace of its own. */
export async function isInContainer(root: string): Promise<boolean> {
  for (const mark of marks) if ((await readText(`${root}/${mark}`)) !== null) return true
  const namespace = await readLink(`${root}/proc/self/ns/pid`)
  return namespace !== null && isKnown(namespace) && namespace !== bootNamespace
}
