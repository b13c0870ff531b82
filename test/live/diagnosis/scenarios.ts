/** States in which a daemon does not stop, and what is to be said of each first. */
import type { FindingCode } from '../../../shared/diagnosis.ts'
import type { Need } from './needs.ts'

export interface Scenario {
  /** As a person would tell it. */
  readonly title: string
  /** Of the program in scenes/. */
  readonly scene: string
  readonly verdict: FindingCode
  /** What its sentence has to name. */
  readonly says?: RegExp
  /** Looked at before anybody asks it to stop, after that, or once it says that it hangs. */
  readonly when: 'before' | 'asked' | 'there'
  /** It is looked at so often at most; once where that is enough. */
  readonly looks?: number
  /** What the machine has to give for it. */
  readonly needs?: Need
  /** The service, where it is not the process that the scene names. */
  readonly target?: (folder: string) => string
}

const there = { when: 'there' } as const

export const scenarios: readonly Scenario[] = [
  { title: 'ignores SIGTERM', scene: 'ignores-term', verdict: 'ignores-signal', when: 'asked' },
  {
    title: 'will ignore SIGTERM, nobody asked yet',
    scene: 'ignores-term',
    verdict: 'ignores-signal',
    when: 'before',
  },
  {
    title: 'blocks SIGTERM in all threads',
    scene: 'blocks-term-everywhere',
    verdict: 'blocks-signal',
    when: 'asked',
  },
  {
    title: 'blocks SIGTERM, one thread',
    scene: 'blocks-term-alone',
    verdict: 'blocks-signal',
    when: 'asked',
  },
  { title: 'stopped by SIGSTOP', scene: 'stopped', verdict: 'stopped', when: 'before' },
  { title: 'stops itself when asked', scene: 'stops-when-asked', verdict: 'stopped', ...there },
  {
    title: 'stopped by its terminal',
    scene: 'stopped-by-terminal',
    verdict: 'stopped',
    says: /SIGTTIN/,
    when: 'before',
  },
  { title: 'held by a debugger', scene: 'held-by-tracer', verdict: 'traced', when: 'asked' },
  {
    title: 'watched by a tracer, ignores SIGTERM',
    scene: 'watched-by-tracer',
    verdict: 'ignores-signal',
    when: 'asked',
  },
  {
    title: 'two threads, two locks',
    scene: 'deadlock',
    verdict: 'stuck',
    says: /deadlock/,
    ...there,
  },
  {
    title: 'joins a thread that waits for it',
    scene: 'joins-who-waits-for-it',
    verdict: 'stuck',
    ...there,
  },
  { title: 'took the signal and forgot it', scene: 'forgets', verdict: 'stuck', when: 'asked' },
  { title: 'waits at a semaphore', scene: 'semaphore', verdict: 'stuck', ...there },
  { title: 'computes', scene: 'computes', verdict: 'makes-progress', ...there },
  { title: 'saves', scene: 'saves', verdict: 'makes-progress', ...there },
  {
    title: 'blocks SIGTERM, took it by sigwait, and saves',
    scene: 'saves-after-sigwait',
    verdict: 'makes-progress',
    ...there,
  },
  {
    title: 'blocks SIGTERM, took it by a signalfd, and saves',
    scene: 'saves-after-signalfd',
    verdict: 'makes-progress',
    ...there,
  },
  {
    title: 'keeps SIGTERM waiting until its work is done',
    scene: 'computes-undisturbed',
    verdict: 'makes-progress',
    ...there,
  },
  { title: 'reads a pipe of another', scene: 'pipe', verdict: 'waits-for-process', ...there },
  {
    title: 'writes to a pipe that nobody empties',
    scene: 'full-pipe',
    verdict: 'waits-for-process',
    ...there,
  },
  { title: 'reads a named pipe', scene: 'fifo', verdict: 'waits-for-process', ...there },
  {
    title: 'asks a local program by a Unix socket',
    scene: 'unix-socket',
    verdict: 'waits-for-process',
    ...there,
  },
  {
    title: 'joins a worker that reads a pipe',
    scene: 'worker-at-pipe',
    verdict: 'waits-for-process',
    ...there,
  },
  {
    title: 'a peer that never answers',
    scene: 'silent-peer',
    verdict: 'waits-for-remote',
    says: /waits for scenes.*127\.0\.0\.1:7311/,
    ...there,
  },
  {
    title: 'a database that never answers',
    scene: 'silent-database',
    verdict: 'waits-for-remote',
    says: /PostgreSQL.*127\.0\.0\.1:5432/,
    ...there,
  },
  {
    title: 'a peer that never answers, in an event loop',
    scene: 'silent-peer-in-loop',
    verdict: 'waits-for-remote',
    says: /127\.0\.0\.1:6379/,
    ...there,
  },
  {
    title: 'a connection that does not come about',
    scene: 'no-connection',
    verdict: 'waits-for-remote',
    says: /nobody answers/,
    ...there,
  },
  {
    title: 'a peer that closed its half',
    scene: 'close-wait',
    verdict: 'waits-for-remote',
    ...there,
  },
  {
    title: 'a client that does not leave',
    scene: 'client-stays',
    verdict: 'waits-for-clients',
    ...there,
  },
  { title: 'flock that another holds', scene: 'flock', verdict: 'waits-for-lock', ...there },
  {
    title: 'fcntl lock that another holds',
    scene: 'posix-lock',
    verdict: 'waits-for-lock',
    ...there,
  },
  { title: 'OFD lock that another holds', scene: 'ofd-lock', verdict: 'waits-for-lock', ...there },
  {
    title: 'flock of a stopped process',
    scene: 'flock-of-stopped',
    verdict: 'waits-for-lock',
    says: /stopped/,
    ...there,
  },
  {
    title: 'grandchild at a lock',
    scene: 'grandchild-at-lock',
    verdict: 'waits-for-lock',
    ...there,
  },
  {
    title: 'child that ignores SIGTERM',
    scene: 'child-ignores',
    verdict: 'ignores-signal',
    ...there,
  },
  { title: 'child that stopped', scene: 'child-stopped', verdict: 'stopped', ...there },
  { title: 'worker that works', scene: 'worker-works', verdict: 'makes-progress', ...there },
  { title: 'parent in vfork', scene: 'vfork', verdict: 'waits-for-child', ...there },
  {
    title: 'gone, and its pid file says otherwise',
    scene: 'leaves-pid-file',
    target: (folder) => `pidfile:${folder}/leaves-pid-file-pid`,
    verdict: 'already-gone',
    when: 'before',
  },
  { title: 'zombie', scene: 'zombie', verdict: 'zombie', when: 'before' },
  {
    title: 'main thread gone, another ignores SIGTERM',
    scene: 'main-thread-gone',
    verdict: 'ignores-signal',
    when: 'asked',
  },
  {
    title: 'file server that is silent',
    scene: 'file-server-silent',
    verdict: 'uninterruptible',
    says: /FUSE/,
    needs: 'fuse',
    when: 'asked',
  },
  {
    title: 'file server that is silent, asked after the signal',
    scene: 'file-server-silent-later',
    verdict: 'uninterruptible',
    says: /FUSE/,
    needs: 'fuse',
    ...there,
  },
  {
    title: 'file system that somebody froze',
    scene: 'frozen-disk',
    verdict: 'uninterruptible',
    says: /waits for .*frozen.*SIGKILL included/,
    needs: 'freeze',
    ...there,
  },
  {
    title: 'memory that runs out',
    scene: 'memory-runs-out',
    verdict: 'out-of-memory',
    needs: 'memory',
    // Somebody has to be killed between two of them.
    looks: 10,
    ...there,
  },
  { title: 'disk full', scene: 'disk-full', verdict: 'out-of-disk', ...there },
]
