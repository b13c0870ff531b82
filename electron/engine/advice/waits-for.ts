/** What would free a process that waits inside the kernel: its server, its disk, its FUSE daemon. */
import { isKnown } from '../../../shared/unknown.ts'
import { mountOfPath, parseMounts, type Mount } from '../parse/mounts.ts'
import { parseProcSyscall } from '../parse/proc-syscall.ts'
import { subjectOfSyscall } from '../parse/syscall-subject.ts'
import { readLink, readText } from './read-text.ts'

/** File systems whose other side can fail, by the words of the places in the kernel that wait for it. */
const remote: readonly (readonly [type: RegExp, wchan: RegExp])[] = [
  [/^nfs4?$/, /^(?:nfs|rpc)/],
  [/^(?:cifs|smb3)$/, /cifs|smb/],
  [/^fuse/, /fuse|request_wait_answer/],
  [/^ceph$/, /ceph/],
  [/^9p$/, /^p9|v9fs/],
]

const wordsOf = ({ source, type, mountPoint }: Mount): string =>
  `${source === '' ? type : source} (${type} at ${mountPoint})`

const isTelling = ({ type, source }: Mount): boolean =>
  source.startsWith('/dev/') || remote.some(([pattern]) => pattern.test(type))

/** The path that its call is about, or the folder it stands in. */
async function pathsOf(folder: string): Promise<readonly string[]> {
  const text = await readText(`${folder}/syscall`)
  const call = text !== null && isKnown(text) ? parseProcSyscall(text, process.arch) : null
  const subject = call === null ? null : subjectOfSyscall(call)
  const fd = subject !== null && 'fd' in subject ? subject.fd : null
  const links = [
    fd === null ? null : await readLink(`${folder}/fd/${fd}`),
    await readLink(`${folder}/cwd`),
  ]
  return links.filter((link) => link !== null && isKnown(link)).filter((one) => one.startsWith('/'))
}

/**
 * Names what it waits for, or null where nobody can tell. Links are read and never followed: a look
 * at the file itself would hang beside it. `folder` is its /proc/PID.
 */
export async function findWhatFrees(folder: string, wchan: string): Promise<string | null> {
  const text = await readText(`${folder}/mountinfo`)
  if (text === null || !isKnown(text)) return null
  const mounts = parseMounts(text)
  const byKernel = remote.find(([, pattern]) => pattern.test(wchan))
  for (const path of await pathsOf(folder)) {
    const mount = mountOfPath(mounts, path)
    if (mount === null || !isTelling(mount)) continue
    if (byKernel === undefined || byKernel[0].test(mount.type)) return wordsOf(mount)
  }
  const candidates = byKernel ? mounts.filter(({ type }) => byKernel[0].test(type)) : []
  const [only, ...others] = candidates
  return only !== undefined && others.length === 0 ? wordsOf(only) : null
}
