import { isKnown } from '../../../../shared/unknown.ts'
import type { OpenFile, ProcessSample, ThreadSample } from '../../decide/diagnosis/facts.ts'
import { subjectOfSyscall, type SyscallSubject } from '../../parse/syscall-subject.ts'

/** Of those that a poll may mean, at most so many are followed. */
const mostSeveral = 32

const isChannel = ({ kind }: OpenFile): boolean => kind === 'pipe' || kind === 'socket'

/** A pipe with both its ends in one process wakes that process itself: nobody else is waited for. */
function isOwnPipe(file: OpenFile, files: readonly OpenFile[]): boolean {
  const same = files.filter(({ target }) => file.kind === 'pipe' && target === file.target)
  return (
    same.some(({ access }) => access === 'read') && same.some(({ access }) => access === 'write')
  )
}

const subjectOf = ({ syscall }: ThreadSample): SyscallSubject | null =>
  isKnown(syscall) ? subjectOfSyscall(syscall) : null

function filesOf(thread: ThreadSample, files: readonly OpenFile[]): readonly OpenFile[] {
  const subject = subjectOf(thread)
  const byFd = (fd: number): OpenFile | undefined => files.find((file) => file.fd === fd)
  switch (subject?.kind) {
    case 'descriptor':
    case 'file-lock': {
      const file = byFd(subject.fd)
      return file ? [file] : []
    }
    case 'epoll':
      return (byFd(subject.fd)?.watches ?? [])
        .map(byFd)
        .filter((file) => file !== undefined && isChannel(file) && !isOwnPipe(file, files))
        .filter((file) => file !== undefined)
        .slice(0, mostSeveral)
    case 'several':
      return files
        .filter((file) => isChannel(file) && !isOwnPipe(file, files))
        .slice(0, mostSeveral)
    case undefined:
      // Where the call may not be read, the place in the kernel still tells of a pipe.
      return isKnown(thread.wchan) && thread.wchan.includes('pipe_')
        ? files.filter((file) => file.kind === 'pipe' && !isOwnPipe(file, files))
        : []
    case 'child':
    case 'futex':
    case 'ipc':
    case 'signal':
    case 'time':
      return []
  }
}

/** Which of its open files the threads of a process may wait for, by their calls. */
export function findWaitedFiles(sample: ProcessSample): readonly OpenFile[] {
  const files = isKnown(sample.files) ? sample.files : []
  return [...new Set(sample.threads.flatMap((thread) => filesOf(thread, files)))]
}
