/** Where in the kernel a thread sleeps, as names of its functions tell: wchan and stack of proc(5). */
import { isKnown } from '../../../../shared/unknown.ts'
import { functionOfFrame } from '../../parse/proc-stack.ts'
import type { ThreadSample } from './facts.ts'

/** Functions of the kernel in which it sleeps, innermost first: the stack, else wchan alone. */
export function kernelFunctions(thread: ThreadSample): readonly string[] {
  const stack = isKnown(thread.stack)
    ? thread.stack.flatMap((frame) => functionOfFrame(frame) ?? [])
    : []
  if (stack.length > 0) return stack
  return isKnown(thread.wchan) && thread.wchan !== '' && thread.wchan !== '0' ? [thread.wchan] : []
}

/** kernel/fork.c: a parent in vfork(2) until its child calls execve(2) or leaves. */
export const isVforkWait = (thread: ThreadSample): boolean =>
  kernelFunctions(thread).some((name) =>
    /^(?:wait_for_vfork_done|kernel_clone|_?do_fork)(?:\.|$)/.test(name),
  )

/**
 * Waits for a file server that look like ordinary sleep (S) and are not: a caught signal is noted and
 * the wait goes on (fs/fuse/dev.c, request_wait_answer; net/sunrpc; net/9p).
 */
export const isServerWait = (thread: ThreadSample): boolean =>
  kernelFunctions(thread).some((name) =>
    /^(?:request_wait_answer|_*fuse_simple_request|rpc_wait_bit_killable|nfs4?_wait_\w+|wait_for_response|p9_client_rpc)(?:\.|$)/.test(
      name,
    ),
  )

/** What kind of thing an uninterruptible sleep waits for. */
export interface KernelWait {
  readonly kind: 'nfs' | 'cifs' | 'fuse' | 'frozen-fs' | 'disk' | 'network-fs' | 'other'
  readonly words: string
  /** SIGKILL ends it: the kernel sleeps in TASK_KILLABLE there. `maybe`: at some of its stages. */
  readonly killable: 'yes' | 'no' | 'maybe'
}

interface Pattern {
  readonly pattern: RegExp
  readonly wait: KernelWait
}

const wait = (
  kind: KernelWait['kind'],
  words: string,
  killable: KernelWait['killable'] = 'no',
): KernelWait => ({
  kind,
  words,
  killable,
})

// The order matters: a frozen file system also shows its own name; a page wait shows on any of them.
const patterns: readonly Pattern[] = [
  {
    pattern: /^(?:__)?sb_start_write|^percpu_rwsem_wait|^__percpu_down_read|^sb_wait_write/,
    wait: wait('frozen-fs', 'a file system that is frozen (fsfreeze)'),
  },
  {
    pattern: /^(?:rpc_wait_bit_killable|nfs4?_.*killable)/,
    wait: wait('nfs', 'an NFS server', 'yes'),
  },
  { pattern: /^(?:nfs|rpc_|__rpc_|nlm)/, wait: wait('nfs', 'an NFS server') },
  { pattern: /^(?:cifs|smb2?_)/, wait: wait('cifs', 'an SMB server', 'yes') },
  {
    pattern: /^(?:fuse_|__fuse_|request_wait_answer|queue_request_and_unlock)/,
    wait: wait('fuse', 'the process behind a FUSE file system', 'maybe'),
  },
  { pattern: /^(?:ceph|v9fs|p9_|afs_|gfs2|ocfs2|dlm_)/, wait: wait('network-fs', 'a file server') },
  {
    pattern:
      /^(?:jbd2|ext4|xfs|btrfs|f2fs|submit_bio_wait|blk_|bio_|wait_on_page|folio_wait|io_schedule|rq_qos_wait|wbt_wait|dm_|md_|loop_|sync_inodes|__wait_on_buffer|wait_on_buffer|balance_dirty)/,
    wait: wait('disk', 'a disk'),
  },
]

/** What an uninterruptible sleep waits for, by the functions of the kernel. */
export function kernelWaitOf(thread: ThreadSample): KernelWait {
  const names = kernelFunctions(thread)
  // One pattern after the other: a later frame may name the file system that an inner one hides.
  for (const { pattern, wait: found } of patterns) {
    if (names.some((name) => pattern.test(name))) return found
  }
  return wait('other', 'something in there')
}
